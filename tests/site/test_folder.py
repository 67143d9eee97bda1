"""Names of pages, and pages that are written whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.site.folder import SiteFolder, file_name


@pytest.mark.parametrize("key", ["ap", "news.example", "1prime", "interfax-ukraine"])
def test_a_plain_key_is_its_own_name(key: str) -> None:
    assert file_name(key) == key


@given(st.text(), st.text())
def test_names_are_safe_and_do_not_collide(a: str, b: str) -> None:
    for key in (a, b):
        name = file_name(key)
        assert 0 < len(name.encode()) < 120
        assert "/" not in name
        assert not name.startswith(".")
        assert not name.endswith(".")
        assert name == name.lower()
    assert (file_name(a) == file_name(b)) == (a == b)


@pytest.mark.parametrize("key", ["con", "nul.example", "com1", "../../x", "..", "a/b", "a\\b", "x.", "A", "a_2", ""])
def test_what_a_file_system_would_take_for_something_else_is_renamed(key: str) -> None:
    name = file_name(key)
    assert name != key
    assert name.partition(".")[0] not in ("con", "nul", "com1")
    assert not set(name) & set("/\\_")


def test_a_page_of_broken_text_is_written(tmp_path: Path) -> None:
    folder = SiteFolder(tmp_path / "out")
    folder.write("stories/a.html", "half a pair: \ud800")
    folder.finish()
    assert (tmp_path / "out" / "stories" / "a.html").read_text(encoding="utf-8") == "half a pair: \\ud800"
