"""What the site says of agencies and outlets, counted while the stories go by. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from tracker.site.folder import file_name

Record = Mapping[str, Any]


@dataclass(slots=True)
class House:
    """An agency or an outlet: its republications, and the houses on their other side."""

    key: str
    name: str
    republications: int = 0
    credited: int = 0
    same_owner: int = 0
    originals: int = 0  #: stories whose crawled original it published
    others: Counter[str] = field(default_factory=Counter)
    stories: list[Record] = field(default_factory=list)  #: rows of the view, shared by all houses
    _lags: list[int] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Name of its page, without ending."""
        return file_name(self.key)

    @property
    def silent(self) -> int:
        """Republications that name no source."""
        return self.republications - self.credited

    @property
    def credited_share(self) -> float | None:
        """Of its republications; None without any."""
        return self.credited / self.republications if self.republications else None

    @property
    def median_lag(self) -> int | None:
        """Seconds after the origin, or after the earliest copy of one that was not crawled."""
        return round(median(self._lags)) if self._lags else None

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
    """All agencies and outlets of a site, and the sums over it. The names are by key."""

    def __init__(self, *, agencies: Mapping[str, str], outlets: Mapping[str, str]) -> None:
        self.agencies: dict[str, House] = {}
        self.outlets: dict[str, House] = {}
        self.stories: list[Record] = []  #: rows of the view, without members: some hundred bytes each
        self.sums: Counter[str] = Counter(stories=0, republications=0, seen=0, credited=0, unknown=0)
        self._agency_names = agencies
        self._outlet_names = outlets

    def add(self, story: Record, members: Sequence[Record]) -> None:
        """One story with its members, as `StoryContents` has them."""
        self.stories.append(story)
        copies = [member for member in members if member["depth"] != 0]
        self.sums.update(stories=1, republications=len(copies), seen=bool(story["origin_seen"]))
        self.sums["credited"] += sum(bool(copy["credited"]) for copy in copies)
        for key in dict.fromkeys(member["outlet"] for member in members):
            self._outlet(key).stories.append(story)
        for member in members:
            if member["depth"] == 0:
                self._outlet(member["outlet"]).originals += 1
        # A copy may credit another agency than the story's: its story is one of that agency's too.
        for key in dict.fromkeys([story["agency"], *(copy["agency"] for copy in copies)]):
            if key:
                self._agency(key).stories.append(story)
        self.sums["unknown"] += not story["agency"]
        for copy in copies:
            agency = copy["agency"]
            self._outlet(copy["outlet"]).add_copy(copy, agency)
            if agency:
                self._agency(agency).add_copy(copy, copy["outlet"])

    def _agency(self, key: str) -> House:
        if key not in self.agencies:
            self.agencies[key] = House(key, self._agency_names.get(key, key))
        return self.agencies[key]

    def _outlet(self, key: str) -> House:
        if key not in self.outlets:
            self.outlets[key] = House(key, self._outlet_names.get(key, key))
        return self.outlets[key]


def by_size(houses: Mapping[str, House]) -> list[House]:
    """The houses with the most republications first, then those with the most stories."""
    return sorted(houses.values(), key=lambda house: (-house.republications, -len(house.stories), house.key))


def most_republished(stories: Sequence[Record]) -> list[Record]:
    """Stories with the most articles first."""
    return sorted(stories, key=lambda story: (-story["articles"], -story["outlets"], story["story_id"]))
