"""Addresses that only lead to another one: which carry their target in themselves, and which must be asked. Pure.

What is known of such addresses is data: `forwarding.toml`, and `[forwarding] short = [...]` of a user's own file.
"""

import base64
import binascii
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.errors import CatalogueError
from tracker.urls import host

#: A wrapper in a wrapper in a wrapper is the most that was met.
_DEEPEST = 4
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_ESCAPED = re.compile(r"https?%3a", re.IGNORECASE)
_SLASHES = re.compile(r"^(https?):/+(?=[^/])", re.IGNORECASE)  # archives write http:/a.example
_NEWS_ITEM = re.compile(r"^/(?:rss/|__i/rss/rd/)?(?:articles|read)/(CB[\w-]{20,})")
_FRONTS = frozenset({"", "/", "/index.html", "/index.htm", "/index.php"})


def unwrapped(url: str) -> str:
    """The address that `url` carries in itself; `url` where it carries none. Never raises.

    `https://www.google.com/url?q=http://a.example/b` and `https://web.archive.org/web/2019/http://a.example/b` both
    give `http://a.example/b`.
    """
    here = url
    for _ in range(_DEEPEST):
        inside = _inside(here)
        if inside is None:
            break
        here = inside
    return here


def is_short(url: str, hosts: frozenset[str] | None = None) -> bool:
    """Whether only asking it tells where `url` leads. `hosts`: as `short_hosts` gives them."""
    return host(url) in (hosts if hosts is not None else short_hosts()) and not is_front(url)


def is_front(url: str) -> bool:
    """Whether an address is a site's front page: where readers are sent when what they want is gone."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in _FRONTS and not parts.query


@cache
def short_hosts(config: Path | None = None) -> frozenset[str]:
    """The hosts of short links that are known, with those of the user's file.

    Raises CatalogueError where `[forwarding]` of that file is anything but a list of domains.
    """
    known = frozenset(_data()["short"])
    if config is None:
        return known
    try:
        table = tomllib.loads(config.read_text(encoding="utf-8")).get("forwarding", {})
    except (OSError, ValueError) as error:
        raise CatalogueError(f"cannot be read: {error}", str(config)) from error
    wanted = table.get("short", []) if isinstance(table, dict) and set(table) <= {"short"} else None
    if not isinstance(wanted, list) or not all(isinstance(name, str) and _DOMAIN.fullmatch(name) for name in wanted):
        raise CatalogueError("holds `short`, a list of domains in small letters", f"{config} [forwarding]")
    return known | frozenset(wanted)


@dataclass(frozen=True, slots=True)
class _Wrapper:
    hosts: re.Pattern[str]
    path: str = ""
    parameters: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None  #: of what follows the host, instead of `path` and `parameters`


@lru_cache(maxsize=65536)
def _inside(url: str) -> str | None:
    name = host(url)
    if not name:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if name == "news.google.com" and (item := _NEWS_ITEM.match(parts.path)):
        return _of_news_item(item[1])
    for wrapper in _wrappers_of(name):
        if wrapper.pattern is not None:
            after_host = f"{parts.path}?{parts.query}" if parts.query else parts.path
            found = wrapper.pattern.search(after_host)
            values: Iterable[str] = [found[1]] if found else []
        elif parts.path.startswith(wrapper.path):
            query = parse_qs(parts.query)
            values = [value for name in wrapper.parameters for value in query.get(name, ())[:1]]
        else:
            continue
        for value in values:
            if target := _address(value):
                return target
    return None


def _address(written: str) -> str | None:
    """`written` as an absolute address of the web, or None where it is none."""
    text = written.strip()
    if _ESCAPED.match(text):
        text = unquote(text)
    text = _SLASHES.sub(r"\1://", text)
    if not _SCHEME.match(text):
        text = f"http://{text.lstrip('/')}"
    return text if _HOST.fullmatch(host(text)) else None


def _of_news_item(token: str) -> str | None:
    """The address in an item's token of Google News: base64 of a message that held it plainly until 2024."""
    try:
        message = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    found = re.match(rb'\x08\x13"(?:[\x00-\x7f]|[\x80-\xff][\x01-\x7f])(https?://[\x21-\x7e]+)', message)
    if not found:
        return None
    begin = found.start(1)
    length = message[3] if message[3] < 0x80 else (message[3] & 0x7F) | message[4] << 7
    return message[begin : begin + length].decode("ascii", "replace")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((files("tracker") / "forwarding.toml").read_text(encoding="utf-8"))


@cache
def _wrappers() -> tuple[_Wrapper, ...]:
    data = _data()
    by_parameter = (
        _Wrapper(_hosts(table["hosts"]), table["path"], tuple(table["parameters"])) for table in data["wrapper"]
    )
    by_ending = (_Wrapper(_hosts(table["hosts"]), pattern=re.compile(table["pattern"])) for table in data["ending"])
    return (*by_parameter, *by_ending)


@lru_cache(maxsize=4096)
def _wrappers_of(name: str) -> tuple[_Wrapper, ...]:
    return tuple(wrapper for wrapper in _wrappers() if wrapper.hosts.fullmatch(name))


def _hosts(patterns: Iterable[str]) -> re.Pattern[str]:
    """`google.*` is google under any top-level domain, `*.cache.example` any host below that one."""
    said = (
        re.escape(pattern).replace(r"\.\*", r"\.(?:com?\.)?[a-z]{2,3}").replace(r"\*\.", r"(?:[a-z0-9-]+\.)+")
        for pattern in patterns
    )
    return re.compile("|".join(said))
