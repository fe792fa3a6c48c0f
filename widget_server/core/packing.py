"""Finished bytes that can be joined and still be one gzip stream: the shared part is compressed once."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952, section 2.3: deflate, no name, no time
_LAST = b"\x03\x00"  # an empty final block of fixed codes, RFC 1951 section 3.2.6
SHARED_LEVEL = 4  # 8 % larger than 6, in less than half its time, which every write costs the next reader
OWN_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Block:
    """Bytes beside their deflate form, which ends on a byte boundary and refers to nothing before it."""

    plain: bytes
    deflated: bytes


def pack(plain: bytes, level: int = SHARED_LEVEL) -> Block:
    """Give `plain` with its deflate form (RFC 1951), closed by a full flush so that anything may follow."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Block(plain, compressor.compress(plain) + compressor.flush(zlib.Z_FULL_FLUSH))


def join(*parts: Block | bytes) -> bytes:
    """Give the parts as one plain body."""
    return b"".join(part.plain if isinstance(part, Block) else part for part in parts)


def join_gzip(*parts: Block | bytes) -> bytes:
    """Give the parts as one gzip member (RFC 1952); bytes that were not packed are compressed now, fast."""
    blocks = [part if isinstance(part, Block) else pack(part, OWN_LEVEL) for part in parts]
    checksum = size = 0
    for block in blocks:
        checksum = zlib.crc32(block.plain, checksum)
        size += len(block.plain)
    trailer = struct.pack("<II", checksum, size & 0xFFFFFFFF)
    return b"".join((_HEADER, *(block.deflated for block in blocks), _LAST, trailer))
