"""The hash that `xxhash` gives, of many strings at once."""

from itertools import accumulate

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.xxh3 import xxh3


def hashes(strings: list[bytes], between: bytes = b"") -> list[int]:
    ends = list(accumulate(len(string) + len(between) for string in strings))
    places = np.array(ends, dtype=np.int64) - len(between)
    sizes = np.array([len(string) for string in strings], dtype=np.int64)
    return [int(number) for number in xxh3(between.join([*strings, b""]), places - sizes, places)]


@given(strings=st.lists(st.binary(max_size=40)), between=st.binary(max_size=9))
def test_what_xxhash_gives(strings: list[bytes], between: bytes) -> None:
    assert hashes(strings, between) == [xxhash.xxh3_64_intdigest(string) for string in strings]


@pytest.mark.parametrize("size", [*range(36), 64, 128, 129, 240, 241, 1000])
def test_every_length(size: int) -> None:
    string = bytes(range(7, 256, 5)) * 20
    assert hashes([string[:size]]) == [xxhash.xxh3_64_intdigest(string[:size])]
