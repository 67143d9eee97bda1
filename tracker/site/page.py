"""One HTML page from a template: style and script inside it, allowed by their hashes and nothing else allowed.

What comes from crawled pages is escaped by the templates (Jinja2 with autoescape) and shown with hidden characters
written out; should a tag get through all the same, the content security policy keeps it from running or loading.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from tracker.reports import shown, shown_lag, visible

#: Characters of the longest address that is followed: browsers and servers take no longer ones.
_LONGEST_ADDRESS = 2_000
#: Bytes that no page reaches.
LARGEST = 1_000_000
#: Stories, or houses, on one page of a list: a row has 1,300 bytes at most (its title is clipped to 160 characters, of
#: at most five bytes each once escaped), and some 400 as a rule.
ROWS = 700


def page(template: str, *, script: str | None = None, **values: Any) -> str:
    """The page of a template of this room. `script`: a file of `templates/` that the page runs."""
    return _template(template).render(_ours(script), **values)


@cache
def _ours(script: str | None) -> dict[str, Markup]:
    """Policy, style and script of a page: nothing of a crawled page."""
    style, code = _asset("style.css"), _asset(script) if script else ""
    policy = f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    if code:
        policy += f"; script-src {_hash(code)}"
    return {"policy": Markup(policy), "style": Markup(style), "script": Markup(code)}  # noqa: S704


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("tracker.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # the templates do not change while a site is written: they are not looked for at each page
    )
    made.filters["visible"] = lambda text: visible(text, breaks=True)
    made.filters["clip"] = _clip
    made.filters["number"] = "{:,}".format
    made.filters["counted"] = lambda number, one, more: f"{number:,} {one if number == 1 else more}"
    made.filters["link"] = _link
    made.filters["shown"] = shown
    made.filters["lag"] = lambda seconds: "" if seconds is None else shown_lag(seconds)
    return made


def _link(url: str) -> str:
    """An address that may be followed; of any other kind (`javascript:`), or too long, nothing is left to follow."""
    known = url.lower().startswith(("http://", "https://")) and len(url) <= _LONGEST_ADDRESS
    return visible(url) if known else "#"


def _clip(text: str, length: int) -> str:
    """At most so many characters of `text`, with what is hidden written out: a page of many rows stays small."""
    whole = visible(text[: length + 1], breaks=True)
    return whole if len(whole) <= length else f"{whole[: length - 1]}…"


@cache
def _asset(name: str) -> str:
    return files("tracker.site").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
