"""What a page declares for machines: JSON-LD, meta and link elements, and the feed that led to it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tracker.extract.jsonld import JsonLd, Node, is_article, read_jsonld, texts, types_of
from tracker.extract.outline import Named
from tracker.extract.tree import Tree, absolute, elements
from tracker.text import fold, squeeze
from tracker.types import Declaration, Hints

#: Properties of schema.org that say whose text it is.
_PROPERTIES = (
    "author",
    "creator",
    "contributor",
    "publisher",
    "sourceOrganization",
    "provider",
    "isBasedOn",
    "copyrightHolder",
    "creditText",
    "copyrightNotice",
    "mainEntityOfPage",
)
_META = re.compile(
    r"author|creator|byl|source|copyright|publisher|rights|credit|provider|contributor|agency|"
    r"^og:site_name$|^application-name$|^apple-mobile-web-app-title$|^og:url$|^citation_"
)
#: Settings of tools and widgets that only sound like provenance.
_META_NOISE = re.compile(r"verif|google|image|msapplication|pinterest|analytics|resource|theme|\.id$|_id$|-id$")
_PUBLISHED_META = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "published_time",
    "publish_date",
    "publish-date",
    "publishdate",
    "publication_date",
    "published-date",
    "dc.date.issued",
    "dcterms.issued",
    "article.published",
    "article:create_at",
    "displaydate",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "article_date_original",
    "og:published_time",
    "originalpublicationdate",
    "bt:pubdate",
)
#: Names that stand for the day of the text, of the page, or of a system's setting.
_LOOSE_META = (
    "pubdate",
    "date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "datecreated",
    "last-published",
)
_MODIFIED_META = (
    "article:modified_time",
    "og:updated_time",
    "og:article:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article:updated",
    "revised",
    "dateupdate",
)
_MAX_DECLARATIONS = 200
_MAX_VALUE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Everything that a page declares. Dates are as written; `titles` and `site_names` are the most reliable first."""

    declarations: tuple[Declaration, ...]
    headline: str | None  #: of JSON-LD
    meta_titles: tuple[str, ...]  #: `og:title`, `twitter:title` and the like
    page_title: str | None  #: of the title element
    site_names: tuple[str, ...]
    published: tuple[tuple[str, str], ...]  #: (`jsonld`, `meta` or `loose`, as written)
    modified: tuple[tuple[str, str], ...]
    embedded: tuple[str, ...]  #: publication dates in the data of scripts: the weakest, they may be of another article
    canonical_url: str | None
    language: str | None  #: as written: `html lang`, `og:locale`
    is_article: bool  #: `og:type` or JSON-LD say so


