"""Who wrote it: names with roles and places, several people, pen names, the outlet's own name, signatures."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.types import Block, Credit, Declaration, Link, Place

Read = Callable[..., tuple[Credit, ...]]

TEXT = (
    "The council of a small harbour town voted on Tuesday to light its lamp again before the winter storms arrive.",
    "Work is due to begin next month and should last about ten weeks, the keeper explained after the meeting ended.",
    "Residents had asked for a brighter flame since the old one could hardly be made out from the sea in fog.",
)


def people(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source_name for credit in stated if credit.role == "author"}


def block(text: str, place: Place = "body") -> Block:
    return Block(text=text, place=place, element="p")


def declare(field: str, value: str, kind: str | None = None, path: str = "") -> Declaration:
    return Declaration(field=field, value=value, kind=kind, path=path or field)


NAMES = [
    # (author element, people)
    ("by Jane Roe, Staff Writer", {"Jane Roe"}),
    ("by Jane Roe Reporter", {"Jane Roe"}),
    ("by Harbour Star reporter", set()),
    ("by Roving Reporter", set()),
    ("by Jane Roe Ph.D., John Doe MD", {"Jane Roe", "John Doe"}),
    ("by Jane E Roe", {"Jane E Roe"}),
    ("by Dr. Jane Roe in Northport", {"Jane Roe"}),
    ("by Jane Roe / John Doe", {"Jane Roe", "John Doe"}),
    ("by Jane Roe & John Doe and Ann Poe", {"Jane Roe", "John Doe", "Ann Poe"}),
    ("Jane Roe, Northport, John Doe", {"Jane Roe", "John Doe"}),
    ("by Jane Roe|Harbour correspondent", {"Jane Roe"}),
    ("by Jane Roe. Columnist. Keeper of the lamp", {"Jane Roe"}),
    ("by Jane «Lamp» Roe", {"Jane «Lamp» Roe"}),
    ("by El Sol de Puertonorte", set()),
    ("by Jane Roe Jane Roe", {"Jane Roe"}),
    ("by Jane Roe Photos: John Doe", {"Jane Roe"}),
    ("Text von Eva Herd Illustration von Karl Ofen", {"Eva Herd"}),
    ("Posted on 3 May 2019 by Jane Roe", {"Jane Roe"}),
    ("By Jane Roe on Tuesday, 3 May 2019", {"Jane Roe"}),
    ("Von Eva Herd am 3. Mai 2019 um 12:40 Uhr", {"Eva Herd"}),
    ("Par Anne Eau le 03/05/2019 à 12h40", {"Anne Eau"}),
    ("Rechtsanwalt Karl Ofen", {"Karl Ofen"}),
    ("Karl Ofen im Gespräch mit Eva Herd", {"Karl Ofen", "Eva Herd"}),
    ("Interview: Eva Herd", {"Eva Herd"}),
    ("by 조선 뉴스 김하늘 기자", {"김하늘"}),
    ("by View all posts by Jane Roe", set()),
    ("Alle Artikel von Eva Herd", set()),
    ("by Web-Team", set()),
    ("by Anonym", set()),
    ("by dd/velox", set()),
    ("by jane@brick.example", set()),
    ("by 4711", set()),
    ("by @janeroe", set()),
    # what stands in an author element and is none
    ("03.05.2019 Harbour Town", set()),
    ("3 May 2019 | PAID CONTENT", set()),
    ("Updated 3 May 2019, 12:40", set()),
    ("Deutsche Seefahrt", set()),
]


@pytest.mark.parametrize(("line", "names"), NAMES)
def test_names_of_an_author_element(line: str, names: set[str], read: Read) -> None:
    assert people(read(byline=line)) == names


@pytest.mark.parametrize("surname", ["Reuters", "Velox"])
def test_an_agencys_name_may_be_a_surname(surname: str, read: Read) -> None:
    stated = read(byline=f"by Jane {surname}")
    assert people(stated) == {f"Jane {surname}"}
    assert not [credit for credit in stated if credit.role == "credit"]


def test_a_person_of_an_agency_gives_both(read: Read) -> None:
    stated = read(byline="by Jane Roe, Velox Harbour Writer")
    assert people(stated) == {"Jane Roe"}
    assert {credit.source for credit in stated if credit.role == "credit"} == {"velox"}


def test_the_outlet_beside_its_writer(read: Read) -> None:
    stated = read(byline="by Brick Daily, Jane Roe")
    assert people(stated) == {"Jane Roe"}
    assert {credit.source for credit in stated if credit.role == "own"} == {"brick"}


def test_mononyms_where_people_bear_them(read_blocks: Read) -> None:
    page = (block("by Jane Roe, Surtini", "byline"), *map(block, TEXT))
    assert people(read_blocks(*page)) == {"Jane Roe"}
    assert people(read_blocks(*page, language="id")) == {"Jane Roe", "Surtini"}


# ------------------------------------------------------------------------------------------------------- declarations

PEN_NAMES = [
    # (value, kind, taken for a person's)
    ("lampkeeper", "Person", True),
    ("lamp77keeper", "Person", True),
    ("jane.roe", "Person", True),
    ("der Seemann", "Person", True),
    ("kb", "Person", True),
    ("jane roe", None, True),
    ("LTK", "Person", False),
    ("4711", "Person", False),
    ("admin", "Person", False),
    ("Redaktion", "Person", False),
    ("Brick Daily", "Person", False),
    ("brick", "Person", False),
    ("brick.example", "Person", False),
    ("Harbour Newsroom", "Person", False),
    ("Hafen und Lampe e.V.", "Organization", False),
    ("Jane Roe", "Organization", True),
]


@pytest.mark.parametrize(("value", "kind", "taken"), PEN_NAMES)
@pytest.mark.parametrize("field", ["jsonld.author", "element.author"])
def test_pen_names_count_where_the_page_states_an_author(
    field: str, value: str, kind: str | None, taken: bool, read: Read
) -> None:
    assert people(read(declarations=(declare(field, value, kind),))) == ({value} if taken else set())


METAS = [
    ("Jane Roe", True),
    ("Deutscher Hafenbund", False),  # a name that nothing shows to be a person's
    ("Jane Roe - https://themes.example", False),  # who made the theme
    ("Jane Roe und John Doe designed", False),
    ("lampkeeper", False),
]


@pytest.mark.parametrize(("value", "taken"), METAS)
def test_a_meta_alone_must_name_a_person(value: str, taken: bool, read: Read) -> None:
    assert people(read(declarations=(declare("meta.author", value),))) == ({value} if taken else set())


SITES = [
    # (address, site's name, declared author, kind of the publisher, read as a person)
    ("https://janeroe.example/a", "Jane Roe", "Jane Roe", "Person", True),
    ("https://janeroe.example/a", "Jane Roe's Lamp", "Jane Roe", None, True),
    ("https://jane-roe.example/a", "", "Jane", None, True),
    ("https://lamplight.wordpress.com/a", "Lamplight", "lamplight", None, True),
    ("https://lamplight.blogspot.com/a", "", "Lamplight", None, True),
    ("https://web.archive.org/web/2019/https://lamplight.wordpress.com/a", "Lamplight", "lamplight", None, True),
    ("https://lamplight.example/a", "Frau Lamplight sagt", "Frau Lamplight", "Person", True),
    ("https://lampblog.example/a", "", "Lampblogger", None, True),
    ("https://lamplight.example/a", "Lamplight", "Lamplight", None, False),
    ("https://lamplight.example/a", "Lamplight", "lamplight", "Organization", False),
    ("https://lamplight.example/a", "Lamplight Quotidiano", "Lamplight", None, False),
    ("https://harbour-north.example/a", "Harbour North", "Harbour North", None, False),
]


@pytest.mark.parametrize(("url", "site", "author", "publisher", "taken"), SITES)
def test_a_site_may_bear_its_writers_name(
    url: str, site: str, author: str, publisher: str | None, taken: bool, read: Read
) -> None:
    declarations = [declare("jsonld.author", author, "Person")]
    declarations += [declare("jsonld.publisher", site, publisher)] if publisher else []
    found = read(url=url, site_names=(site,) if site else (), declarations=tuple(declarations))
    assert people(found) == ({author} if taken else set())


TRUST = [
    # (author element, first line of the text, declarations, people)
    ("By Jane Roe", "", (declare("jsonld.author", "John Doe", "Person"),), {"Jane Roe"}),
    ("", "By Jane Roe", (declare("element.author", "John Doe"),), {"Jane Roe"}),
    ("", "", (declare("jsonld.author", "Jane Roe"), declare("element.author", "John Doe")), {"Jane Roe"}),
    ("", "", (declare("element.author", "Jane Roe"), declare("meta.author", "John Doe")), {"Jane Roe"}),
    ("", "3 May 2019 - John Doe", (declare("meta.author", "Jane Roe"),), {"Jane Roe"}),
    ("", "", (declare("meta.author", "Jane Roe"), declare("element.author_box", "John Doe")), {"Jane Roe"}),
    (
        "",
        "",
        (declare("element.author_box", "About the author"), declare("element.author_box", "Jane Roe")),
        {"Jane Roe"},
    ),
    # what is said of one person in several places
    ("By Jane Roe", "", (declare("element.author", "jane-roe"),), {"Jane Roe"}),
    ("", "", (declare("jsonld.author", "Jane"), declare("element.author", "Jane Roe")), {"Jane Roe"}),
    ("Jane Roe 3 min read", "", (declare("jsonld.author", "Jane Roe"),), {"Jane Roe"}),
]


@pytest.mark.parametrize(("byline", "head", "declarations", "names"), TRUST)
def test_one_order_of_trust(
    byline: str, head: str, declarations: tuple[Declaration, ...], names: set[str], read: Read
) -> None:
    assert people(read(byline=byline, head=head, declarations=declarations)) == names


def test_contributors_are_named_beside_the_author(read: Read) -> None:
    stated = read(byline="By Jane Roe", tail="Ann Poe contributed to this report.")
    assert people(stated) == {"Jane Roe", "Ann Poe"}


# --------------------------------------------------------------------------------------------- elements, labels, links


def _page(*blocks: Block) -> tuple[Block, ...]:
    return (*blocks, *map(block, TEXT))


def _linked(text: str, *links: tuple[str, str]) -> Block:
    return Block(
        text=text,
        place="byline",
        element="p",
        links=tuple(Link(text=name, url=f"https://brick.example{to}") for name, to in links),
    )


ELEMENTS = [
    # (blocks before the text, people)
    (
        (block("By", "byline"), block("Jane Roe", "byline"), block("and", "byline"), block("John Doe", "byline")),
        {"Jane Roe", "John Doe"},
    ),
    (
        (
            block("Autor:", "byline"),
            block("Eva Herd", "byline"),
            block("Cover", "byline"),
            block("Karl Ofen", "byline"),
        ),
        {"Eva Herd"},
    ),
    ((block("Text & Fotos:", "byline"), block("Eva Herd", "byline")), {"Eva Herd"}),
    ((block("Autor:", "head"), block("Eva Herd", "head")), {"Eva Herd"}),
    ((block("Foto:", "byline"), block("Eva Herd", "byline")), set()),
    ((_linked("lampkeeper Harbour", ("lampkeeper", "/author/7"), ("Harbour", "/category/harbour")),), {"lampkeeper"}),
    ((_linked("Jane Roe in Anna Holm, Lamps", ("Jane Roe", "/author/7"), ("Anna Holm", "/tag/holm")),), {"Jane Roe"}),
    ((_linked("3 May 2019 Anna Holm", ("Anna Holm", "/category/holm")),), set()),
    ((_linked("Translation Jane Roe", ("Jane Roe", "/author/7")),), set()),
    ((_linked("More by Jane Roe", ("More by Jane Roe", "/author/7")),), set()),
    ((block("Jane Roe", "head"), block("on", "head"), block("3 May 2019", "byline")), {"Jane Roe"}),
    ((block("Harbour Town", "head"), block("3 May 2019", "byline")), set()),
]


@pytest.mark.parametrize(("blocks", "names"), ELEMENTS)
def test_labels_and_links_say_who_is_an_author(blocks: tuple[Block, ...], names: set[str], read_blocks: Read) -> None:
    assert people(read_blocks(*_page(*blocks))) == names


def test_authors_of_teasers_are_not_the_articles(read_blocks: Read) -> None:
    teasers = [block(f"By {name}", "byline") for name in ("Ann Poe", "Karl Ofen", "Eva Herd")]
    assert people(read_blocks(block("By Jane Roe", "byline"), *map(block, TEXT), *teasers)) == {"Jane Roe"}


# ---------------------------------------------------------------------------------------------------------- signatures


def _signed(text: str, *, emphasis: bool) -> Block:
    return Block(text=text, place="body", element="p", emphasis=emphasis)


def test_the_one_name_set_apart_signs_a_text(read_blocks: Read) -> None:
    after = [block("Tickets are sold at the quay from nine to five, and at the gate until the lamp is lit.")] * 3
    for emphasis, names in ((True, {"Jane Roe"}), (False, set())):
        assert people(read_blocks(*map(block, TEXT), _signed("Jane Roe", emphasis=emphasis), *after)) == names
    several = [_signed(name, emphasis=True) for name in ("Jane Roe", "John Doe")]
    assert people(read_blocks(*map(block, TEXT), *several, *after)) == set()


TAILS = [
    ("Jane Roe", {"Jane Roe"}),
    ("Иван ПЕЧКИН", {"Иван ПЕЧКИН"}),
    ("Harbour Town", set()),
    ("PORT Harbour", set()),
    ("Written by Jane Roe", {"Jane Roe"}),
    ("Материал подготовила Анна Ёлкина", {"Анна Ёлкина"}),
    ("Von Nordhafen bis Südhafen", set()),
]


@pytest.mark.parametrize(("tail", "names"), TAILS)
def test_a_name_at_the_end(tail: str, names: set[str], read: Read) -> None:
    assert people(read(tail=tail)) == names


def test_a_name_before_the_words_about_the_writer(read_blocks: Read) -> None:
    bio = block("(The writer is a keeper of lamps. The views are her own.)")
    assert people(read_blocks(block("Zorilda Quam"), bio, *map(block, TEXT))) == {"Zorilda Quam"}
    assert people(read_blocks(block("Zorilda Quam"), *map(block, TEXT))) == set()


FOOTERS = [
    # (foot, kind of the publisher, people)
    ("© 2019 Jane Roe. All rights reserved.", None, {"Jane Roe"}),
    ("Copyright (c) 2012- Jane Roe | Imprint", None, {"Jane Roe"}),
    ("© 2019 Jane Roe", "Organization", set()),
    ("© 2019 Harbour Town", None, set()),
    ("© Jane Roe", None, set()),  # no year: a picture's
]


@pytest.mark.parametrize(("foot", "publisher", "names"), FOOTERS)
def test_who_holds_the_copyright_of_a_site(
    foot: str, publisher: str | None, names: set[str], read_blocks: Read
) -> None:
    said = (declare("jsonld.publisher", "Lamplight", publisher),) if publisher else ()
    page = (*map(block, TEXT), block(foot, "footer"))
    site = {"url": "https://lamplight.example/a", "site_names": (), "declarations": said}
    found = read_blocks(*page, **site)
    assert people(found) == names
    assert all(credit.confidence < 0.5 for credit in found if credit.role == "author")
    assert people(read_blocks(block("By Eva Herd", "byline"), *page, **site)) == {"Eva Herd"}


# ---------------------------------------------------------------------------------------------------------- properties

_WORDS = st.sampled_from(
    [
        *("By", "von", "Jane", "Roe", "John", "Doe", "Velox", "Brick", "Daily", "Redaktion", "admin", "jane.roe"),
        *("@jane", "2019", "3", "May", ",", "/", "|", "&", "und", "(", ")", ":", "Photo", "PPX"),
    ]
)
_LINES = st.lists(_WORDS, max_size=12).map(" ".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(byline=_LINES, value=_LINES, tail=_LINES)
def test_people_are_written_on_the_page(byline: str, value: str, tail: str, read_blocks: Read) -> None:
    blocks = [block(text, place) for text, place in ((byline, "byline"), (tail, "body")) if text.strip()]  # type: ignore[arg-type]
    said = (declare("jsonld.author", value, "Person"),) if value.strip() else ()
    found = read_blocks(*blocks, *map(block, TEXT), declarations=said)
    names = [credit.source_name for credit in found if credit.role == "author"]
    page = f"{byline}|{value}|{tail}"
    for name in names:
        assert not any(c in name for c in "@/|:")
        assert all(word in page for word in name.split()) or not page.isascii()  # composed where written decomposed
    assert len({re.sub(r"\W+", "", name).casefold() for name in names}) == len(names)
