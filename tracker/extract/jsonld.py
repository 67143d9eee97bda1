"""JSON-LD as it is really written: graphs, lists, references, and JSON that is slightly broken.

No regular expression here can take more than linear time: the blocks are strangers' text.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: A block is parsed once or twice; beyond this it is no description of an article.
_MAX_BLOCK = 1_000_000
_MAX_BLOCKS = 60
_MAX_NODES = 500
_MAX_DEPTH = 8
_COMMA_BEFORE_END = re.compile(r",(?=\s{0,50}[}\]])")
_WRAPPED = re.compile(r"^\s*(?:/[/*]\s*)?<!(?:\[CDATA\[|--)|(?:/[/*]\s*)?(?:\]\]|--)>(?:\s*\*/)?[\s;]*$")
_ARTICLE_NAMES = (
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle askpublicnewsarticle blogposting liveblogposting socialmediaposting report scholarlyarticle "
    "techarticle advertisercontentarticle satiricalarticle recipe howto review medicalwebpage"
)
_ARTICLE_TYPES = frozenset(_ARTICLE_NAMES.split())

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class JsonLd:
    """The nodes of a page with where they stand (`jsonld[0].@graph[2]`), and those that others refer to by `@id`."""

    nodes: tuple[tuple[str, Node], ...]
    by_id: dict[str, Node]

    def resolve(self, value: Any) -> Any:
        """`value`, or the node that it only refers to (`{"@id": "#author"}`)."""
        if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str) and "name" not in value:
            return self.by_id.get(value["@id"], value)
        return value


def read_jsonld(scripts: Sequence[str]) -> JsonLd:
    """Every node of every block, top level and `@graph` first; what cannot be parsed is left out."""
    nodes: list[tuple[str, Node]] = []
    by_id: dict[str, Node] = {}
    for number, script in enumerate(scripts[:_MAX_BLOCKS]):
        for path, node, top in _nodes(f"jsonld[{number}]", _load(script)):
            identity = node.get("@id")
            if isinstance(identity, str) and len(node) > 1 and len(node) > len(by_id.get(identity, ())):
                by_id[identity] = node
            if top and len(nodes) < _MAX_NODES:
                nodes.append((path, node))
    return JsonLd(tuple(nodes), by_id)


def types_of(node: Node) -> list[str]:
    """The schema.org types of a node, without the address before them."""
    value = node.get("@type") or node.get("type")
    values = value if isinstance(value, list) else [value]
    return [v.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for v in values if isinstance(v, str)]


def is_article(node: Node) -> bool:
    """Whether a node describes an article (of any kind of schema.org)."""
    return any(t.lower() in _ARTICLE_TYPES for t in types_of(node))


def texts(value: Any) -> list[str]:
    """The strings of a value that may be a string, a number, a list, or `{"@value": ...}`; entities resolved."""
    if isinstance(value, str):
        clean = html.unescape(value).strip() if "&" in value else value.strip()
        return [clean] if clean else []
    if isinstance(value, dict):
        return texts(value.get("@value"))
    if isinstance(value, list):
        return [t for v in value[:50] if not isinstance(v, list) for t in texts(v)]
    return []


def _load(script: str) -> Any:
    script = _WRAPPED.sub("", script[:_MAX_BLOCK]).strip().rstrip(";")
    for attempt in (script, _COMMA_BEFORE_END.sub("", script)):
        try:
            # strict=False: line ends inside strings are the most common fault.
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(path: str, value: Any) -> Iterator[tuple[str, Node, bool]]:
    """Every object with where it stands, and whether it stands by itself rather than as a value of another."""
    open_: list[tuple[str, Any, bool, int]] = [(path, value, True, 0)]
    while open_:
        path, value, top, depth = open_.pop()
        if depth > _MAX_DEPTH:
            continue
        if isinstance(value, list):
            open_ += [(f"{path}[{i}]", v, top, depth + 1) for i, v in reversed(list(enumerate(value[:_MAX_NODES])))]
        elif isinstance(value, dict):
            yield path, value, top
            for key, inner in reversed(value.items()):
                if isinstance(inner, dict | list):
                    # `mainEntity` of a WebPage is often the article itself.
                    open_.append((f"{path}.{key}", inner, top and key in ("@graph", "mainEntity"), depth + 1))
