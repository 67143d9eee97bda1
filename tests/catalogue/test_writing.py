"""A table that is added to a user's file: what stands there stays, and what comes is a catalogue."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue import load_catalogue
from tracker.catalogue.writing import append_table, new_key, outlet_table
from tracker.errors import CatalogueError

MINE = b"# mine\r\n[tracker]   # here\r\ndb = 'a.db'\r\n\r\n[outlet.tide]\r\nname='Tide'\r\ndomains=['tide.example']"
VALUES = {"name": "The Gull", "country": "", "domains": ["gull.example"], "feeds": ['http://gull.example/a?b="c"']}


def test_what_stands_there_stays_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "tracker.toml"
    path.write_bytes(MINE)
    path.chmod(0o640)
    append_table(path, outlet_table("gull", VALUES, comment="Found."))
    assert path.read_bytes() == MINE + (
        b"\r\n\r\n# Found.\r\n[outlet.gull]\r\n"
        b'name = "The Gull"\r\ndomains = ["gull.example"]\r\nfeeds = ["http://gull.example/a?b=\\"c\\""]\r\n'
    )
    assert path.stat().st_mode & 0o777 == 0o640
    assert {"tide", "gull"} <= load_catalogue(path).outlets.keys()
    assert [file.name for file in tmp_path.iterdir()] == ["tracker.toml"]


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "tracker.toml"
    append_table(path, outlet_table("gull", VALUES))
    assert load_catalogue(path).outlets["gull"].domains == ("gull.example",)


@pytest.mark.parametrize(
    "before",
    [
        b'[outlet.gull]\nname = "Gull"\n',
        b'[outlet.crow]\nname = "Crow"\ndomains = ["gull.example"]\n',
        b"outlet = {}\n",
        b"[tracker\n",
    ],
)
def test_what_the_loader_would_refuse_is_not_written(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "tracker.toml"
    path.write_bytes(before)
    with pytest.raises(CatalogueError, match="nothing was written") as refused:
        append_table(path, outlet_table("gull", VALUES))
    assert str(refused.value).startswith(str(path))
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["tracker.toml"]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3),
)
def test_any_words_are_toml(name: str, addresses: list[str]) -> None:
    read = tomllib.loads(outlet_table("a", {"name": name, "feeds": addresses}))["outlet"]["a"]
    assert read == {"name": name} | ({"feeds": addresses} if addresses else {})


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.gull-post.example/", "gull-post"),
        ("http://tass.example/", "tass-example"),
        ("http://xn--80a.example/", "xn-80a"),
        ("http://127.0.0.1:80/", "127"),
    ],
)
def test_keys(url: str, key: str) -> None:
    assert new_key(url, load_catalogue()) == key
