"""Joined bytes are one gzip member, however they were split."""

from __future__ import annotations

import gzip
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from widget_server.core.packing import join, join_gzip, pack

pieces = st.lists(
    st.tuples(st.booleans(), st.binary(max_size=400) | st.binary(max_size=3).map(lambda b: b * 5000)), max_size=6
)


@settings(max_examples=200)
@given(pieces)
def test_any_split_joined_and_unzipped_is_the_plain_body(split: list[tuple[bool, bytes]]) -> None:
    parts = [pack(data) if packed else data for packed, data in split]
    plain = b"".join(data for _, data in split)
    assert join(*parts) == plain
    assert gzip.decompress(join_gzip(*parts)) == plain
    member = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert member.decompress(join_gzip(*parts)) == plain
    assert (member.eof, member.unused_data) == (True, b"")


def test_a_block_stands_after_any_other() -> None:
    shared = pack(b'{"items":[' + b'{"html":"<p>hallo</p>"},' * 50)
    for before in (b"x", b"y" * 70_000, b""):
        assert gzip.decompress(join_gzip(before, shared, b"]}")) == before + shared.plain + b"]}"


def test_what_repeats_is_small() -> None:
    assert len(pack(b"hallo daar " * 1000).deflated) < 200
