"""Postings in blocks of bytes: which articles have a fingerprint, packed fifteen bytes a posting.

A fingerprint's postings lie in one block, in the order in which they came in. There is about one block for `PER_BLOCK`
postings, and their number grows with the collection by *linear hashing* (Litwin: "Linear hashing: a new tool for file
and table addressing", VLDB 1980): one block after the other is split in two, so that no article ever waits for the
whole index to be written anew. A look-up reads one block for each fingerprint, whatever the size of the collection.
"""

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Postings = NDArray[np.void]

#: One posting. `outlet` stands for the outlet that the article had when it came in, `size` for its number of
#: fingerprints (255: or more): what weighing a fingerprint asks of the articles that carry it, without asking them.
POSTING = np.dtype([("hash", "<i8"), ("article", "<u4"), ("outlet", "<u2"), ("size", "u1")])
#: One posting of a fingerprint that more than `ROLL` articles carry.
MEMBER = np.dtype([("article", "<u4"), ("outlet", "<u2"), ("size", "u1")])
PER_BLOCK = 64
#: Of a fingerprint the first so many postings stand in its block. More are kept apart, in pieces, so that a look-up
#: need not read them: a hundred fingerprints that every page of an outlet carries would be the whole outlet each time.
ROLL = 128


def outlet_number(outlet: str) -> int:
    """What stands for an outlet in a posting: 16 bits of its key's CRC-32.

    Two of the at most `ROLL` outlets that are counted together have one number in one of eight full lists; what comes
    of it is that a fingerprint on three pages of each weighs as if it were on six pages of one.
    """
    return zlib.crc32(outlet.encode()) & 0xFFFF


def as_postings(sets: Sequence[tuple[int, int, bytes]]) -> Postings:
    """The postings of sets of fingerprints: (article, its outlet's number, packed fingerprints)."""
    sizes = [len(packed) // 8 for _, _, packed in sets]
    postings = np.empty(sum(sizes), POSTING)
    postings["hash"] = np.frombuffer(b"".join(packed for _, _, packed in sets), "<i8")
    postings["article"] = np.repeat(np.array([article for article, _, _ in sets], np.uint32), sizes)
    postings["outlet"] = np.repeat(np.array([outlet for _, outlet, _ in sets], np.uint16), sizes)
    postings["size"] = np.repeat(np.minimum(sizes, 255).astype(np.uint8), sizes)
    return postings


def block_of(hashes: NDArray[np.signedinteger], blocks: int) -> Integers:
    """The block of each fingerprint among `blocks` blocks, numbered from 0."""
    level = blocks.bit_length() - 1
    bits = hashes.astype(np.int64)
    address = bits & ((2 << level) - 1)
    return np.where(address < blocks, address, bits & ((1 << level) - 1))


def splits(blocks: int, wanted: int, at_once: int) -> Iterator[tuple[int, int, int]]:
    """How `blocks` blocks become `wanted`: (first, last + 1, new number of blocks).

    Blocks `first` to `last` have to be read, and give themselves and as many new ones at the end.
    """
    while blocks < wanted:
        size = 1 << (blocks.bit_length() - 1)
        grown = min(wanted, 2 * size, blocks + at_once)
        yield blocks - size, grown - size, grown
        blocks = grown


def merged(parts: Sequence[Postings], blocks: int, *, repeated: bool) -> tuple[dict[int, bytes], Postings]:
    """Blocks made of postings, those of older parts first, and the postings that have no place in them any more.

    `repeated`: whether an article may come with a fingerprint that it has already; then the older posting stays.
    """
    postings = np.concatenate(parts) if parts else np.empty(0, POSTING)
    hashes = postings["hash"]
    if repeated:
        order = np.lexsort((postings["article"], hashes))
        again = np.zeros(len(order), dtype=bool)
        again[1:] = (np.diff(hashes[order]) == 0) & (np.diff(postings["article"][order].astype(np.int64)) == 0)
        postings = postings[np.sort(order[~again])]
        hashes = postings["hash"]
    numbers = block_of(hashes, blocks)
    order = np.lexsort((hashes, numbers))
    postings, numbers = postings[order], numbers[order]
    hashes = postings["hash"]
    starts = _starts(hashes)
    place = np.arange(len(hashes)) - np.repeat(starts, np.diff(np.append(starts, len(hashes))))
    over = postings[place >= ROLL]
    postings, numbers = postings[place < ROLL], numbers[place < ROLL]
    packed = postings.tobytes()
    starts = _starts(numbers)
    edges = (np.append(starts, len(numbers)) * POSTING.itemsize).tolist()
    return {number: packed[edges[i] : edges[i + 1]] for i, number in enumerate(numbers[starts].tolist())}, over


def _starts(values: NDArray[np.signedinteger]) -> Integers:
    """Where a value stands that is not the one before it."""
    if not len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate((np.ones(1, dtype=bool), values[1:] != values[:-1])))
