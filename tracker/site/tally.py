"""What the site says of agencies and outlets, counted while the stories go by. Pure."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tracker.site.folder import file_name

Record = Mapping[str, Any]
#: Stories listed on one page of an agency or outlet, the most republished.
LISTED = 1_500


@dataclass(slots=True)
class House:
    """An agency or an outlet: its republications, and the houses on their other side."""

    name: str
    republications: int = 0
    credited: int = 0
    same_owner: int = 0
    stories: int = 0
    others: Counter[str] = field(default_factory=Counter)
    _lags: list[int] = field(default_factory=list)
    _top: list[tuple[int, str, Record]] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Name of its page, without ending."""
        return file_name(self.name)

    @property
    def credited_share(self) -> float | None:
        """Of its republications; None without any."""
        return self.credited / self.republications if self.republications else None

    @property
    def median_lag(self) -> int | None:
        """Seconds after the origin, or after the earliest copy of one that was not crawled."""
        return round(median(self._lags)) if self._lags else None

    @property
    def listed(self) -> list[Record]:
        """Its stories, the most republished first, at most `LISTED`."""
        return [story for _, _, story in sorted(self._top, key=lambda entry: (-entry[0], entry[1]))]

    def add_story(self, story: Record) -> None:
        """One of its stories; each once."""
        self.stories += 1
        entry = (int(story["articles"]), str(story["story_id"]), story)
        if len(self._top) < LISTED:
            heapq.heappush(self._top, entry)
        else:
            heapq.heappushpop(self._top, entry)

    def add_copy(self, copy: Record, other: str | None) -> None:
        """One republication, with the house on the other side."""
        self.republications += 1
        self.credited += bool(copy["credited"])
        self.same_owner += bool(copy["same_owner"])
        if other is not None:
            self.others[other] += 1
        if copy["lag_seconds"]:
            self._lags.append(copy["lag_seconds"])


class Tally:
    """All agencies and outlets of a site, and the sums over it."""

    def __init__(self) -> None:
        self.agencies: dict[str, House] = {}
        self.outlets: dict[str, House] = {}
        self.stories: list[Record] = []  #: rows of the view, without members: some hundred bytes each
        self.sums: Counter[str] = Counter()
        self.per_agency_outlets: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, story: Record, members: Sequence[Record]) -> None:
        """One story with its members, as `StoryContents` has them."""
        self.stories.append(story)
        copies = [member for member in members if member["depth"] != 0]
        self.sums.update(stories=1, republications=len(copies), seen=bool(story["origin_seen"]))
        self.sums["credited"] += sum(bool(copy["credited"]) for copy in copies)
        met: set[int] = set()
        for member in members:
            outlet = self.outlets.setdefault(member["outlet"], House(member["outlet"]))
            if id(outlet) not in met:
                met.add(id(outlet))
                outlet.add_story(story)
        if story["agency"]:
            self.agencies.setdefault(story["agency"], House(story["agency"])).add_story(story)
        for copy in copies:
            agency = copy["agency"]
            self.outlets[copy["outlet"]].add_copy(copy, agency)
            if agency:
                self.agencies.setdefault(agency, House(agency)).add_copy(copy, copy["outlet"])


def by_size(houses: Mapping[str, House]) -> list[House]:
    """The houses with the most republications first."""
    return sorted(houses.values(), key=lambda house: (-house.republications, house.name))
