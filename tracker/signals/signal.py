"""One thing that looks wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

#: `blocked`: refusals and challenges; `same_page`: one page for every address; `no_items`: a source that gave
#: addresses gives none; `failing`: one that was read fails for days; `teaser`: texts cut down; `no_credits`: a form of
#: credit that is gone from the pages.
Kind = Literal["blocked", "same_page", "no_items", "failing", "teaser", "no_credits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What looks wrong with an outlet on a day (UTC). Of one kind and subject there is one a day."""

    outlet: str
    day: date
    kind: Kind
    subject: str = ""  #: which source, which form of credit; empty where it concerns the outlet as a whole
    pages: int = 0  #: how many pages (or readings of a source) it stands on
    url: str | None = None  #: one of them, to look at
    evidence: str  #: one sentence with the figures
