"""Every report against its expected output, on both databases: `golden/NAME.csv` and `golden/NAME.txt`.

A report without expected output fails, and writes what it gave beside it, to be looked at and taken over by a person.
"""

from datetime import date
from pathlib import Path

import pytest

from tracker.db import Database
from tracker.errors import TrackerError
from tracker.reports import Filters, Format, find_report, render, report_names

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("form", ["csv", "table"])
@pytest.mark.parametrize("name", report_names())
def test_expected_output(newsroom: Database, name: str, form: Format) -> None:
    expected = GOLDEN / f"{name}.{'txt' if form == 'table' else form}"
    given = render(find_report(name).answer(newsroom, Filters()), form)
    if not expected.exists():
        expected.with_suffix(f"{expected.suffix}.given").write_text(given, encoding="utf-8")
        pytest.fail(f"no {expected.name}; look at {expected.name}.given and rename it")
    assert given == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", report_names())
def test_every_report_has_its_help_and_its_columns(newsroom: Database, name: str) -> None:
    report = find_report(name)
    table = report.answer(newsroom, Filters())
    assert report.short_help.endswith(".")
    assert len(report.short_help) <= 120
    assert table.columns == report.columns
    assert table.title
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("name", report_names())
def test_an_empty_database_gives_an_empty_answer(db: Database, name: str) -> None:
    assert list(find_report(name).answer(db, Filters()).rows) == []


@pytest.mark.parametrize(
    ("name", "filters", "first_cells"),
    [
        ("stories", Filters(), ["nordwire", None, "nordwire"]),
        ("stories", Filters(agency="nordwire"), ["nordwire", "nordwire"]),
        ("stories", Filters(outlet="lantern"), ["nordwire"]),
        ("stories", Filters(language="fr"), ["nordwire"]),
        ("stories", Filters(since=date(2025, 3, 2)), [None]),
        ("stories", Filters(until=date(2025, 3, 1)), ["nordwire"]),
        ("stories", Filters(agency="' OR 1 = 1 --"), []),
        ("republishers", Filters(outlet="tide"), ["nordwire"]),
        ("republishers", Filters(language="fr"), ["nordwire"]),
        ("uncredited", Filters(since=date(2025, 3, 1), until=date(2025, 3, 1)), ["nordwire"]),
        ("uncredited", Filters(agency="nordwire"), ["nordwire"]),
        ("agencies", Filters(outlet="plain"), [None]),
        ("relays", Filters(agency="nordwire"), ["harbour"]),
        ("lag", Filters(outlet="lantern"), [4 * 3600]),
        ("lag", Filters(outlet="tide", agency="nordwire"), [2 * 3600]),
        ("lag", Filters(language="fr"), []),
        ("pairs", Filters(outlet="tide"), []),
        ("revisions", Filters(min_share=0.5, credited=True, direction="stated"), []),
        ("coverage", Filters(outlet="tide"), ["tide", "tide"]),
        ("coverage", Filters(since=date(2025, 3, 2)), ["harbour", "plain", "tide"]),
        ("coverage", Filters(until=date(2025, 2, 28)), []),
        ("people", Filters(outlet="tide"), ["Ada Brook"]),
        ("people", Filters(language="fr"), []),
        ("people", Filters(since=date(2025, 3, 2)), []),
        ("people", Filters(owner="Quay Group"), ["Ada Brook", "Ib Holm"]),
        ("people", Filters(country="NO"), []),
        ("unread", Filters(owner="Quay Group"), [2, 2]),
        ("unread", Filters(country="NO"), []),
        ("stories", Filters(owner="Quay Group"), ["nordwire", None, "nordwire"]),
        ("stories", Filters(owner="Quay Group", credited=False), ["nordwire", None]),
        ("stories", Filters(outlet="lantern", credited=False), []),
        ("stories", Filters(country="NO"), []),
        ("uncredited", Filters(min_share=0.8), [None, None]),
        ("uncredited", Filters(direction="inferred"), ["nordwire"]),
        ("relays", Filters(credited=False), []),
        ("relays", Filters(direction="unknown"), []),
        ("unread", Filters(), [2, 2]),
        ("unread", Filters(outlet="tide"), [1, 1]),
        ("unread", Filters(language="fr"), [1]),
        ("unread", Filters(since=date(2025, 3, 2)), []),
        ("unread", Filters(until=date(2025, 2, 28)), []),
    ],
)
def test_filters(newsroom: Database, name: str, filters: Filters, first_cells: list[str | None]) -> None:
    assert [row[0] for row in find_report(name).answer(newsroom, filters).rows] == first_cells