def read_declared(tree: Tree, hints: Hints) -> Declared:
    """All declarations of a page, in the order JSON-LD, meta, link, feed."""
    metas = _metas(tree)
    page_title = next((t for e in elements(tree, "title") if (t := squeeze(str(e.xpath("string()"))))), None)
    graph = read_jsonld(tree.scripts)
    meta_titles = _first(metas, "og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
    path, node = _article_node(graph, (*meta_titles, page_title or ""))
    canonical = _canonical(tree)
    declarations = [
        *_of_node(graph, node, path, tree.base),
        *_of_meta(metas, tree.base),
        *([Declaration(field="link.canonical", value=canonical, url=canonical, path="link")] if canonical else []),
        *of_hints(hints),
    ]
    pages = [n for _, n in graph.nodes if "WebPage" in types_of(n)]
    dated = [n for n in (node, *pages) if n]
    locale = _first(metas, "og:locale", "content-language", "dc.language", "language")
    return Declared(
        declarations=tuple(declarations[:_MAX_DECLARATIONS]),
        headline=next(iter(_names(node)), None) if is_article(node) else None,
        meta_titles=meta_titles,
        page_title=page_title,
        site_names=_site_names(metas, graph, node),
        published=(
            *(("jsonld", t) for key in ("datePublished", "dateCreated") for n in dated for t in texts(n.get(key))),
            *(("meta", t) for t in _first(metas, *_PUBLISHED_META)),
            *(("loose", t) for t in _first(metas, *_LOOSE_META)),
        ),
        modified=(
            *(("jsonld", t) for n in dated for t in texts(n.get("dateModified"))),
            *(("meta", t) for t in _first(metas, *_MODIFIED_META)),
        ),
        embedded=tree.embedded_dates,
        canonical_url=canonical,
        language=next((v for v in (_html_language(tree), *locale, *texts(node.get("inLanguage"))) if v), None),
        is_article=is_article(node) or any(v.lower() == "article" for v in _first(metas, "og:type")),
    )


def same_title(a: str, b: str) -> bool:
    """Whether two headings are one, or one the other with a site's name added."""
    left, right = (re.sub(r"\W+", "", fold(t)) for t in (a, b))
    short, long = sorted((left, right), key=len)
    return bool(short) and (short == long or (len(short) >= 12 and short in long))


def _metas(tree: Tree) -> dict[str, list[str]]:
    """Contents of the meta elements by lower-case name, `property`, `name`, `itemprop` and `http-equiv` alike."""
    found: dict[str, list[str]] = {}
    for meta in elements(tree, "meta"):
        content = squeeze(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := (meta.get(attribute) or "").strip().lower()):
                found.setdefault(name, []).append(content[:_MAX_VALUE])
    return found


def _first(metas: dict[str, list[str]], *names: str) -> tuple[str, ...]:
    return tuple(metas[name][0] for name in names if name in metas)


def _article_node(graph: JsonLd, titles: Sequence[str]) -> tuple[str, Node]:
    """The node that describes this page's article. A list page describes many: the one with the page's title wins."""
    articles = [(path, node) for path, node in graph.nodes if is_article(node)]
    for path, node in articles:
        if any(same_title(name, title) for name in _names(node) for title in titles if title):
            return path, node
    if articles:
        return articles[0]
    return next(((p, n) for p, n in graph.nodes if "WebPage" in types_of(n)), ("", {}))


def _names(node: Node) -> list[str]:
    return [squeeze(t) for key in ("headline", "name") for t in texts(node.get(key))]


def _of_node(graph: JsonLd, node: Node, path: str, base: str) -> Iterator[Declaration]:
    for name in _PROPERTIES:
        value = node.get(name)
        listed = value if isinstance(value, list) else [value]
        for number, thing in enumerate(listed[:50]):
            where = f"{path}.{name}" + (f"[{number}]" if isinstance(value, list) else "")
            yield from _of_thing(f"jsonld.{name}", graph.resolve(thing), where, base)


def _of_thing(field: str, thing: Any, where: str, base: str) -> Iterator[Declaration]:
    """One statement a name; a thing without a name is stated by its address."""
    if isinstance(thing, dict) and "@value" not in thing:
        kind = next(iter(types_of(thing)), None)
        addresses = [t for key in ("url", "@id", "sameAs") for t in texts(thing.get(key))]
        address = next((u for t in addresses if (u := absolute(base, t))), None)
        written = [(key, squeeze(n)) for key in ("name", "headline") for n in texts(thing.get(key))]
        names = [(name, f"{where}.{key}") for key, name in written if name]
        if not names and address:
            names = [(address, f"{where}.@id" if thing.get("@id") and not thing.get("url") else f"{where}.url")]
        for name, path in names:
            yield Declaration(field=field, value=name[:_MAX_VALUE], kind=kind, url=address, path=path)
    else:
        for text in texts(thing):
            url = absolute(base, text) if text.startswith(("http://", "https://", "/")) else None
            if value := squeeze(text)[:_MAX_VALUE]:
                yield Declaration(field=field, value=url or value, url=url, path=where)


def _of_meta(metas: dict[str, list[str]], base: str) -> Iterator[Declaration]:
    for name, values in metas.items():
        if _META.search(name) and not _META_NOISE.search(name):
            for value in dict.fromkeys(values[:20]):
                url = absolute(base, value) if value.startswith(("http://", "https://")) else None
                yield Declaration(field=f"meta.{name}", value=value, url=url, path="meta")


def of_names(names: Iterable[Named], base: str) -> Iterator[Declaration]:
    """The authors that elements of the article state for machines: `rel=author`, microdata, hCard."""
    for name in {named.text: named for named in names}.values():
        url = absolute(base, name.href)
        field = "element.author_box" if name.boxed else "element.author"
        yield Declaration(field=field, value=name.text, kind=name.kind, url=url, path=name.element)


def of_hints(hints: Hints) -> Iterator[Declaration]:
    place = "file" if hints.found_by in ("file", "user") else "feed"
    where = hints.found_at or hints.found_by
    for creator in hints.creators:
        if value := squeeze(creator):
            yield Declaration(field="file.author" if place == "file" else "feed.creator", value=value, path=where)
    for credit in hints.media_credits:
        if value := squeeze(credit):
            yield Declaration(field="feed.media_credit", value=value, path=where)
    if hints.source_name or hints.source_url:
        name = squeeze(hints.source_name or "") or hints.source_url or ""
        yield Declaration(field="feed.source", value=name, url=hints.source_url, path=where)


def _canonical(tree: Tree) -> str | None:
    for link in elements(tree, "link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return absolute(tree.base, link.get("href"))
    return None


def _site_names(metas: dict[str, list[str]], graph: JsonLd, node: Node) -> tuple[str, ...]:
    names = list(_first(metas, "og:site_name"))
    publisher = graph.resolve(node.get("publisher"))
    things = [publisher, *(n for _, n in graph.nodes if "WebSite" in types_of(n))]
    for thing in things:
        names += texts(thing.get("name")) if isinstance(thing, dict) else texts(thing)
    names += _first(metas, "application-name", "apple-mobile-web-app-title")
    return tuple(dict.fromkeys(n for name in names if (n := squeeze(name)) and len(n) <= 100))


def _html_language(tree: Tree) -> str | None:
    root: etree._Element = tree.root
    return root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
