"""The spread of lags: every copy in its bin or named among those that have none, bars in what the terminal can show."""

import io
import sys
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import Table, render
from tracker.reports._copies import Copy
from tracker.reports.lag import histogram

START = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)
HOUR, DAY = 3600, 86400


def copy(lag: int | None, *, at: datetime | None = START, origin_seen: bool = True) -> Copy:
    return Copy(
        story_id="s", article_id=1, url="u", title="", outlet="o", published_at=at, agency=None, origin_url=None,
        parent_url=None, parent_outlet=None, parent_confidence=0.0, direction="unknown", credited=False,
        extent="full", share_of_origin=None, share_of_article=None, lag_seconds=lag, same_owner=False, confidence=0.5,
        evidence="", owner=None, country=None, language=None, origin_seen=origin_seen,
    )  # fmt: skip


def counts(table: Table) -> list[tuple[object, ...]]:
    return [row[:3] for row in table.rows]


@pytest.mark.parametrize(
    ("lag", "bin"),
    [
        (0, (0, 300)), (299, (0, 300)), (300, (300, 900)), (HOUR - 1, (1800, HOUR)), (HOUR, (HOUR, 2 * HOUR)),
        (DAY, (DAY, 2 * DAY)), (27 * DAY, (14 * DAY, 28 * DAY)), (28 * DAY, (28 * DAY, None)), (-1, (-HOUR, 0)),
        (-HOUR, (-HOUR, 0)), (-HOUR - 1, (-DAY, -HOUR)), (-DAY - 1, (None, -DAY)),
    ],
)  # fmt: skip
def test_a_lag_is_in_its_bin(lag: int, bin: tuple[int | None, int | None]) -> None:  # noqa: A002
    assert counts(histogram([copy(lag)])) == [(*bin, 1)]


def test_bins_between_are_there_and_bars_are_of_the_longest() -> None:
    told = histogram([copy(0), copy(10), copy(2000)])
    assert counts(told) == [(0, 300, 2), (300, 900, 0), (900, 1800, 0), (1800, HOUR, 1)]
    assert [row[-1] for row in told.rows] == [1.0, 0.0, 0.0, 0.5]


def test_what_has_no_lag_stands_apart_and_is_said() -> None:
    midnight = START.replace(hour=0, minute=0)
    told = histogram(
        [
            copy(60),
            copy(None, at=midnight),
            copy(None, at=midnight, origin_seen=False),
            copy(None, at=None),
            copy(None),
            copy(0, origin_seen=False),
        ]
    )
    assert counts(told) == [(0, 300, 1)]
    assert told.figures is not None
    assert {name: told.figures[name] for name in ("copies", "day_only", "without_time", "origin_without_time")} == {
        "copies": 1,
        "day_only": 2,
        "without_time": 1,
        "origin_without_time": 1,
    }
    assert "Not counted: 2 with a day and no hour, 1 without a time, 1 of an origin" in told.note
    assert "1 the earliest of an origin that was not crawled" in told.note


@given(st.lists(st.one_of(st.none(), st.integers(-60 * DAY, 60 * DAY))))
def test_every_copy_is_counted_once(lags: list[int | None]) -> None:
    told = histogram([copy(lag, at=START + timedelta(seconds=lag or 0)) for lag in lags])
    timed = sorted(lag for lag in lags if lag is not None)
    assert sum(int(str(row[2])) for row in told.rows) == len(timed)
    assert told.figures is not None
    if timed:
        assert (told.figures["shortest"], told.figures["longest"]) == (timed[0], timed[-1])
        assert told.rows[0][2]
        assert told.rows[-1][2]
        assert max(float(str(row[-1])) for row in told.rows) == 1.0


def test_bars_where_the_output_has_no_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    told = histogram([copy(0), copy(1), copy(400)])
    assert "█" * 20 in render(told, "table")
    assert "█" * 20 in render(told, "markdown")
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    plain = render(told, "table")
    assert plain.isascii()
    assert "#" * 20 in plain


def test_json_has_the_bins_and_the_figures() -> None:
    told = render(histogram([copy(0), copy(1000)]), "json")
    assert '"figures": {' in told
    assert '"median": 500' in told
    assert render(histogram([copy(0)]), "csv") == "from,to,copies,share,origin_seen,bar\n0,300,1,1.0,1,1.0\n"
