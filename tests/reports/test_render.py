"""How a table looks: as text, as JSON, as CSV."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tracker.reports import Cell, Column, Kind, Table, render, shown

TABLE = Table(
    title="Made up",
    columns=(Column("outlet"), Column("items", "count"), Column("share", "share"), Column("lag", "lag")),
    rows=[("nordwire", 12, 0.834, 5400), ("新華", 3, None, -60)],
    note="Two rows.",
)


def test_text_is_aligned_also_where_characters_are_wide() -> None:
    assert render(TABLE, "table") == (
        "Made up\n"
        "\n"
        "outlet    items  share         lag\n"
        "--------  -----  -----  ----------\n"
        "nordwire     12   83 %  1 h 30 min\n"
        "新華          3             -1 min\n"
        "\n"
        "Two rows.\n"
    )


def test_an_empty_table_says_so() -> None:
    empty = Table(title="", columns=(Column("outlet"),), rows=[])
    assert render(empty, "table") == "outlet\n------\n(no rows)\n"


def test_json_has_plain_values() -> None:
    assert json.loads(render(TABLE, "json", head={"report": "made-up"})) == {
        "report": "made-up",
        "title": "Made up",
        "rows": [
            {"outlet": "nordwire", "items": 12, "share": 0.834, "lag": 5400},
            {"outlet": "新華", "items": 3, "share": None, "lag": -60},
        ],
        "note": "Two rows.",
    }


def test_csv_comes_back_as_it_was() -> None:
    assert list(csv.reader(io.StringIO(render(TABLE, "csv")))) == [
        ["outlet", "items", "share", "lag"],
        ["nordwire", "12", "0.834", "5400"],
        ["新華", "3", "", "-60"],
    ]


def test_columns_of_one_name_stay_apart_in_json() -> None:
    table = Table(title="", columns=(Column("n"), Column("n")), rows=[(1, 2)])
    assert json.loads(render(table, "json"))["rows"] == [{"n": 1, "n_2": 2}]


def test_a_title_cannot_colour_the_terminal() -> None:
    table = Table(title="", columns=(Column("title"),), rows=[("\x1b[31mred [bold]not markup[/bold]",)])
    assert r"\x1b[31mred [bold]not markup[/bold]" in render(table, "table")
    assert "\x1b" not in render(table, "json")
    assert "\x1b" not in render(table, "csv")


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (None, "text", ""),
        (0.5, "share", "50 %"),
        (1, "share", "100 %"),
        (True, "flag", "yes"),
        (False, "flag", "no"),
        (45, "lag", "45 s"),
        (-45, "lag", "-45 s"),
        (3540, "lag", "59 min"),
        (7500, "lag", "2 h 05 min"),
        (273600, "lag", "3 d 4 h"),
        (datetime(2025, 3, 1, 12, 5, 59, tzinfo=timezone(timedelta(hours=2))), "time", "2025-03-01 10:05"),
        (datetime(2025, 3, 1, tzinfo=UTC), "time", "2025-03-01"),
        (date(2025, 3, 1), "day", "2025-03-01"),
        (1.23456, "text", "1.23"),
        ("a\nb", "text", r"a\nb"),
    ],
)
def test_cells(cell: Cell, kind: Kind, text: str) -> None:
    assert shown(cell, kind) == text


def test_times_in_json_and_csv_are_in_utc_with_zone() -> None:
    table = Table(title="", columns=(Column("at", "time"),), rows=[(datetime(2025, 3, 1, 10, 5, tzinfo=UTC),)])
    assert json.loads(render(table, "json"))["rows"] == [{"at": "2025-03-01T10:05:00+00:00"}]
    assert render(table, "csv") == "at\n2025-03-01T10:05:00+00:00\n"


def test_markdown_shows_what_is_there_and_obeys_nothing() -> None:
    table = Table(title="*Made*", columns=(Column("a"), Column("n", "count")), rows=[("x|y <b>_z_</b>", 1)], note="# n")
    assert render(table, "markdown") == (
        "## \\*Made\\*\n\n| a | n |\n|---|---:|\n| x\\|y &lt;b>\\_z\\_&lt;/b> | 1 |\n\n\\# n\n"
    )


def test_html_is_escaped() -> None:
    table = Table(title="<script>", columns=(Column("a&b"), Column("n", "share")), rows=[("<img src=x>", 0.5)])
    assert render(table, "html") == (
        "<h2>&lt;script&gt;</h2>\n<table>\n<thead>\n"
        '<tr><th scope="col">a&amp;b</th><th scope="col" class="number">n</th></tr>\n'
        "</thead>\n<tbody>\n"
        '<tr><td>&lt;img src=x&gt;</td><td class="number">50 %</td></tr>\n'
        "</tbody>\n</table>\n"
    )


def test_an_address_is_a_link_in_html_and_nothing_else_is() -> None:
    cells = ["https://a.example/?b=1&c='\"", "javascript:alert(1)", "see https://a.example/", "http://a b"]
    told = render(Table(title="", columns=(Column("u"),), rows=[(cell,) for cell in cells]), "html")
    shown = "https://a.example/?b=1&amp;c=&#x27;&quot;"
    assert f'<td><a href="{shown}" rel="noreferrer">{shown}</a></td>' in told
    assert told.count("<a ") == 1
    assert "<td>javascript:alert(1)</td>" in told


def test_a_small_chance_is_said_to_be_small() -> None:
    assert [shown(value, "chance") for value in (1e-9, 0.0123, 1.0)] == ["< 0.001", "0.012", "1.000"]
