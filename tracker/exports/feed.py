"""New republications as an RSS feed, so that a person can subscribe to an agency or an outlet."""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from tracker import __version__
from tracker.db import Database
from tracker.db.queries import select
from tracker.errors import TrackerError
from tracker.reports import VIEW_KINDS, shown, typed, visible

_ATOM = "http://www.w3.org/2005/Atom"
_ITEMS = """
SELECT r.story_id, r.url, r.outlet, r.agency, r.published_at, r.credited, r.extent, r.direction, r.parent_outlet,
       r.share_of_article, r.same_owner, r.evidence, r.origin_url, a.title, a.first_seen_at
FROM republications r
JOIN articles a ON a.article_id = r.article_id
WHERE {where}
ORDER BY a.first_seen_at DESC, r.published_at DESC, r.story_id, r.url
LIMIT {limit}
"""


def feed(db: Database, *, agency: str | None, outlet: str | None, limit: int, made_at: datetime) -> str:
    """RSS 2.0 of the republications that were first seen last: of an agency's stories, by an outlet, or both.

    An entry's `guid` is made of story and address, so an article is announced once for each story it carries; its text
    is the evidence, never the article.
    """
    if limit < 1:
        raise TrackerError("a feed has at least one entry")
    asked = {"agency": agency, "outlet": outlet}
    where = [f"r.{name} = :{name}" for name, value in asked.items() if value is not None]
    given = {name: value for name, value in asked.items() if value is not None}
    query = _ITEMS.format(where=" AND ".join(where or ["1 = 1"]), limit=limit)
    rows = [typed(row, {**VIEW_KINDS, "credited": "flag"}) for row in select(db, query, given).dicts()]
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    about = " ".join(["Republications", *([f"of {agency}"] if agency else []), *([f"by {outlet}"] if outlet else [])])
    _add(channel, "title", about)
    _add(channel, "link", "urn:republication-tracker")
    _add(channel, "description", "Articles that carry another's text, as the republication tracker found them.")
    _add(channel, "generator", f"republication-tracker {__version__}")
    _add(channel, "lastBuildDate", format_datetime(made_at.astimezone(UTC)))
    for row in rows:
        _item(channel, row)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _item(channel: ET.Element, row: dict[str, Any]) -> None:
    item = ET.SubElement(channel, "item")
    _add(item, "title", f"{row['outlet']}: {row['title'] or row['url']}")
    if row["url"].lower().startswith(("http://", "https://")):  # what a file gave as an address may be a script
        _add(item, "link", row["url"])
    guid = _add(item, "guid", f"{row['story_id']} {row['url']}")
    guid.set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(row["first_seen_at"].astimezone(UTC)))
    _add(item, "category", row["agency"] or "unknown agency")
    share = "" if row["share_of_article"] is None else f", {shown(row['share_of_article'], 'share')} of the article"
    owner = ", same owner" if row["same_owner"] else ""
    credited = "credited" if row["credited"] else "silent"
    origin = f" Origin: {row['origin_url']}" if row["origin_url"] else ""
    said = f"{row['extent']}{share}, {credited}, parent {row['direction']}{owner}. {row['evidence']}{origin}"
    _add(item, "description", said)


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    """An element; characters that XML cannot hold are written out."""
    made = ET.SubElement(parent, name)
    made.text = visible(text)
    return made
