"""xxh3-64 of many short strings at once: what `xxhash` gives for each, without a step of Python for each.

The algorithm is that of the specification of XXH3 (github.com/Cyan4973/xxHash, `doc/xxhash_spec.md`) for seed 0 and the
secret it comes with; inputs of 1 to 3, 4 to 8, 9 to 16, and 17 to 32 bytes each have a formula. Longer ones, and empty
ones, are given to `xxhash`: no word of a spaced script is as long, but an address or a row of letters is.
"""

import numpy as np
import xxhash
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

_LONGEST = 32  #: bytes up to which a formula is here
_BEFORE, _BEHIND = 16, 16  #: bytes of padding, so that any eight bytes that overlap a word can be read

# The first 64 bytes of the secret, as eight numbers.
_SECRET = (
    0xBE4BA423396CFEB8, 0x1CAD21F72C81017C, 0xDB979083E96DD4DE, 0x1F67B3B7A4A44072,
    0x78E5C0CC4EE679CB, 0x2172FFCC7DD05A82, 0x8E2443F7744608B8, 0x4C263A81E69035E0,
)  # fmt: skip
_FLIP_3 = np.uint64((_SECRET[0] & 0xFFFFFFFF) ^ (_SECRET[0] >> 32))
_FLIP_8 = np.uint64(_SECRET[1] ^ _SECRET[2])
_FLIPS_16 = np.uint64(_SECRET[3] ^ _SECRET[4]), np.uint64(_SECRET[5] ^ _SECRET[6])
_KEYS = [np.uint64(key) for key in _SECRET[:4]]
_PRIME_1, _PRIME_2, _PRIME_3, _PRIME_MX1, _PRIME_MX2 = map(
    np.uint64, (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x165667919E3779F9, 0x9FB21C651E98DF25)
)
_BYTE, _LOW = np.uint64(0xFF), np.uint64(0xFFFFFFFF)


def xxh3(data: bytes, starts: Positions, ends: Positions) -> Hashes:
    """The hash of each `data[start:end]`. Linear in the length of `data`."""
    padded = bytes(_BEFORE) + data + bytes(_BEHIND)
    # The eight bytes from each place on, as one number. Copied: what is not aligned is gathered slowly.
    eights = np.ndarray((len(padded) - 7,), "<u8", padded, strides=(1,)).astype(np.uint64)
    lengths = ends - starts
    starts, ends = starts + _BEFORE, ends + _BEFORE
    first, last = eights[starts], eights[ends - 8]
    # Most words are of these lengths: worked out for all, and overwritten for the others.
    size = lengths.astype(np.uint64)
    found = _of_4_to_8(first, last, size)
    some = np.flatnonzero(lengths <= 3)
    found[some] = _of_1_to_3(first[some], last[some], size[some])
    some = np.flatnonzero((lengths >= 9) & (lengths <= 16))
    found[some] = _of_9_to_16(first[some], last[some], size[some])
    some = np.flatnonzero((lengths >= 17) & (lengths <= _LONGEST))
    inner = eights[starts[some] + 8], eights[ends[some] - 16]
    found[some] = _of_17_to_32(first[some], *inner, last[some], size[some])
    for number in np.flatnonzero((lengths > _LONGEST) | (lengths == 0)).tolist():
        found[number] = xxhash.xxh3_64_intdigest(padded[starts[number] : ends[number]])
    return found


def _of_1_to_3(first: Hashes, last: Hashes, size: Hashes) -> Hashes:
    begin, middle, end = first & _BYTE, _right(first, _left(_right(size, 1), 3)) & _BYTE, _right(last, 56)
    mixed = (_left(begin, 16) | _left(middle, 24) | _left(size, 8) | end) ^ _FLIP_3
    mixed = (mixed ^ _right(mixed, 33)) * _PRIME_2
    mixed = (mixed ^ _right(mixed, 29)) * _PRIME_3
    return mixed ^ _right(mixed, 32)


def _of_4_to_8(first: Hashes, last: Hashes, size: Hashes) -> Hashes:
    mixed = (_right(last, 32) + _left(first, 32)) ^ _FLIP_8
    turned = (_left(mixed, 49) | _right(mixed, 15)) ^ (_left(mixed, 24) | _right(mixed, 40))
    mixed = (mixed ^ turned) * _PRIME_MX2
    mixed = (mixed ^ (_right(mixed, 35) + size)) * _PRIME_MX2
    return mixed ^ _right(mixed, 28)


def _of_9_to_16(first: Hashes, last: Hashes, size: Hashes) -> Hashes:
    low, high = first ^ _FLIPS_16[0], last ^ _FLIPS_16[1]
    return _avalanche(size + low.byteswap() + high + _folded_product(low, high))


def _of_17_to_32(first: Hashes, second: Hashes, third: Hashes, last: Hashes, size: Hashes) -> Hashes:
    front = _folded_product(first ^ _KEYS[0], second ^ _KEYS[1])
    return _avalanche(size * _PRIME_1 + front + _folded_product(third ^ _KEYS[2], last ^ _KEYS[3]))


def _avalanche(mixed: Hashes) -> Hashes:
    mixed = (mixed ^ _right(mixed, 37)) * _PRIME_MX1
    return mixed ^ _right(mixed, 32)


def _folded_product(a: Hashes, b: Hashes) -> Hashes:
    """The lower half of the product of 128 bits, xor the upper one."""
    low_a, high_a, low_b, high_b = a & _LOW, _right(a, 32), b & _LOW, _right(b, 32)
    one, other = high_a * low_b, low_a * high_b
    carried = _right(low_a * low_b, 32) + (one & _LOW) + other
    return (a * b) ^ (_right(one, 32) + _right(carried, 32) + high_a * high_b)


def _left(numbers: Hashes, bits: int | Hashes) -> Hashes:
    return np.left_shift(numbers, bits, dtype=np.uint64)


def _right(numbers: Hashes, bits: int | Hashes) -> Hashes:
    return np.right_shift(numbers, bits, dtype=np.uint64)