def test_a_shape_says_what_may_be_added_where_it_holds_one_name(newsroom: Database) -> None:
    table = find_report("unread").answer(newsroom, Filters())
    names = [column.name for column in table.columns]
    added = {row[names.index("shape")]: row[names.index("add")] for row in table.rows}
    assert added == {"(ZXQ)": '[agency.zxq] name = "ZXQ" codes = ["ZXQ"]', "wire desk: Oak Post 0": None}


#: Where a filter has no meaning: everything else is taken by every report.
REFUSED = {
    "coverage": {"agency", "language", "owner", "country", "min_share", "credited", "direction"},
    "people": {"agency", "min_share", "credited", "direction"},
    "unread": {"agency", "min_share", "credited", "direction"},
    "uncredited": {"credited"},
}
ASKED = {
    "agency": "nordwire", "outlet": "tide", "since": date(2025, 3, 1), "until": date(2025, 3, 2), "language": "en",
    "owner": "Quay Group", "country": "NO", "min_share": 0.5, "credited": True, "direction": "stated",
}  # fmt: skip


@pytest.mark.parametrize("name", report_names())
def test_every_filter_is_taken_or_refused_in_a_sentence(newsroom: Database, name: str) -> None:
    refused = set()
    for option, value in ASKED.items():
        try:
            find_report(name).answer(newsroom, Filters(**{option: value}))  # type: ignore[arg-type]
        except TrackerError as error:
            refused.add(option)
            assert str(error).startswith(f"--{option.replace('_', '-')}: this report ")  # noqa: PT017
    assert refused == REFUSED.get(name, set())


@pytest.mark.parametrize("name", ["republishers", "uncredited", "agencies", "lag", "relays"])
def test_what_has_no_time_is_said_to_be_in_no_span_of_days(newsroom: Database, name: str) -> None:
    told = find_report(name).answer(newsroom, Filters(since=date(2025, 3, 1), agency="nordwire"))
    assert "1 republications state no time, and are in no span of days." in told.note
    assert "in no span" not in find_report(name).answer(newsroom, Filters(agency="nordwire")).note


def test_stories_without_a_time_are_in_no_span_of_days(newsroom: Database) -> None:
    told = find_report("stories").answer(newsroom, Filters(until=date(2025, 3, 9)))
    assert "1 stories of no known time are in no span of days." in told.note


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        (Filters(agency="nordwrie"), "Nothing is recorded of agency 'nordwrie'; "),
        (Filters(outlet="tied"), "Nothing is recorded of outlet 'tied'; "),
        (Filters(owner="Quay"), "Nothing is recorded of owner 'Quay'; "),
        (Filters(country="NO"), "Nothing is recorded of country 'NO'; "),
        (Filters(language="xx"), "Nothing is recorded of language 'xx'; "),
    ],
)
def test_a_key_that_stands_nowhere_is_said_to(newsroom: Database, filters: Filters, said: str) -> None:
    assert said in find_report("stories").answer(newsroom, filters).note
    assert said in find_report("agencies").answer(newsroom, filters).note


def test_a_key_that_is_known_gives_an_empty_answer_without_reproach(newsroom: Database) -> None:
    told = find_report("uncredited").answer(newsroom, Filters(outlet="harbour"))
    assert not told.rows
    assert "Nothing is recorded" not in told.note


def test_a_filter_that_does_not_apply_is_refused(newsroom: Database) -> None:
    with pytest.raises(TrackerError, match="cannot be filtered by agency"):
        find_report("coverage").answer(newsroom, Filters(agency="nordwire"))
    with pytest.raises(TrackerError, match="--min-share: this report cannot be filtered by min-share"):
        find_report("coverage").answer(newsroom, Filters(min_share=0.5))


def test_an_unknown_report_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(TrackerError, match="nonsense: there is no such report; there are agencies, coverage"):
        find_report("nonsense")
