"""The user's file `tracker.toml` and the environment: what is set, and where each value comes from.

The file is looked for upward from the working folder, as git looks for its own. Beside settings (`[tracker]`,
`[crawl]`) it holds the user's agencies, outlets and short links, which `tracker.catalogue` and `tracker.forwarding`
read. An option on the command line comes before the environment, that before the file, that before the default.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import ConfigError, did_you_mean

FILE = "tracker.toml"
KEPT = ("all", "articles", "off")
_UNITS = ("", "kB", "MB", "GB", "TB")
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,3})?) ?(kB|MB|GB|TB)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that can be set: `name` is its table and key in the file, as in `crawl.contact`."""

    name: str
    help: str  #: one line for a person
    #: Reads a value of the file, whose folder is given, or (a string) of the environment; ValueError says what it is.
    read: Callable[[object, Path | None], Any]
    default: Any = None
    env: str | None = None  #: the environment variable that sets it too
    option: str | None = None  #: the command line's option for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """A setting's value, and where it comes from: `default`, `$NAME`, or the file with its table."""

    setting: Setting
    value: Any
    source: str


def one_line(value: object, _folder: Path | None = None) -> str:
    """A string of one line that says something."""
    if not isinstance(value, str) or not value.strip() or value != " ".join(value.split()):
        raise ValueError("is a string of one line, without white space at its ends")
    return value


def path(value: object, folder: Path | None) -> str:
    """A path; one of the file is meant from the file's folder, wherever the command is run."""
    written = Path(one_line(value)).expanduser()
    return str(folder / written if folder is not None else written)


def database(value: object, folder: Path | None) -> str:
    """A database's address; a file of SQLite is meant from the settings file's folder."""
    address = one_line(value)
    name = address.removeprefix("sqlite:///")
    if folder is None or "://" in name or name in ("", ":memory:"):
        return address
    return f"sqlite:///{path(name, folder)}"


def archived(value: object, _folder: Path | None) -> str:
    """What of a crawl is kept."""
    if value not in KEPT:
        raise ValueError(f"is one of {', '.join(KEPT)}")
    return str(value)


