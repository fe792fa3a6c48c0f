"""Finished bytes that can be joined and still be one gzip stream: the shared part is compressed once."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # RFC 1952, section 2.3: deflate, no name, no time
_LAST = b"\x03\x00"  # an empty final block of fixed codes, RFC 1951 section 3.2.6
# Level, bits of the window, and of the memory for it. A level of 6 makes a thread 8 % smaller in more than twice the
# time, and every write costs it the next reader; own parts are small, and a large window dearer than their packing.
_SHARED = (4, 15, 8)
_OWN = (1, 12, 4)


@dataclass(frozen=True, slots=True)
class Block:
    """Bytes beside their deflate form, which ends on a byte boundary and refers to nothing before it."""

    plain: bytes
    deflated: bytes


def pack(plain: bytes) -> Block:
    """Give `plain` with its deflate form (RFC 1951), closed by a full flush so that anything may follow."""
    return _packed(plain, *_SHARED)


def join(*parts: Block | bytes) -> bytes:
    """Give the parts as one plain body."""
    return b"".join(part.plain if isinstance(part, Block) else part for part in parts)


def join_gzip(*parts: Block | bytes) -> bytes:
    """Give the parts as one gzip member (RFC 1952); bytes that were not packed are compressed now, fast."""
    blocks = [part if isinstance(part, Block) else _packed(part, *_OWN) for part in parts]
    checksum = size = 0
    for block in blocks:
        checksum = zlib.crc32(block.plain, checksum)
        size += len(block.plain)
    trailer = struct.pack("<II", checksum, size & 0xFFFFFFFF)
    return b"".join((_HEADER, *(block.deflated for block in blocks), _LAST, trailer))


def _packed(plain: bytes, level: int, window: int, memory: int) -> Block:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
    return Block(plain, compressor.compress(plain) + compressor.flush(zlib.Z_FULL_FLUSH))
