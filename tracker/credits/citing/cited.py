"""A name that may be cited."""

from dataclasses import dataclass
from typing import Literal

from tracker.catalogue import Mention
from tracker.types import Link

#: How a name was found; by that, more or less must stand around it. `known` and `code`: the catalogue has it. `site`: a
#: domain, or linked to one that it resembles. `linked`: linked to another. `account`: of a platform. `quoted`: in
#: quotation marks. `foreign`: in Latin letters among others. `titled`: in capitals, with a word for a medium.
Kind = Literal["known", "code", "site", "linked", "account", "quoted", "foreign", "titled"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A name that may be cited, at `text[start:end]` of its line."""

    kind: Kind
    name: str
    start: int
    end: int
    mention: Mention | None = None
    link: Link | None = None
    opens: bool = False  #: a sentence begins with it
