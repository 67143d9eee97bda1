"""Settings: the nearest file, what comes before what, and clear errors for what is wrong."""

from pathlib import Path

import pytest

from tracker.catalogue import load_catalogue
from tracker.config import SETTINGS, archive_folder, effective, find_config
from tracker.errors import ConfigError


def test_the_nearest_file_upward_is_taken(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_config(deep) is None or tmp_path not in (find_config(deep) or tmp_path).parents
    (tmp_path / "tracker.toml").write_text("")
    assert find_config(deep) == tmp_path / "tracker.toml"
    (tmp_path / "a" / "tracker.toml").write_text("")
    assert find_config(deep) == tmp_path / "a" / "tracker.toml"
    (deep / "tracker.toml").mkdir()  # a folder of that name is no settings
    assert find_config(deep) == tmp_path / "a" / "tracker.toml"


def test_environment_before_file_before_default(tmp_path: Path) -> None:
    file = tmp_path / "tracker.toml"
    file.write_text('[tracker]\ndb = "of-the-file.db"\n[crawl]\ncontact = "desk@research.example"\n')
    found = effective(file, {"TRACKER_DB": "of-the-environment.db", "TRACKER_CONTACT": ""})
    assert {name: (value.value, value.source) for name, value in found.items() if value.source != "default"} == {
        "tracker.db": ("of-the-environment.db", "$TRACKER_DB"),
        "crawl.contact": ("desk@research.example", f"{file} [crawl] contact"),
    }
    assert list(found) == [setting.name for setting in SETTINGS]
    assert {value.source for value in effective(None, {}).values()} == {"default"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[tracker]\ndbb = 'x'\n", "there is no setting 'dbb'; did you mean 'db'?"),
        ("[tracker]\nwhatever_else = 1\n", "there is no setting 'whatever_else'"),
        ("[tracker]\ndb = 1\n", "is a string of one line"),
        ("[crawl]\ncontact = ' '\n", "is a string of one line"),
        ("[crawl]\ncontact = 'a\\nb'\n".replace("'", '"'), "is a string of one line"),
        ("crawl = 1\n", "is not a table"),
        ("[crawl\n", "is not TOML"),
        (b"\xff", "is not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: str | bytes, said: str) -> None:
    file = tmp_path / "tracker.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=r"tracker\.toml") as caught:
        effective(file, {})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("mine.db", "sqlite:///{folder}/mine.db"),
        ("sqlite:///data/mine.db", "sqlite:///{folder}/data/mine.db"),
        ("sqlite:////var/mine.db", "sqlite:////var/mine.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql://host/name", "postgresql://host/name"),
    ],
)
def test_a_file_is_meant_from_where_the_settings_stand(tmp_path: Path, written: str, meant: str) -> None:
    file = tmp_path / "tracker.toml"
    file.write_text(f'[tracker]\ndb = "{written}"\n[crawl]\narchive_dir = "pages"\n')
    found = effective(file, {})
    assert found["tracker.db"].value == meant.format(folder=tmp_path)
    assert found["crawl.archive_dir"].value == str(tmp_path / "pages")
    assert effective(file, {"TRACKER_DB": written})["tracker.db"].value == written


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        effective(tmp_path, {})


def test_settings_and_catalogue_share_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tracker.toml"
    file.write_text('[crawl]\ncontact = "desk@research.example"\n[outlet.tide]\nname = "Tide"\n')
    assert load_catalogue(file).outlets["tide"].name == "Tide"
    assert effective(file, {})["crawl.contact"].value == "desk@research.example"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1000000", 1_000_000),
        ('"500 MB"', 500_000_000),
        ('"1.5GB"', 1_500_000_000),
        ('"12"', 12),
        ('"2 TB"', 2 * 10**12),
    ],
)
def test_sizes(written: str, value: int, tmp_path: Path) -> None:
    file = tmp_path / "tracker.toml"
    file.write_text(f"[crawl]\narchive_budget = {written}\n")
    assert effective(file, {})["crawl.archive_budget"].value == value


@pytest.mark.parametrize("wrong", ['archive_budget = "much"', "archive_budget = 0", "archive_file_size = true",
                                   'archive_budget = "5 MiB"', 'archive = "some"', "archive = true"])  # fmt: skip
def test_sizes_and_kinds_that_are_not_plainly_right(wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "tracker.toml"
    file.write_text(f"[crawl]\n{wrong}\n")
    with pytest.raises(ConfigError, match=r"\[crawl\] archive"):
        effective(file, {})


@pytest.mark.parametrize(
    ("setting", "db", "option", "folder"),
    [
        ("", "sqlite:////var/tracker/t.db", None, "/var/tracker/archive"),
        ("", "t.db", None, "archive"),
        ("", "postgresql://localhost/tracker", None, "archive"),
        ("", "t.db", "elsewhere", "elsewhere"),
        ('archive_dir = "/pages"', "t.db", None, "/pages"),
        ('archive_dir = "/pages"\narchive = "articles"', "t.db", None, "/pages"),
        ('archive_dir = "/pages"\narchive = "off"', "t.db", None, None),
    ],
)
def test_where_pages_are_kept(setting: str, db: str, option: str | None, folder: str | None, tmp_path: Path) -> None:
    file = tmp_path / "tracker.toml"
    file.write_text(f"[crawl]\n{setting}\n")
    assert archive_folder(effective(file, {}), db, option=option) == (Path(folder) if folder else None)
