"""`tracker diff`: a copy beside its parent, two addresses, two revisions; plain text, JSON, a page."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Tracker = Callable[..., Result]


def test_a_copy_beside_its_parent(week: Tracker) -> None:
    said = week("diff", "http://tide.example/light-returns").stdout
    assert said.splitlines()[:4] == [
        "--- nordwire  2025-03-04 09:00  Gannet Rock lighthouse to be lit again",
        "    http://nordwire.example/lighthouse",
        "+++ tide  2025-03-04 11:30  Light returns to Gannet Rock",
        "    http://tide.example/light-returns",
    ]
    assert "[-SKARVIK, 4 March (Nordwire) --] The lighthouse on Gannet Rock will be lit again" in said
    assert "110 words the same: 96 % of the older, 100 % of the newer text; 4 cut, 0 added" in said


def test_two_addresses_in_the_order_given(week: Tracker) -> None:
    said = week("diff", "http://tide.example/light-returns", "http://nordwire.example/lighthouse").stdout
    assert "{+SKARVIK, 4 March (Nordwire) -+}" in said


def test_as_json_every_character_is_there(week: Tracker) -> None:
    answer = json.loads(week("diff", "http://herald.example/lighthouse", "http://tide.example/bakery", "--json").stdout)
    assert answer["older"]["url"] == "http://herald.example/lighthouse"
    assert "".join(s["newer_text"] for s in answer["segments"]).startswith("The bakery in Mill Lane")
    assert answer["segments"][0]["older"][0] == 0


def test_a_page_that_runs_nothing(week: Tracker, tmp_path: Path) -> None:
    page = tmp_path / "diff.html"
    result = week("diff", "http://herald.example/lighthouse", "--html", str(page))
    assert result.stdout == ""
    written = page.read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in written or "default-src 'none'" in written
    assert "<script" not in written
    assert r"\x1b[31m[bold]soon[/bold]" in written  # the headline's escape sequence, written out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("http://tide.example/bakery",), "no parent of it is recorded; give two addresses"),
        (("http://tide.example/nowhere",), "not recorded"),
        (("http://tide.example/bakery", "--revision", "7"), "there is no revision 7; there are 1 to 1"),
        (("http://tide.example/bakery", "http://a.example/", "--revision", "1"), "give one address"),
    ],
)
def test_what_cannot_be_shown(week: Tracker, arguments: tuple[str, ...], said: str) -> None:
    result = week("diff", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_side_by_side_and_in_one_text(week: Tracker) -> None:
    side = week("diff", "http://tide.example/light-returns", "--layout", "side").stdout
    assert "[-SKARVIK, 4 March (Nordwire) -" in side
    same = week("diff", "http://tide.example/bakery", "--revision", "1", "--layout", "inline").stdout
    assert "[-" not in same
    assert "100 % of the older, 100 % of the newer" in same
