"""One HTML page from a template: style and script inside it, allowed by their hashes and nothing else allowed.

What comes from crawled pages is escaped by the templates (Jinja2 with autoescape) and shown with hidden characters
written out; should a tag get through all the same, the content security policy keeps it from running or loading.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tracker.reports import shown, shown_lag, visible


def page(template: str, *, script: str | None = None, **values: Any) -> str:
    """The page of a template of this room. `script`: a file of `templates/` that the page runs."""
    style, code = _asset("style.css"), _asset(script) if script else ""
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    if code:
        policy += f"; script-src {_hash(code)}"
    ours = {"policy": policy, "style": style, "script": code}
    return (
        _environment()
        .get_template(template)
        .render(
            {name: Markup(content) for name, content in ours.items()},  # noqa: S704 - nothing of a crawled page
            **values,
        )
    )


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("tracker.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = lambda text: visible(text, breaks=True)
    made.filters["link"] = _link
    made.filters["shown"] = shown
    made.filters["lag"] = lambda seconds: "" if seconds is None else shown_lag(seconds)
    return made


def _link(url: str) -> str:
    """An address that may be followed; of any other kind (`javascript:`) nothing is left to follow."""
    return url if url.lower().startswith(("http://", "https://")) else "#"


@cache
def _asset(name: str) -> str:
    return files("tracker.site").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
