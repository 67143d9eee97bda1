"""Where an author line is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.credits.segments import has_time, is_time, segments

LINES = [
    # (line, its parts)
    ("by Jane Roe", ["by Jane Roe"]),
    ("by Jane Roe on 3 May 2019", ["by Jane Roe"]),
    ("by Jane Roe on Tuesday, 3 May 2019 at 12:40 pm | Harbour", ["by Jane Roe", "Harbour"]),
    ("Von Eva Herd am 3.5.2019 um 12:40 Uhr", ["Von Eva Herd"]),
    ("2019-05-03 – Eva Herd", ["Eva Herd"]),
    ("Eva Herd / Karl Ofen", ["Eva Herd", "Karl Ofen"]),
    ("Eva Herd/Karl Ofen", ["Eva Herd/Karl Ofen"]),
    ("Jane «Lamp» Roe", ["Jane «Lamp» Roe"]),
    ("Anna-Lena Holm - Harbour", ["Anna-Lena Holm", "Harbour"]),
    ("3 May 2019", []),
    ("12:40", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "parts"), LINES)
def test_parts(line: str, parts: list[str]) -> None:
    assert segments(line) == parts


TIMES = [
    ("3 May 2019", True),
    ("Tuesday, 3 May 2019", True),
    ("on", True),
    ("am", True),
    ("12:40", True),
    ("Jane Roe", False),
    ("Jane Roe, 3 May 2019", False),
    ("3 lamps", False),
]


@pytest.mark.parametrize(("line", "time"), TIMES)
def test_a_line_that_is_a_time(line: str, time: bool) -> None:
    assert is_time(line) is time


@given(st.text(max_size=80))
def test_no_line_is_too_strange(line: str) -> None:
    assert all(part.strip() == part and part for part in segments(line))
    assert has_time(line) <= any(c.isdigit() for c in line)
