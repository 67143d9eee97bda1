"""Users' files: what they may say, and how a mistake is named."""

from pathlib import Path

import pytest

from tracker.catalogue import load_catalogue
from tracker.errors import CatalogueError


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_catalogue_is_read_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_a_user_adds_an_agency_and_an_outlet_without_examples(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        [agency.bridgewire]
        name = "Bridge Wire"
        domains = ["bridgewire.example"]
        names = ["Bridge Wire", "Мостовое агентство"]
        codes = ["BW"]

        [outlet.harbour]
        name = "The Harbour"
        domains = ["harbour.example"]
        feeds = ["https://harbour.example/feed"]
        timezone = "Europe/Riga"
        """,
    )
    catalogue = load_catalogue(path)
    assert [mention.key for mention in catalogue.find("сообщает Мостовое агентство")] == ["bridgewire"]
    outlet = catalogue.outlet("https://www.harbour.example/1")
    assert outlet is not None
    assert outlet.feeds == ("https://harbour.example/feed",)
    assert outlet.kind == "news"
    assert "bridgewire" not in load_catalogue().agencies


def test_a_user_changes_fields_of_a_shipped_entry_and_leaves_the_others(tmp_path: Path) -> None:
    path = write(tmp_path, '[outlet.seattletimes]\nlistings = ["https://www.seattletimes.com/nation-world/"]\n')
    changed = load_catalogue(path).outlets["seattletimes"]
    assert changed.listings == ("https://www.seattletimes.com/nation-world/",)
    assert changed.domains == load_catalogue().outlets["seattletimes"].domains


def test_the_last_file_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "1.toml", tmp_path / "2.toml"
    first.write_text('[outlet.x]\nname = "One"\ndomains = ["x.example"]\n', encoding="utf-8")
    second.write_text('[outlet.x]\nname = "Two"\n', encoding="utf-8")
    merged = load_catalogue(first, second).outlets["x"]
    assert (merged.name, merged.domains) == ("Two", ("x.example",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[agency.x]\nname = "X"\nnick = "Y"\n', "unknown field 'nick'"),
        ('[agency.x]\ncountry = "US"\n', "needs the field 'name'"),
        ("[agency.x]\nname = 1\n", "name is a string"),
        ('[agency.x]\nname = "X"\nnames = "X"\n', "names is a list of strings"),
        ('[agency.x]\nname = "X"\nnames = [1]\n', "names is a list of strings"),
        ('[agency.x]\nname = "X"\nsince = "1904"\n', "since is a year"),
        ('[agency.x]\nname = "X"\nnames = ["X  Y"]\n', "stray white space"),
        ('[agency.x]\nname = " X"\n', "stray white space"),
        ('[agency.x]\nname = "X"\nnames = ["…"]\n', "holds no word"),
        ('[agency.x]\nname = "X"\nnames = ["Reuters"]\n', "also a name of [agency.reuters]"),
        ('[agency.x]\nname = "X"\ncodes = ["AP"]\n', "also a name of [agency.ap]"),
        ('[outlet.x]\nname = "X"\nnames = ["REUTERS"]\n', "also a name of [agency.reuters]"),
        ('[agency.x]\nname = "X"\ndomains = ["reuters.com"]\n', "also of [agency.reuters]"),
        ('[outlet.x]\nname = "X"\ndomains = ["lenta.ru"]\n', "also of [outlet.lenta]"),
        ('[agency.x]\nname = "X"\ndomains = ["www.x.example"]\n', "without www."),
        ('[agency.x]\nname = "X"\ndomains = ["https://x.example"]\n', "is not a domain"),
        ('[agency.x]\nname = "X"\ncountry = "Russia"\n', "ISO 3166"),
        ('[agency.x]\nname = "X"\nkind = "paper"\n', "kind is one of wire"),
        ('[outlet.x]\nname = "X"\nlanguage = "rus"\n', "ISO 639-1"),
        ('[outlet.x]\nname = "X"\ntimezone = "Moscow"\n', "IANA"),
        ('[outlet.x]\nname = "X"\nfeeds = ["feed"]\n', "is not an address"),
        ('[outlet.x]\nname = "X"\nkind = "wire"\n', "kind is one of news"),
        ('[agency.Upper]\nname = "X"\n', "small Latin letters"),
        ('[paper.x]\nname = "X"\n', "only tables"),
        ("agency = 1\n", "only tables"),
        ("[agency]\nx = 1\n", "is not a table"),
        ("[agency.x\n", "is not TOML"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(path)
    assert message in raised.value.message
    assert str(raised.value.subject).startswith(str(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_catalogue(tmp_path / "none.toml")


def test_a_minor_code_may_repeat_a_code(tmp_path: Path) -> None:
    path = write(tmp_path, '[agency.x]\nname = "Xylo Press"\ncountry = "MT"\nminor_codes = ["AP"]\n')
    catalogue = load_catalogue(path)
    assert [m.key for m in catalogue.find("(AP)", codes=True)] == ["ap"]
    assert [m.key for m in catalogue.find("(AP)", codes=True, country="MT")] == ["x"]
