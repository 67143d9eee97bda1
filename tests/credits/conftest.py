"""A made-up catalogue, and articles made of a few blocks."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tracker.catalogue import Agency, Catalogue, Outlet
from tracker.credits import read_credits
from tracker.types import Article, Block, Credit, Declaration, Place

Read = Callable[..., tuple[Credit, ...]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Made-up agencies, two of them with one code, and two outlets; and Reuters for its desk note."""
    agencies = [
        Agency(
            key="polar",
            name="Polar Press",
            names=("Polar Press", "Полар Пресс", "Πολάρ", "بولار", "北極社", "폴라통신"),
            codes=("PPX", "ППХ"),
            domains=("polarpress.example",),
        ),
        Agency(key="velox", name="Velox", names=("Velox", "VELOX"), codes=("VX",), domains=("velox.example",)),
        Agency(key="litora", name="litora", names=("litora", "Litora"), codes=("LTA",), domains=("litora.example",)),
        Agency(key="southern", name="Southern Press", country="ZA", names=("Southern Press",), codes=("SPX",)),
        Agency(key="sunrise", name="Sunrise Press", country="JP", names=("Sunrise Press",), minor_codes=("SPX",)),
        Agency(key="reuters", name="Reuters", names=("Reuters",), codes=("REUTERS",), domains=("reuters.com",)),
    ]
    outlets = [
        Outlet(key="oakpost", name="The Oak Post", names=("The Oak Post", "Oak Post"), domains=("oakpost.example",)),
        Outlet(key="brick", name="Brick Daily", names=("Brick Daily",), domains=("brick.example",)),
    ]
    return Catalogue({agency.key: agency for agency in agencies}, {outlet.key: outlet for outlet in outlets})


BODY = (
    "The council of a small harbour town voted on Tuesday to repaint its lighthouse before the winter storms arrive.",
    "Work is due to begin next month and should last about ten weeks, the mayor explained after the meeting ended.",
    "Residents had asked for a brighter colour since the old one could hardly be made out from the sea in fog.",
)


def block(text: str, place: Place = "body") -> Block:
    """A block without links."""
    return Block(text=text, place=place, element="p")


def article(
    *blocks: Block,
    url: str = "https://brick.example/2017/lighthouse",
    site_names: tuple[str, ...] = ("Brick Daily",),
    declarations: tuple[Declaration, ...] = (),
    language: str | None = None,
) -> Article:
    """An article of the given blocks and nothing else."""
    return Article(
        url=url,
        final_url=url,
        title="Harbour town repaints lighthouse",
        text="\n".join(block.text for block in blocks if block.place in ("body", "tail")),
        language=language,
        published=None,
        modified=None,
        canonical_url=None,
        site_names=site_names,
        outlet=None,
        blocks=blocks,
        declarations=declarations,
    )


@pytest.fixture
def read(catalogue: Catalogue) -> Read:
    """Credits of an article made of a byline, a head, a body in between, and a tail."""

    def _read(
        *,
        byline: str = "",
        head: str = "",
        tail: str = "",
        middle: tuple[str, ...] = BODY,
        captions: tuple[str, ...] = (),
        **rest: object,
    ) -> tuple[Credit, ...]:
        blocks = [block(byline, "byline")] if byline else []
        blocks += [block(text, "caption") for text in captions]
        blocks += [block(text) for text in (head, *middle, tail) if text]
        return read_credits(article(*blocks, **rest), catalogue)  # type: ignore[arg-type]  # keywords of `article`

    return _read


@pytest.fixture
def read_blocks(catalogue: Catalogue) -> Read:
    """Credits of an article of the given blocks, `BODY` not among them; keywords as of `article`."""

    def _read(*blocks: Block, language: str | None = None, **rest: object) -> tuple[Credit, ...]:
        page = article(*blocks, **rest)  # type: ignore[arg-type]  # keywords of `article`
        return read_credits(replace(page, language=language), catalogue)

    return _read
