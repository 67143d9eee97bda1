"""The made-up news web: `web.toml`, `texts/` and `templates/` rendered to every address that can be asked for."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from tracker.demo.announce import announce
from tracker.demo.render import render_front, render_page
from tracker.demo.site import Resource, Site, SitePage

_DATA = files("tracker.demo")


@cache
def build_web() -> Mapping[str, Resource]:
    """Every address of the news web with what it answers: pages, front pages, feeds, sitemaps, robots.txt."""
    data = tomllib.loads((_DATA / "web.toml").read_text(encoding="utf-8"))
    web: dict[str, Resource] = {}
    for key, table in data["site"].items():
        site = Site(key=key, **table)
        pages = [_page(site, entry) for entry in data["page"] if entry["site"] == key]
        listed = sorted((p for p in pages if p.listed), key=lambda p: p.published, reverse=True)
        for page in pages:
            web[page.url] = render_page(site, page, [p for p in listed if p is not page][:3])
        web |= _fronts(site, listed)
        web |= announce(site, listed)
    return web


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    paragraphs: tuple[str, ...]

    def keep(self, numbers: Sequence[int] | None) -> tuple[str, ...]:
        return self.paragraphs if numbers is None else tuple(self.paragraphs[number] for number in numbers)


def _page(site: Site, entry: Mapping[str, Any]) -> SitePage:
    text = _text(entry["text"])
    paragraphs = text.keep(entry.get("keep"))
    if "and_text" in entry:
        paragraphs += _text(entry["and_text"]).keep(entry.get("and_keep"))
    first, *others = paragraphs
    return SitePage(
        url=f"http://{site.host}{entry['path']}",
        title=entry.get("title", text.title),
        published=datetime.fromisoformat(f"{entry['published'].isoformat()}{site.zone}"),
        language=entry.get("language", site.language),
        paragraphs=(*entry.get("top", ()), entry.get("dateline", "") + first, *others),
        byline=entry.get("byline", ""),
        tail=tuple(entry.get("tail", ())),
        foot=tuple(entry.get("foot", ())),
        meta=entry.get("meta", {}),
        jsonld=entry.get("jsonld", {}),
        listed=entry.get("listed", True),
    )


@cache
def _text(name: str) -> _Text:
    title, *paragraphs = (_DATA / "texts" / f"{name}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return _Text(title, tuple(paragraphs))


def _fronts(site: Site, listed: Sequence[SitePage]) -> dict[str, Resource]:
    """The front page; and of a site that is found by its listing, the listing in two halves."""
    home = f"http://{site.host}/"
    fronts = {home: render_front(site, listed)}
    if site.way == "listing":
        half = (len(listed) + 1) // 2
        start = f"http://{site.host}{site.feed}"
        fronts[start] = render_front(site, listed[:half], following=f"{site.feed}?page=2")
        fronts[f"{start}?page=2"] = render_front(site, listed[half:])
    return fronts
