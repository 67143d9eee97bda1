"""The pages of agencies and outlets: what each carried or was carried of it, and all its stories."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.site.folder import file_name
from tracker.site.notes import outlet_note
from tracker.site.page import ROWS, page
from tracker.site.tally import House, Tally, most_republished

Record = Mapping[str, Any]
_OTHERS = 300  #: houses on the other side


def house_pages(
    tally: Tally,
    *,
    looked_at: Mapping[str, Record],
    agencies: Mapping[str, Record],
    outlets: Mapping[str, Record],
    shared: Mapping[str, Any],
) -> Iterator[tuple[str, str]]:
    """(name, content) of every page of every agency and outlet."""
    for house in tally.agencies.values():
        row = agencies.get(house.key)
        about = _about("Agency", house, row)
        coverage = _agency_note(row, looked_at)
        yield from _pages(house, "agencies", about, coverage, "Outlets that carried it", tally.outlets, shared)
    for house in tally.outlets.values():
        row = outlets.get(house.key)
        about = _about("Outlet", house, row)
        coverage = outlet_note(looked_at.get(house.key))
        yield from _pages(
            house, "outlets", about, coverage, "Agencies whose stories it carried", tally.agencies, shared
        )


def _pages(
    house: House,
    folder: str,
    about: str,
    coverage: str,
    others_title: str,
    known: Mapping[str, House],
    shared: Mapping[str, Any],
) -> Iterator[tuple[str, str]]:
    listed = most_republished(house.stories)
    portions = [listed[i : i + ROWS] for i in range(0, len(listed), ROWS)] or [[]]
    other_folder = "outlets" if folder == "agencies" else "agencies"
    others = [
        {"name": known[key].name if key in known else key, "file": file_name(key), "number": number}
        for key, number in sorted(house.others.items(), key=lambda item: (-item[1], item[0]))[:_OTHERS]
    ]
    for number, portion in enumerate(portions, 1):
        content = page(
            "house.html.j2",
            script="filter.js",
            title=house.name,
            up="../",
            here=folder,
            house=house,
            about=about,
            coverage=coverage,
            others_title=others_title,
            other_name="Outlet" if folder == "agencies" else "Agency",
            folder=other_folder,
            others=others if number == 1 else (),
            others_left=max(0, len(house.others) - _OTHERS),
            stories=portion,
            number=number,
            pages=[f"{house.file}{_suffix(n)}.html" for n in range(1, len(portions) + 1)],
            **shared,
        )
        yield f"{folder}/{house.file}{_suffix(number)}.html", content


def _suffix(number: int) -> str:
    """Of a page's name; no key's name has an underscore (`file_name`), so none is overwritten."""
    return f"_{number}" if number > 1 else ""


def _about(what: str, house: House, row: Record | None) -> str:
    """What the catalogue says, in one line."""
    said = [f"{what} {house.key}" if house.name != house.key else what]
    if row is not None:
        said += [f"of kind {row['kind']}"]
        said += [f"country {row['country']}"] if row["country"] else []
        said += [f"owned by {row['owner']}"] if row.get("owner") else []
        said += [f"{row['articles']:,} articles recorded"] if "articles" in row else []
    return ", ".join(said) + "."


def _agency_note(row: Record | None, looked_at: Mapping[str, Record]) -> str:
    """Whether the agency's own sites were crawled: where they were not, an original is only what its copies say."""
    own = row["own"] if row is not None else ()
    crawled = [key for key in own if key in looked_at]
    if crawled:
        return f"Its own site is {crawled[0]}. {outlet_note(looked_at[crawled[0]])}"
    never = "was never crawled" if own else "is not in the catalogue"
    return f"Its own site {never}: its originals are known from files, or only from what copies say of them."
