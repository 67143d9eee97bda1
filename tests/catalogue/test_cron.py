"""Cron expressions: the next time in the outlet's own hours, and what is wrong with a wrong one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.catalogue import load_catalogue
from tracker.catalogue.cron import cron_problem, next_time
from tracker.errors import CatalogueError


@pytest.mark.parametrize(
    ("expression", "after", "timezone", "following"),
    [
        ("*/15 * * * *", "2026-03-01T12:07", None, "2026-03-01T12:15"),
        ("*/15 * * * *", "2026-03-01T12:15", None, "2026-03-01T12:30"),
        ("0 6 * * *", "2026-03-01T12:00", None, "2026-03-02T06:00"),
        ("0 6 * * *", "2026-03-01T12:00", "Europe/Oslo", "2026-03-02T05:00"),
        ("0 6 * * *", "2026-07-01T12:00", "Europe/Oslo", "2026-07-02T04:00"),
        ("0 8 * * MON", "2026-03-01T12:00", None, "2026-03-02T08:00"),
        # The hour that summer time leaves out: at its end.
        ("30 2 * * *", "2026-03-28T12:00", "Europe/Oslo", "2026-03-29T01:00"),
    ],
)
def test_next_time(expression: str, after: str, timezone: str | None, following: str) -> None:
    found = next_time(expression, datetime.fromisoformat(after).replace(tzinfo=UTC), timezone)
    assert found.strftime("%Y-%m-%dT%H:%M") == following


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("* * * *", "five fields are needed"),
        ("0 0 0 1 1 0", "five fields are needed"),
        ("61 * * * *", "Bad minute"),
        ("* * * * FOO", "Bad day-of-week"),
        ("0 0 30 2 *", "Bad day-of-month"),
    ],
)
def test_a_wrong_one_is_refused_when_the_catalogue_is_loaded(tmp_path: Path, expression: str, said: str) -> None:
    assert cron_problem("0 6 * * *") is None
    file = tmp_path / "mine.toml"
    file.write_text(f'[outlet.tide]\nname = "Tide"\ncron = "{expression}"\n')
    with pytest.raises(CatalogueError, match=r"mine\.toml \[outlet\.tide\]: cron .*") as caught:
        load_catalogue(file)
    assert said in str(caught.value)
