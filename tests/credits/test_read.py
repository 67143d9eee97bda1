"""The whole reading: the page that started the project, and what holds for any page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.catalogue import Catalogue
from tracker.credits import read_credits
from tracker.types import Article, Block, Declaration, Link, Place

PLACES = ("headline", "byline", "head", "body", "tail", "footer", "caption", "aside")


def founding_page(name: str, away: Place = "tail") -> Article:
    origin = f"http://{name.lower()}.example/politics/971234"
    blocks = (
        Block(text="Icebreaker reaches the northern cape", place="headline", element="h1"),
        Block(text=f"By {name}", place="byline", element="span.author"),
        Block(text=f"{name} 22 October 2017", place="body", element="p"),
        Block(text="The ship left its berth at dawn and met the first ice two days later.", place="body", element="p"),
        Block(text="Its captain said that the ice was thinner than in any year before.", place="body", element="p"),
        Block(
            text=f"The original source of this article is {name}",
            place="tail",
            element="p",
            links=(Link(text=name, url=origin),),
        ),
        Block(text=f"Copyright © {name}, {name}, 2017", place="tail", element="p"),
        Block(text=f"Articles by: {name}", place=away, element="p.authors"),
    )
    return Article(
        url="https://www.worldpaper.example/icebreaker/5614",
        final_url="https://www.worldpaper.example/icebreaker/5614",
        title="Icebreaker reaches the northern cape",
        text="",
        language="en",
        published=None,
        modified=None,
        canonical_url=None,
        site_names=("World Paper",),
        outlet=None,
        blocks=blocks,
    )


@pytest.mark.parametrize("name", ["NORDWIRE", "Velox", "Polar Press"])
@pytest.mark.parametrize("away", ["tail", "byline", "footer"])
def test_the_page_that_started_the_project(name: str, away: Place, catalogue: Catalogue) -> None:
    stated = [credit for credit in read_credits(founding_page(name, away), catalogue) if credit.role == "credit"]
    assert len(stated) == 5
    assert {credit.source_name for credit in stated} == {name}
    assert len({credit.source for credit in stated}) == 1
    assert sorted(credit.form for credit in stated) == ["byline", "byline", "copyright", "dateline", "republished"]
    (republished,) = [credit for credit in stated if credit.form == "republished"]
    assert republished.origin_url == f"http://{name.lower()}.example/politics/971234"
    assert len({credit.quote for credit in stated}) == 5


def test_an_unknown_name_alone_in_a_copyright_line_is_no_credit(catalogue: Catalogue) -> None:
    page = founding_page("NORDWIRE")
    kept = tuple(block for block in page.blocks if "original source" not in block.text and block.text[1:2] != "y")
    alone = Article(**{name: getattr(page, name) for name in Article.__slots__} | {"blocks": kept[:1] + kept[3:4]})
    assert [credit for credit in read_credits(alone, catalogue) if credit.role == "credit"] == []


texts = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                *("By", "Source:", "Источник:", "©", "Copyright", "2019", "(", ")", "/", "—", "-", ".", ",", ";", ":"),
                *("Velox", "PPX", "Reuters", "VX", "Jane", "Roe", "reports", "told", "published", "originally", "by"),
                *("with", "avec", "MILANO", "18", "NOV", "https://a.example/x?1", "@jane", "Фото:", "сообщает"),
                *("«Полар»", "北極社", "أ", "and"),
            ]
        ),
        max_size=40,
    ).map(" ".join),
).map(lambda text: " ".join(text.split()))
blocks = st.builds(
    Block,
    text=texts.filter(bool),
    place=st.sampled_from(PLACES),
    element=st.just("p"),
    links=st.lists(
        st.builds(Link, text=texts, url=st.sampled_from(["https://brick.example/a/b/c1", "x", "http://[bad", ""])),
        max_size=2,
    ).map(tuple),
)
declarations = st.builds(
    Declaration,
    field=st.sampled_from(
        [
            *("jsonld.author", "jsonld.isBasedOn", "jsonld.copyrightHolder", "jsonld.creditText", "meta.author"),
            *("link.canonical", "meta.og:url", "feed.source", "meta.original-source", "jsonld.sourceOrganization"),
        ]
    ),
    value=texts,
    kind=st.sampled_from([None, "Person", "Organization"]),
    url=st.sampled_from([None, "https://velox.example/2019/a-long-story", "http://[bad"]),
    path=st.just("jsonld[0].x"),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some=st.lists(blocks, max_size=12),
    declared=st.lists(declarations, max_size=4),
    url=st.sampled_from(["https://brick.example/a", "http://[bad", "", "not an address"]),
)
def test_any_page_is_read_and_every_quote_stands_on_it(
    some: list[Block], declared: list[Declaration], url: str, catalogue: Catalogue
) -> None:
    page = Article(
        url=url, final_url=url, title="", text="\n".join(block.text for block in some), language=None, published=None,
        modified=None, canonical_url=None, site_names=("Brick Daily", ""), outlet=None, blocks=tuple(some),
        declarations=tuple(declared),
    )  # fmt: skip
    stated = read_credits(page, catalogue)
    assert stated == read_credits(page, catalogue)
    for credit in stated:
        assert 0 < len(credit.quote) <= 300
        assert any(credit.quote in block.text for block in some) or any(
            credit.quote in (declaration.value, declaration.url) or credit.quote in declaration.value
            for declaration in declared
        )
        assert 0 < credit.confidence <= 1
        assert credit.source
        assert credit.source_name
        assert credit.location
        assert (credit.role == "author") == (credit.source_kind == "person")


@pytest.mark.parametrize(
    "unit", ["(", "Source: ", "By A, ", "A. B ", "/ ", "— ", "copyright ", "AB", "«", "Jane Roe and ", "reported by "]
)
def test_a_long_line_takes_no_long_time(unit: str, catalogue: Catalogue) -> None:
    import time

    long = (unit * 20000)[:20000].strip()
    page = founding_page("Velox")
    page = Article(
        **{n: getattr(page, n) for n in Article.__slots__}
        | {"blocks": tuple(Block(text=long, place=place, element="p") for place in ("byline", "head", "body", "tail"))}
    )
    read_credits(page, catalogue)
    begun = time.process_time()
    read_credits(page, catalogue)
    assert time.process_time() - begun < 2.0
