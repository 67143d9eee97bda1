"""Declarations: JSON-LD, metas, the canonical address, the feed."""

from collections.abc import Callable

import pytest

from tracker.types import Credit, Declaration

Read = Callable[..., tuple[Credit, ...]]


def declare(field: str, value: str, *, kind: str | None = None, url: str | None = None) -> tuple[Declaration, ...]:
    return (Declaration(field=field, value=value, kind=kind, url=url, path=f"{field}[0]"),)


ORIGIN = "https://oakpost.example/2019/11/the-whole-story-of-the-lighthouse"

CREDITED = [
    # (declaration, key, form, address of the original)
    (declare("jsonld.author", "Velox", kind="Organization"), "velox", "byline", None),
    (declare("meta.author", "PPX"), "polar", "byline", None),
    (declare("jsonld.sourceOrganization", "Polar Press"), "polar", "source_line", None),
    (declare("jsonld.provider", "Velox"), "velox", "source_line", None),
    (declare("jsonld.creditText", "Velox"), "velox", "source_line", None),
    (declare("jsonld.copyrightHolder", "Velox"), "velox", "copyright", None),
    (declare("jsonld.isBasedOn", ORIGIN, url=ORIGIN), "oakpost", "republished", ORIGIN),
    (declare("link.canonical", ORIGIN, url=ORIGIN), "oakpost", "republished", ORIGIN),
    (declare("meta.og:url", ORIGIN, url=ORIGIN), "oakpost", "republished", ORIGIN),
    (declare("feed.source", "The Oak Post", url="https://oakpost.example/feed"), "oakpost", "syndicated", None),
    (declare("feed.source", "The Oak Post", url="https://oakpost.example/rss2/v2.xml"), "oakpost", "syndicated", None),
    (declare("feed.source", "The Oak Post", url="https://oakpost.example/a/rss.asp"), "oakpost", "syndicated", None),
    (declare("feed.source", "The Oak Post", url=ORIGIN), "oakpost", "syndicated", ORIGIN),
    (declare("feed.creator", "Velox"), "velox", "byline", None),
]


@pytest.mark.parametrize(("declarations", "key", "form", "origin"), CREDITED)
def test_declarations_that_credit(
    declarations: tuple[Declaration, ...], key: str, form: str, origin: str | None, read: Read
) -> None:
    (credit,) = [credit for credit in read(declarations=declarations) if credit.role == "credit"]
    assert (credit.source, credit.form, credit.origin_url) == (key, form, origin)
    assert credit.location == declarations[0].path
    assert credit.quote == declarations[0].value


NOTHING = [
    declare(
        "meta.syndication-source", "https://brick.example/2017/lighthouse", url="https://brick.example/2017/lighthouse"
    ),
    declare("meta.original-source", "https://www.brick.example/2017/lighthouse"),
    declare("link.canonical", "https://brick.example/2017/lighthouse", url="https://brick.example/2017/lighthouse"),
    declare("link.canonical", "https://oakpost.example/", url="https://oakpost.example/"),
    declare("jsonld.publisher", "Brick Daily"),
    declare("jsonld.copyrightHolder", "Some Holding Media LLC"),
    declare("meta.author", "https://www.facebook.com/somebody"),
    declare("meta.author", "admin"),
    declare("meta.author", "4711"),
    declare("jsonld.sourceOrganization", "Brick Daily"),
]


@pytest.mark.parametrize("declarations", NOTHING)
def test_declarations_that_credit_nobody(declarations: tuple[Declaration, ...], read: Read) -> None:
    assert [credit for credit in read(declarations=declarations) if credit.role in ("credit", "author")] == []


def test_a_declared_address_is_less_sure_than_a_statement(read: Read) -> None:
    (declared,) = [c for c in read(declarations=declare("link.canonical", ORIGIN, url=ORIGIN)) if c.role == "credit"]
    (stated,) = [c for c in read(tail="Originally published by The Oak Post.") if c.role == "credit"]
    assert declared.confidence < stated.confidence


def test_a_declared_person(read: Read) -> None:
    found = read(declarations=declare("jsonld.author", "Jane Roe", kind="Person"))
    assert [(credit.role, credit.source_name, credit.source_kind) for credit in found] == [
        ("author", "Jane Roe", "person")
    ]


def test_what_stands_on_the_page_is_the_better_evidence(read: Read) -> None:
    found = read(byline="By Velox", declarations=declare("meta.author", "Velox"))
    assert [(credit.source, credit.location) for credit in found] == [("velox", "byline")]


def test_a_feed_credits_pictures(read: Read) -> None:
    """Of the item's pictures, not of its text; a photographer whom nobody knows is none of the catalogue's."""
    found = [*read(declarations=declare("feed.media_credit", "Ann Marlow/Velox"))]
    assert [(c.role, c.source, c.quote) for c in found] == [("photo", "velox", "Ann Marlow/Velox")]
    assert read(declarations=declare("feed.media_credit", "Ann Marlow")) == ()
