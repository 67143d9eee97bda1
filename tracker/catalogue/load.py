"""The catalogue's files: read, checked strictly, joined."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.catalogue.catalogue import Catalogue
from tracker.catalogue.cron import cron_problem
from tracker.catalogue.entries import Agency, AgencyKind, Outlet, OutletKind
from tracker.catalogue.folding import fold_text, words_of
from tracker.config import TABLES as SETTINGS
from tracker.errors import CatalogueError

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_SHAPES = {
    "country": (re.compile(r"(?:[A-Z]{2})?"), "an ISO 3166 code of two capitals"),
    "language": (re.compile(r"(?:[a-z]{2})?"), "an ISO 639-1 code of two small letters"),
}
_ADDRESSES = ("feeds", "sitemaps", "listings")
_Entry = Agency | Outlet
_TABLES: dict[str, type[_Entry]] = {"agency": Agency, "outlet": Outlet}
_FIELDS = {
    table: {field.name: field.default for field in fields(made) if field.name != "key"}
    for table, made in _TABLES.items()
}
_Subject = Callable[[str, str], str]  # table and key -> file and key, for a message
_KINDS = {"agency": get_args(AgencyKind), "outlet": get_args(OutletKind)}


def load_catalogue(*extra: Path) -> Catalogue:
    """The shipped catalogue, with the user's files laid over it in order.

    A user's table `[agency.KEY]` or `[outlet.KEY]` adds an entry, or replaces the given fields of a shipped one.
    Raises CatalogueError, naming file and key, for anything that is not plainly right.
    """
    if not extra:
        return _shipped()
    tables = {table: dict(entries) for table, entries in _shipped_tables().items()}
    origin: dict[tuple[str, str], str] = {}
    for path in extra:
        for table, key, values in _tables(_parsed(path), str(path)):
            tables[table][key] = {**tables[table].get(key, {}), **values}
            origin[table, key] = str(path)
    return _catalogue(tables, origin)


@cache
def _shipped() -> Catalogue:
    return _catalogue(_shipped_tables(), {})


@cache
def _shipped_tables() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    found: dict[str, dict[str, Mapping[str, Any]]] = {table: {} for table in _TABLES}
    for table, name in (("agency", "agencies.toml"), ("outlet", "outlets.toml")):
        for read_table, key, values in _tables(_parsed(files("tracker.catalogue") / name), name):
            found[read_table][key] = values
            if table == "agency" and not (values.get("examples") and values.get("near_misses")):
                raise CatalogueError("a shipped agency needs examples and near_misses", f"{name} [agency.{key}]")
    return found


def _parsed(path: Path | Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CatalogueError(f"cannot be read: {error.strerror or error}", str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"is not TOML: {error}", str(path)) from error


def _tables(parsed: Mapping[str, Any], source: str) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
    """Every table of a file: (`agency` or `outlet`, key, fields), its shape checked."""
    for table, entries in parsed.items():
        if table == "forwarding" or table in SETTINGS:  # read by `tracker.forwarding` and `tracker.config`
            continue
        if table not in _TABLES or not isinstance(entries, dict):
            known = "], [".join(("agency.KEY", "outlet.KEY", "forwarding", *sorted(SETTINGS)))
            raise CatalogueError(f"only tables [{known}] are known", f"{source} [{table}]")
        for key, values in entries.items():
            subject = f"{source} [{table}.{key}]"
            if not isinstance(values, dict):
                raise CatalogueError("is not a table", subject)
            if not _KEY.fullmatch(key):
                raise CatalogueError("a key is small Latin letters and digits joined by hyphens", subject)
            _check_fields(table, values, subject)
            yield table, key, values


def _check_fields(table: str, values: Mapping[str, Any], subject: str) -> None:
    known = _FIELDS[table]
    for name, value in values.items():
        if name not in known:
            raise CatalogueError(f"unknown field {name!r}; known are {', '.join(known)}", subject)
        if name in ("since", "until"):
            if type(value) is not int:
                raise CatalogueError(f"{name} is a year", subject)
        elif known[name] == ():
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise CatalogueError(f"{name} is a list of strings", subject)
            for item in value:
                _check_string(name, item, subject)
        elif isinstance(value, str):
            _check_string(name, value, subject)
        else:
            raise CatalogueError(f"{name} is a string", subject)


def _check_string(name: str, value: str, subject: str) -> None:
    if name not in ("examples", "near_misses") and value != " ".join(value.split()):
        raise CatalogueError(f"{name}: stray white space in {value!r}", subject)
    if name in _SHAPES and not _SHAPES[name][0].fullmatch(value):
        raise CatalogueError(f"{name} is {_SHAPES[name][1]}, not {value!r}", subject)
    if name == "domains" and not _DOMAIN.fullmatch(value):
        raise CatalogueError(f"domains: {value!r} is not a domain in small letters, without www.", subject)
    if name == "domains" and value.startswith("www."):
        raise CatalogueError(f"domains: {value!r} is written without www.", subject)
    if name in _ADDRESSES and not re.match(r"https?://\S+$", value):
        raise CatalogueError(f"{name}: {value!r} is not an address", subject)
    if name in ("names", "codes", "minor_codes", "never") and not words_of(fold_text(value)):
        raise CatalogueError(f"{name}: {value!r} holds no word", subject)


def _catalogue(
    tables: Mapping[str, Mapping[str, Mapping[str, Any]]], origin: Mapping[tuple[str, str], str]
) -> Catalogue:
    """Entries made and compared with each other."""

    def subject(table: str, key: str) -> str:
        return f"{origin.get((table, key), 'agencies.toml' if table == 'agency' else 'outlets.toml')} [{table}.{key}]"

    agencies = {key: Agency(**_values("agency", key, values, subject)) for key, values in tables["agency"].items()}
    outlets = {key: Outlet(**_values("outlet", key, values, subject)) for key, values in tables["outlet"].items()}
    for table, entries in (("agency", agencies), ("outlet", outlets)):
        _check_domains(table, entries.values(), subject)
    _check_names(agencies, outlets, subject)
    return Catalogue(agencies, outlets)


def _values(table: str, key: str, values: Mapping[str, Any], subject: _Subject) -> dict[str, Any]:
    made = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    if "name" not in made:
        raise CatalogueError("needs the field 'name'", subject(table, key))
    if "kind" in made and made["kind"] not in _KINDS[table]:
        raise CatalogueError(f"kind is one of {', '.join(_KINDS[table])}, not {made['kind']!r}", subject(table, key))
    if "timezone" in made and not _is_time_zone(made["timezone"]):
        message = f"timezone {made['timezone']!r} is not a name of the IANA list"
        raise CatalogueError(message, subject(table, key))
    if "cron" in made and (problem := cron_problem(str(made["cron"]))):
        raise CatalogueError(f"cron {made['cron']!r}: {problem}", subject(table, key))
    return {"key": key, **made}


@cache
def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _check_domains(table: str, entries: Iterable[_Entry], subject: _Subject) -> None:
    """One domain belongs to one agency and to one outlet at most; the two may be the same house."""
    owner: dict[str, str] = {}
    for entry in entries:
        for domain in entry.domains:
            if domain in owner:
                message = f"domain {domain!r} is also of [{table}.{owner[domain]}]"
                raise CatalogueError(message, subject(table, entry.key))
            owner[domain] = entry.key


def _check_names(agencies: Mapping[str, Agency], outlets: Mapping[str, Outlet], subject: _Subject) -> None:
    """A name has one owner, and so has a code; only an outlet's code may repeat an agency's."""
    owner: dict[tuple[str, ...], tuple[str, str, bool]] = {}
    for table, entries in (("agency", agencies), ("outlet", outlets)):
        for key, entry in entries.items():
            for is_code, written in chain(((False, w) for w in entry.names), ((True, w) for w in entry.codes)):
                words = _alias(written)
                other_table, other, other_is_code = owner.setdefault(words, (table, key, is_code))
                if other != key and not (is_code and other_is_code and table != other_table):
                    message = f"{written!r} is also a name of [{other_table}.{other}]; see minor_codes"
                    raise CatalogueError(message, subject(table, key))


def _alias(written: str) -> tuple[str, ...]:
    return tuple(words_of(fold_text(written)))
