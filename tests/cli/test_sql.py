"""`tracker sql`: the views, the worked questions with their span of time, and what is wrong use."""

import json
from collections.abc import Callable

import pytest
from typer.testing import Result

from tracker.db.described import described
from tracker.db.questions import questions

Tracker = Callable[..., Result]
OF_THE_WEEK = "Asked of the days from 2025-02-27 to 2025-03-05; --since and --until ask of others."


def test_without_a_query_every_view_and_question_is_listed(tracker: Tracker) -> None:
    shown = tracker("sql").stdout
    for view, columns in described().items():
        assert f"{view}: {columns['about']}" in shown
    for question in questions().values():
        assert question.asks in shown
    listed = json.loads(tracker("sql", "--json").stdout)
    assert listed["views"] == described()
    assert listed["questions"]["reach"] == {"asks": questions()["reach"].asks, "sql": questions()["reach"].sql}


@pytest.mark.parametrize("name", questions())
def test_a_worked_question_is_answered(week: Tracker, name: str) -> None:
    result = week("sql", "--question", name)
    assert result.exit_code == 0, result.output
    assert result.stdout.endswith(f"{OF_THE_WEEK}\n")


def test_its_span_of_time_is_said_beside_what_a_program_reads(week: Tracker) -> None:
    result = week("sql", "--question", "credited-share", "--json")
    assert [row["outlet"] for row in json.loads(result.stdout)] == ["herald", "tide"]
    assert result.stderr == f"{OF_THE_WEEK}\n"
    result = week("sql", "--question", "credited-share", "--csv", "--limit", "1")
    assert result.stdout == "outlet,copies,credited_share\nherald,1,1.0\n"
    assert result.stderr == f"{OF_THE_WEEK}\nThere are more rows; --limit 0 shows all.\n"


@pytest.mark.parametrize(
    ("options", "count", "said"),
    [
        (("--since", "2025-03-04"), 4, "from 2025-03-04 to 2025-03-05"),
        (("--since", "2025-03-05"), 1, "from 2025-03-05 to 2025-03-05"),
        (("--until", "2025-03-04"), 3, "from 2025-02-26 to 2025-03-04"),
        (("--since", "2025-04-01", "--until", "2025-04-30"), 0, "from 2025-04-01 to 2025-04-30"),
    ],
)
def test_a_query_of_ones_own_may_ask_for_a_span(week: Tracker, options: tuple[str, ...], count: int, said: str) -> None:
    query = "SELECT COUNT(*) AS n FROM articles WHERE published_at >= :since AND published_at < :until"
    result = week("sql", query, "--json", *options)
    assert json.loads(result.stdout) == [{"n": count}]
    assert said in result.stderr


def test_one_bound_is_enough(week: Tracker) -> None:
    result = week("sql", "SELECT url FROM articles WHERE published_at < :until", "--until", "2025-03-03")
    assert result.exit_code == 0
    assert "Asked of the days to 2025-03-03;" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--question", "none"), "there are credited-share, relays"),
        (("SELECT 1", "--question", "reach"), "not both"),
        (("SELECT 1", "--since", "7d"), ":since"),
        (("SELECT :since", "--until", "7d"), ":until"),
        (("SELECT 1", "--json", "--csv"), "not both"),
        (("SELECT :agency",), "agency"),
        ((" ",), "empty"),
    ],
)
def test_wrong_use(week: Tracker, arguments: tuple[str, ...], said: str) -> None:
    result = week("sql", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.replace("\u2502", " ").split())
