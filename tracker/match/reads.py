"""What alignment asks of a text, worked out once for all its partners."""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from tracker.match.grams import HALF_WORDS, Hashes, Positions, word_weights
from tracker.match.paragraphs import paragraphs
from tracker.match.places import Places, read_places
from tracker.match.statements import announced, attributed, bracketed
from tracker.match.tiles import Seeds, Tile, seeds
from tracker.match.voices import furniture, lists, sentence_bounds, speech
from tracker.match.words import batches, hashed
from tracker.text import is_unspaced

# Characters of texts that are kept as read: pairs come sorted, and one article has many partners. A character takes
# some twelve bytes in prose.
_KEPT = 4_000_000

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Read:
    """A text's words as numbers with their places, and whose they are."""

    starts: Positions
    ends: Positions
    hashes: Hashes
    seeds: Seeds
    reached: list[int] | None  #: half-words before each word; None where every word is a whole one
    weights: Positions | None
    speech: Mask
    attributed: Mask
    listed: Mask
    furniture: Mask
    prose: Mask
    figures: Mask

    def words(self, tile: Tile) -> float:
        """Words of a tile in this text, its first, an unspaced character counting half."""
        if self.reached is None:
            return tile.words
        return (self.reached[tile.a + tile.words] - self.reached[tile.a]) / HALF_WORDS


class Reads:
    """Reads of the texts that were last asked for."""

    def __init__(self, most: int = _KEPT) -> None:
        """`most`: characters of the texts that are kept from one time to the next."""
        self._most = most
        self._kept: OrderedDict[str, Read] = OrderedDict()
        self._held = 0
        self._lock = Lock()

    def of(self, texts: Collection[str]) -> dict[str, Read]:
        """The reads of all `texts`; those that are not kept are made together."""
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
            for batch in batches(text for text in dict.fromkeys(texts) if text not in found):
                found.update(zip(batch, read(batch), strict=True))
            for text, own in found.items():
                self._held += 0 if text in self._kept else len(text)
                self._kept[text] = own
                self._kept.move_to_end(text)
            while self._held > self._most:
                self._held -= len(self._kept.popitem(last=False)[0])
        return found


def read(texts: list[str]) -> list[Read]:
    """The reads of some texts, in order. Linear in their length."""
    words = hashed(texts)
    # No word goes over a line, so the words of the texts are those of all of them with line ends between.
    places = read_places("\n".join(texts))
    begins = accumulate((len(text) + 1 for text in texts), initial=0)
    found = []
    for text, begin, low, high in zip(texts, begins, words.bounds, words.bounds[1:], strict=False):
        own = Places(places.starts[low:high] - begin, places.ends[low:high] - begin, places.figures[low:high].copy())
        weights = None if words.weights is None else _weights(text, own)
        found.append(_read(text, words.hashes[low:high].copy(), weights, own))
    return found


def _weights(text: str, places: Places) -> Positions | None:
    """Half-words of each word as it is written; None where every word is a whole one."""
    if not is_unspaced(text):
        return None
    return word_weights(list(_written(text, places)), unspaced=True)


def _written(text: str, places: Places) -> Iterator[str]:
    return (text[start:end] for start, end in zip(places.starts.tolist(), places.ends.tolist(), strict=True))


def _read(text: str, hashes: Hashes, weights: Positions | None, places: Places) -> Read:
    starts, figures = places.starts, places.figures
    lines, bounds = list(paragraphs(text, starts)), sentence_bounds(text, starts)
    spoken = speech(text, starts, weights, bounds) | announced(lines, len(starts)) | bracketed(text, starts)
    listed, standing = lists(lines, figures), furniture(text, starts)
    return Read(
        starts=starts,
        ends=places.ends,
        hashes=hashes,
        seeds=seeds(hashes, weights),
        reached=None if weights is None else [0, *np.cumsum(weights).tolist()],
        weights=weights,
        speech=spoken,
        attributed=attributed(hashes, bounds),
        listed=listed,
        furniture=standing,
        prose=~(spoken | listed | standing),
        figures=figures,
    )
