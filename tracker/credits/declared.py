"""What the page and its feed declare by machine: JSON-LD, metas, the canonical address, `<source>` of a feed item."""

import re
from functools import lru_cache

from tracker.credits.author_line import read_author_line
from tracker.credits.context import Context, Organisation, is_domain
from tracker.credits.naming import is_article_address, read_organisations
from tracker.credits.people import is_given
from tracker.types import Credit, Declaration, Form
from tracker.urls import host, registrable_domain

#: Form that a declaration of an organisation is nearest to. Publishers say whose site it is: no credit.
_FORMS: dict[str, Form] = {
    "jsonld.sourceOrganization": "source_line",
    "jsonld.provider": "source_line",
    "jsonld.creditText": "source_line",
    "jsonld.isBasedOn": "republished",
    "jsonld.copyrightHolder": "copyright",
    "jsonld.copyrightNotice": "copyright",
    "meta.copyright": "copyright",
    "meta.dc.rights": "copyright",
    "meta.dcterms.rightsholder": "copyright",
    "meta.syndication-source": "republished",
    "meta.original-source": "republished",
    "meta.dc.source": "source_line",
    "meta.source": "source_line",
    "meta.news_source": "source_line",
    "feed.source": "syndicated",
}
_AUTHOR_FIELD = re.compile(
    r"jsonld\.(?:author|creator|contributor)|(?:element|file)\.author|element\.author_box|feed\.creator"
    r"|meta\.(?:[^.:_-]+[.:_-])*(?:authors?|author_name|creator|byl|byline_name)"
)
_NO_AUTHOR_FIELD = re.compile(r"twitter|smartbanner|fp:")
#: A site's author meta often names who made its theme: "Jane Roe - https://themes.example", "designed by".
_MADE_BY = re.compile(r"https?://|\bwww\.|\bdesign|\bgmbh\b|\btheme\b", re.IGNORECASE)
_ADDRESSES = frozenset({"link.canonical", "meta.og:url"})
_NAMELESS = frozenset(
    {
        "jsonld.copyrightHolder",
        "jsonld.copyrightNotice",
        "meta.copyright",
        "meta.dc.rights",
        "jsonld.creditText",
        "jsonld.provider",
    }
)


@lru_cache(maxsize=1024)
def is_author_field(field: str) -> bool:
    """Whether a declaration names authors."""
    return _AUTHOR_FIELD.fullmatch(field) is not None and _NO_AUTHOR_FIELD.search(field) is None


def read_declared(context: Context) -> list[Credit]:
    """Credits, own statements and authors of the declarations; the location is the declaration's path."""
    found: list[Credit] = []
    read: dict[str, bool] = {}  # authors already read, with whether a standard states them: most stand twice
    for declaration in context.article.declarations:
        if not declaration.value.strip() or len(declaration.value) > 2000:
            continue
        if is_author_field(declaration.field):
            stated = _is_stated(declaration)
            if not read.get(declaration.value, False) and (stated or declaration.value not in read):
                found += _authors(context, declaration)
                read[declaration.value] = stated
        elif declaration.field == "feed.media_credit":
            found += _of_pictures(context, declaration)
        elif declaration.field in _ADDRESSES:
            found += _elsewhere(context, declaration)
        elif (form := _FORMS.get(declaration.field)) is not None:
            found += _organisations(context, declaration, form)
    return found


def _authors(context: Context, declaration: Declaration) -> list[Credit]:
    """Authors of one declaration. The rule tells JSON-LD, elements and metas apart: they are not trusted alike."""
    value = declaration.value.strip()
    if value.startswith(("http://", "https://", "//", "@")) or value.isdigit():
        return []
    source = "box" if declaration.field == "element.author_box" else declaration.field.partition(".")[0]
    stated = _is_stated(declaration)
    if source == "meta" and _MADE_BY.search(value):
        return []
    named = read_author_line(
        context,
        value,
        _path(declaration),
        f"declared-{source}",
        0.85 if stated else 0.75,
        lone=declaration.kind == "Person",
        stated=stated,
    )
    doubtful = source == "meta" or (declaration.kind or "").endswith("Organization")
    return [credit for credit in named if credit.role != "author" or not doubtful or _is_surely(credit.source_name)]


def _is_stated(declaration: Declaration) -> bool:
    """Whether a declaration names an author by a standard, and not a site's owner or the first line of a box."""
    standard = declaration.field.startswith(("jsonld.", "element.")) and declaration.field != "element.author_box"
    return standard and declaration.kind in (None, "Person")


def _is_surely(name: str) -> bool:
    """Whether a name that only a meta or an organisation's entry bears is a person's: metas hold clubs, too."""
    return is_given(name.split()[0]) or name.lower() == name.upper()


def _organisations(context: Context, declaration: Declaration, form: Form) -> list[Credit]:
    """An organisation by name or address; of rights and `source` metas only a known or trusted name counts."""
    value = declaration.value.strip()
    address = declaration.url or (value if value.startswith("http") else None)
    elsewhere = address if address and host(address) and registrable_domain(address) != context.own.domain else None
    origin = (
        elsewhere if elsewhere and form in ("republished", "syndicated") and is_article_address(elsewhere) else None
    )
    if value.startswith("http"):
        organisations = [context.of_site(value)] if elsewhere and form != "copyright" else []
    else:
        believed = declaration.field not in _NAMELESS and form in ("source_line", "syndicated")
        organisations = read_organisations(context, value[:200], unknown=believed)
        if not organisations and form == "republished" and elsewhere:
            organisations = [context.of_site(elsewhere)]
        if not organisations and form == "copyright":
            organisations = [context.mentioned(m) for m in context.find(value[:200], codes=True) if m.kind == "agency"]
    return [
        context.credit(
            organisation, form, value, _path(declaration), "declared", _confidence(organisation), origin_url=origin
        )
        for organisation in organisations
        if not organisation.own
    ]


def _of_pictures(context: Context, declaration: Declaration) -> list[Credit]:
    """Whom a feed names for the pictures of its item: nothing about the text."""
    mentions = context.find(declaration.value[:200], codes=True)
    return [
        context.credit(
            context.mentioned(m), "other", declaration.value, _path(declaration), "declared-photo", 0.8, role="photo"
        )
        for m in mentions
    ]


def _confidence(organisation: Organisation) -> float:
    return 0.85 if organisation.known else 0.7


def _elsewhere(context: Context, declaration: Declaration) -> list[Credit]:
    """A canonical address on another registrable domain: evidence of the original, never identity."""
    address = declaration.url or declaration.value
    if not address.startswith("http") or not host(address) or not is_domain(address) or not is_article_address(address):
        return []
    if registrable_domain(address) in (context.own.domain, registrable_domain(context.article.url)):
        return []
    organisation = context.of_site(address)
    if organisation.own or _alike(registrable_domain(address), context.own.domain):
        return []
    return [
        context.credit(
            organisation, "republished", address, _path(declaration), "declared-address", 0.6, origin_url=address
        )
    ]


def _alike(one: str, other: str) -> bool:
    """Two domains of one name under different suffixes: `example.com`, `example.co.uk`."""
    return one.split(".")[0] == other.split(".")[0]


def _path(declaration: Declaration) -> str:
    return declaration.path or declaration.field
