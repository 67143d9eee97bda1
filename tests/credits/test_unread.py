"""Lines that look like credits and that no rule understood: shown with a reason, counted by their shape."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.catalogue import Catalogue
from tracker.credits import read_credits
from tracker.credits.unread import read_unread
from tracker.types import Article, Block, Declaration, Place, UnreadLine

Unread = Callable[..., tuple[UnreadLine, ...]]
BODY = (
    "The council of a small harbour town voted on Tuesday to repaint its lighthouse before the winter storms arrive.",
    "Work is due to begin next month and should last about ten weeks, the mayor explained after the meeting ended.",
    "Residents had asked for a brighter colour since the old one could hardly be made out from the sea in fog.",
)
PLACES: tuple[Place, ...] = ("headline", "byline", "head", "body", "tail", "footer", "caption", "aside")


def block(text: str, place: Place = "body") -> Block:
    return Block(text=text, place=place, element="p")


def article(*blocks: Block, declarations: tuple[Declaration, ...] = ()) -> Article:
    url = "https://brick.example/2017/lighthouse"
    return Article(
        url=url,
        final_url=url,
        title="Harbour town repaints lighthouse",
        text="",
        language=None,
        published=None,
        modified=None,
        canonical_url=None,
        site_names=("Brick Daily",),
        outlet=None,
        blocks=blocks,
        declarations=declarations,
    )


@pytest.fixture
def unread(catalogue: Catalogue) -> Unread:
    """Unread lines of an article made of a byline, a head, a body in between, and a tail."""

    def _unread(*, byline: str = "", head: str = "", tail: str = "") -> tuple[UnreadLine, ...]:
        blocks = [block(byline, "byline")] if byline else []
        blocks += [block(text) for text in (head, *BODY, tail) if text]
        page = article(*blocks)
        return read_unread(page, catalogue, read_credits(page, catalogue))

    return _unread


SHOWN = [
    # (where it stands, line, shape, a word of the reason)
    ("byline", 'by "Лампа-Порт"', '"Лампа-Порт"', "author element"),
    ("byline", "by LMP", "LMP", "author element"),
    ("byline", "by harbour lamp", "harbour lamp", "author element"),
    ("byline", "18 Nov 2019, 22:36 by lampworks 7", "lampworks 0", "author element"),
    ("head", "NORTHPORT, Maine (LMPX) — The ferry ran aground.", "(LMPX) —", "dateline"),
    ("head", "Northport, 18 Nov. (LMPX) - The ferry ran aground.", "(LMPX) —", "dateline"),
    ("tail", "Source: harbour lamp", "source: harbour lamp", "source line"),
    ("tail", "Fuente: faro del norte", "fuente: faro del norte", "source line"),
    ("tail", "(LMPX)", "(LMPX)", "brackets"),
    ("tail", "The ferry was towed to the harbour in the evening. (Lamp News)", "(Lamp News)", "brackets"),
    ("tail", "— Lamp News", "(Lamp News)", "brackets"),
    ("tail", "Velox / Jane Roe", "Velox / N", "known agency"),
    ("tail", "Pictures on the pier • Polar Press 2019", "N on the pier • Polar Press 0", "known agency"),
    (
        "tail",
        "This story was first published by 7 friends.",
        "N story was first published by 0 friends.",
        "another source",
    ),
]


@pytest.mark.parametrize(("where", "line", "shape", "reason"), SHOWN)
def test_what_is_shown(where: str, line: str, shape: str, reason: str, unread: Unread) -> None:
    (shown,) = unread(**{where: line})
    assert (shown.text, shown.shape) == (line, shape)
    assert reason in shown.reason


LEFT_OUT = [
    # understood: a credit, staff, the outlet, a picture, initials, an address
    ("byline", "by Jane Roe"),
    ("byline", "by Polar Press"),
    ("byline", "by Staff Reporter"),
    ("byline", "by Brick Daily"),
    ("byline", "by J. R."),
    ("byline", "by jr"),
    ("byline", "by https://www.facebook.com/somebody"),
    ("byline", "18 Nov 2019, 22:36"),
    ("byline", "Lamps and ferries"),
    ("byline", "Filed under: Lamps"),
    ("head", "NORTHPORT (PPX) — The ferry ran aground."),
    ("head", "NORTHPORT (BD) — The ferry ran aground."),
    ("tail", "Source: Velox"),
    ("tail", "Source:"),
    ("tail", "Источник: страница мэра в Facebook"),
    ("tail", "Source: the lamp of this test was given by its maker"),
    ("tail", "Photo: harbour lamp"),
    ("tail", "The harbour watch (HW)"),
    ("tail", "Out now for Velox"),
    ("tail", "What does Velox want?"),
    ("tail", "The mayor thanked the harbour watch and went home in the fog of the late evening."),
]


@pytest.mark.parametrize(("where", "line"), LEFT_OUT)
def test_what_is_left_out(where: str, line: str, unread: Unread) -> None:
    assert unread(**{where: line}) == ()


def test_lines_of_one_kind_have_one_shape(unread: Unread) -> None:
    (one,) = unread(tail="Velox / Jane Roe")
    (other,) = unread(tail="Velox / John Doe-Poe")
    assert one.shape == other.shape


def test_a_declared_author_is_read_where_no_author_is_understood(catalogue: Catalogue) -> None:
    declared = Declaration(field="meta.author", value="lamp_room", path="meta[3]")
    page = article(*(block(text) for text in BODY), declarations=(declared,))
    (shown,) = read_unread(page, catalogue, ())
    assert (shown.text, shown.place) == ("lamp_room", "meta[3]")
    signed = article(block("by Jane Roe", "byline"), *page.blocks, declarations=(declared,))
    assert read_unread(signed, catalogue, read_credits(signed, catalogue)) == ()


def test_an_agency_that_the_page_credits_is_not_shown_elsewhere(unread: Unread) -> None:
    assert unread(byline="by Velox", tail="Velox / Jane Roe") == ()


def test_a_page_full_of_them_is_a_list(catalogue: Catalogue) -> None:
    page = article(
        *(block(f"Source: harbour lamp {word}") for word in ("one", "two", "six", "ten", "few", "any", "all"))
    )
    assert read_unread(page, catalogue, ()) == ()


@given(st.lists(st.tuples(st.text(max_size=300), st.sampled_from(PLACES)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_never_raises_and_stays_short(catalogue: Catalogue, parts: list[tuple[str, Place]]) -> None:
    blocks = [Block(text=text, place=place, element="p") for text, place in parts if text.strip()]
    for line in read_unread(article(*blocks), catalogue, ()):
        assert 0 < len(line.text) <= 200
        assert 0 < len(line.shape) <= 200
        assert line.text in {block.text[:200].strip() for block in blocks}


@pytest.mark.parametrize("piece", ["a", "A ", "(", "Source: ", "— A", "1/2/", "A, ", "by A", "，"])
def test_a_long_line_takes_no_long_time(piece: str, catalogue: Catalogue) -> None:
    text = piece * (200_000 // len(piece))
    pages = [article(block(text, place)) for place in PLACES]
    begun = time.perf_counter()
    for page in pages:
        read_unread(page, catalogue, ())
    assert time.perf_counter() - begun < 2
