"""The lines of a text and the numbers of their words."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
#: A line of a text, the number of its first word, and that of the next line's first word.
Line = tuple[str, int, int]

#: A line that ends a sentence; a heading or an item of a list ends none.
FULL_STOP = re.compile(r"[.!?…؟۔।。！？][\"”“»’')\]」』]*\s*$")


def paragraphs(text: str, starts: Places) -> Iterator[Line]:
    """Each line of the text.

    `starts`: offset of each word in `text`.
    """
    lines = text.split("\n")
    ends = np.cumsum(np.fromiter((len(line) + 1 for line in lines), dtype=np.int64, count=len(lines)))
    highs = np.searchsorted(starts, ends).tolist()
    return zip(lines, [0, *highs[:-1]], highs, strict=True)
