"""The dates that a page shows its readers, with what the words around them say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tracker.extract.dated import LONGEST_LINE, DatedLine, Where
from tracker.extract.labels import Label, label_of
from tracker.extract.moment import Reading, read_written
from tracker.extract.reader import Reader
from tracker.extract.written import Written, find_written

# Whatever stands in a copyright line is the year of a right, never the day of a text.
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|\brights\b|\bderechos\b|\bdroits\b|\bdiritti\b|\bdireitos\b|rechte vorbehalten|права защищены|"
    r"права захищені|版权|版權|حقوق",
    re.IGNORECASE,
)
_BEFORE_DATELINE = re.compile(r"^[^.!?]{0,60}$")
_AFTER_DATELINE = re.compile(r"^[\s.,]{0,3}(?:$|[-–—:|()\[\]/])")
_MAX_LINES = 12
_DATES_OF_A_LINE = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """A date that the page shows its readers."""

    reading: Reading
    where: Where
    label: Label | None


def shown_dates(lines: Sequence[DatedLine], reader: Reader, notes: list[str]) -> Iterator[Shown]:
    """The dates of the likeliest lines; of running text only one that opens it, closed off like a dateline's.

    `notes` receives why a date beside the headline is refused.
    """
    for line in islice(lines, _MAX_LINES):
        text = line.text[:LONGEST_LINE]
        if _RIGHTS.search(text):
            continue
        end = 0
        for written in islice(find_written(text, reader), _DATES_OF_A_LINE):
            found: Reading | str
            if isinstance(written, str):
                found = written
            elif line.where is Where.DATELINE and not _opens(text, written):
                break
            else:
                label = label_of(text[end : written.start] or (line.label if not end else ""), text[written.end :])
                end = written.end
                found = read_written(written, "text", reader)
            if isinstance(found, Reading):
                yield Shown(found, line.where, label)
            elif line.where is Where.BESIDE:
                notes.append(found)


def _opens(text: str, written: Written) -> bool:
    before, after = text[: written.start], text[written.end : written.end + 8]
    return len(before) <= 1 or bool(_BEFORE_DATELINE.match(before) and _AFTER_DATELINE.match(after))
