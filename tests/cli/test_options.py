"""Options that several commands share."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import typer
from typer.testing import Result

from tracker.cli.options import _day, _share

Tracker = Callable[..., Result]


def test_days_back_from_today() -> None:
    today = datetime.now(UTC).date()
    assert _day("2019-11-08") == date(2019, 11, 8)
    assert [(today - _day(written)) % timedelta(days=10_000) for written in ("today", "7d", "2w")] == [
        timedelta(days=number) for number in (0, 7, 14)
    ]


@pytest.mark.parametrize("written", ["", "7", "7m", "tomorrow", "2019-13-01", "999999w", "-3d"])
def test_what_is_no_day(written: str) -> None:
    with pytest.raises(typer.BadParameter, match="is not a day"):
        _day(written)


@pytest.mark.parametrize(("written", "share"), [("0.5", 0.5), ("50%", 0.5), ("0", 0.0), ("100 %", 1.0)])
def test_shares(written: str, share: float) -> None:
    assert _share(written) == share


@pytest.mark.parametrize("written", ["", "50", "-1", "a", "nan", "120%"])
def test_what_is_no_share(written: str) -> None:
    with pytest.raises(typer.BadParameter, match="is no share"):
        _share(written)


def test_filters_and_formats_of_a_report(week: Tracker) -> None:
    silent = week("report", "uncredited", "--min-share", "50%", "--format", "markdown").stdout
    assert "http://tide.example/light-returns" in silent
    assert "(no rows)" not in week("report", "stories", "--credited").stdout
    assert "(no rows)" in week("report", "stories", "--country", "fr").stdout
    page = week("report", "stories", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "Content-Security-Policy" in page
    assert week("report", "coverage", "--direction", "stated").exit_code == 2