def size(value: object, _folder: Path | None) -> int:
    """A size in bytes, as a number or as in "500 MB" (decimal: kB, MB, GB, TB)."""
    found = _SIZE.fullmatch(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None
    if found is None or not (bytes_ := int(float(found[1]) * 1000 ** _UNITS.index(found[2] or ""))):
        raise ValueError('is a size as in 1000000 or "500 MB"')
    return bytes_


def seconds(value: object, _folder: Path | None = None) -> float:
    """A pause in seconds, of at least a tenth of one."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.1 <= value <= 3600:
        raise ValueError("is a number of seconds from 0.1 to 3600")
    return float(value)


def count(value: object, _folder: Path | None = None) -> int:
    """A number from 1; 0 says that there is no bound."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("is a whole number; 0 for no bound")
    return value


SETTINGS: tuple[Setting, ...] = (
    Setting(
        name="tracker.db",
        help="the tracking database: sqlite:///FILE, a bare FILE, or postgresql://HOST/NAME",
        read=database,
        default="sqlite:///tracker.db",
        env="TRACKER_DB",
        option="--db",
    ),
    Setting(
        name="crawl.contact",
        help="an address or page that an outlet's editor can turn to; stands in the crawl's user agent",
        read=one_line,
        env="TRACKER_CONTACT",
    ),
    Setting(
        name="crawl.delay",
        help="the least pause between two requests to one host, in seconds; robots.txt and slow answers lengthen it",
        read=seconds,
        default=1.0,
    ),
    Setting(
        name="crawl.pages_per_run",
        help="at most so many pages of an outlet in one run, the others stay due; 0: no bound",
        read=count,
        default=1000,
        option="--limit",
    ),
    Setting(
        name="crawl.megabytes_per_run",
        help="at most about so many megabytes of an outlet in one run, as they come over the line; 0: no bound",
        read=count,
        default=500,
    ),
    Setting(
        name="crawl.archive_dir",
        help="the folder in which pages are kept as WARC; none: `archive` beside the database",
        read=path,
        env="TRACKER_ARCHIVE",
        option="--archive",
    ),
    Setting(
        name="crawl.archive",
        help="which pages are kept there: all, articles (pages that gave one), off",
        read=archived,
        default="all",
    ),
    Setting(
        name="crawl.archive_file_size",
        help="bytes after which a run begins its next file there",
        read=size,
        default=1_000_000_000,
    ),
    Setting(
        name="crawl.archive_budget",
        help="bytes that the files there may take together; then a crawl ends and says so. None: no bound",
        read=size,
    ),
)
#: Tables of the file that hold settings.
TABLES = frozenset(setting.name.partition(".")[0] for setting in SETTINGS)


def find_config(start: Path | None = None) -> Path | None:
    """The nearest `tracker.toml` in `start` (the working folder) or a folder above it; None where there is none."""
    here = (start or Path.cwd()).absolute()
    return next((folder / FILE for folder in (here, *here.parents) if (folder / FILE).is_file()), None)


def effective(config: Path | None, environ: Mapping[str, str] | None = None) -> dict[str, Effective]:
    """Every setting by name, in the order of `SETTINGS`, as environment, file and default give it.

    A variable that is set to nothing counts as not set. Raises ConfigError, naming file and key (or variable), for a
    value that is not plainly right and for a key that is not known.
    """
    environ = os.environ if environ is None else environ
    written = {} if config is None else _written(config)
    return {setting.name: _effective(setting, config, written, environ) for setting in SETTINGS}


def archive_folder(found: Mapping[str, Effective], db: str, *, option: str | None = None) -> Path | None:
    """Where a crawl into `db` keeps pages, whatever it keeps; None where `crawl.archive` is off.

    Without a folder that is named: `archive` beside a file of SQLite, and in the working folder with PostgreSQL.
    """
    if found["crawl.archive"].value == "off":
        return None
    named = option or found["crawl.archive_dir"].value
    if named:
        return Path(named)
    name = db.strip().removeprefix("sqlite:///")
    return (Path() if "://" in name or name == ":memory:" else Path(name).parent) / "archive"


def _effective(
    setting: Setting, config: Path | None, written: Mapping[str, Any], environ: Mapping[str, str]
) -> Effective:
    table, _, key = setting.name.partition(".")
    if setting.env and environ.get(setting.env):
        source = f"${setting.env}"
        return Effective(setting=setting, value=_read(setting, environ[setting.env], None, source), source=source)
    if config is not None and setting.name in written:
        source = f"{config} [{table}] {key}"
        value = _read(setting, written[setting.name], config.absolute().parent, source)
        return Effective(setting=setting, value=value, source=source)
    return Effective(setting=setting, value=setting.default, source="default")


def _read(setting: Setting, value: object, folder: Path | None, source: str) -> Any:
    try:
        return setting.read(value, folder)
    except ValueError as error:
        raise ConfigError(f"{error}, not {value!r}", source) from error


def _written(config: Path) -> dict[str, Any]:
    """The file's settings by name. That they are known is checked here; other tables are other rooms' to check."""
    try:
        parsed = tomllib.loads(config.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror or error}", str(config)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"is not TOML: {error}", str(config)) from error
    known = {setting.name for setting in SETTINGS}
    found: dict[str, Any] = {}
    for table in TABLES & parsed.keys():
        if not isinstance(parsed[table], dict):
            raise ConfigError("is not a table", f"{config} [{table}]")
        for key, value in parsed[table].items():
            name = f"{table}.{key}"
            if name not in known:
                hint = did_you_mean(key, (one.partition(".")[2] for one in known if one.startswith(f"{table}.")))
                raise ConfigError(f"there is no setting {key!r}{hint}", f"{config} [{table}]")
            found[name] = value
    return found
