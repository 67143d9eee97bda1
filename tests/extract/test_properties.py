"""Whatever the bytes are: no exception, and an article whose blocks fit its text."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.extract import extract, extract_text
from tracker.types import Article, Hints, Page, PlainText, Unread

_TAGS = ("p", "div", "article", "h1", "a", "span", "br", "li", "ul", "table", "td", "time", "address", "b", "footer")
_PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS] + [f"</{tag}>" for tag in _TAGS]),
    st.sampled_from(
        (
            "<script type='application/ld+json'>",
            '{"@graph":[{"@type":"NewsArticle","author":[',
            "}]</script>",
            "<time datetime='9999-12-31T23:59:59Z'>",
            "<meta property='article:published_time' content='0001-01-01T00:00:00-23:00'>",
            "<meta name=author content=''>",
            "<a href='http://[broken' rel=author class='byline author'>",
            "<!-- ",
            "\x00",
            "</html>",
            "<p class=copyright>Copyright © Nordwire, 2017",
            " 31.02.2019 ",
            "<title> - | </title>",
            "<base href='//['>",
        )
    ),
    st.text(max_size=60),
)
_QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _page(body: bytes, content_type: str = "text/html") -> Page:
    return Page(
        url="https://news.example/a",
        final_url="https://news.example/a",
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        status=200,
        headers=(("content-type", content_type),),
        body=body,
    )


def _check(found: Article | Unread) -> None:
    if isinstance(found, Unread):
        assert found.reason.endswith(".")
        return
    assert found.text == found.text.strip() != ""
    assert "\n\n" not in found.text
    at = 0
    for block in found.blocks:
        assert block.text == " ".join(block.text.split()) != ""
        if block.place == "body":
            assert block.start == at
            assert found.text[at : at + len(block.text)] == block.text
            at += len(block.text) + 1


@_QUICK
@given(
    st.binary(max_size=3000), st.sampled_from(("", "text/html", "text/html; charset=utf-16", "text/html; charset=x"))
)
def test_any_bytes(body: bytes, content_type: str) -> None:
    _check(extract(_page(body, content_type)))
    _check(extract(_page(b"<html><body><p>" + body, content_type)))


@_QUICK
@given(st.lists(_PIECES, max_size=60))
def test_any_heap_of_tags(pieces: list[str]) -> None:
    html = "<html><body><article><p>" + "".join(pieces) + "<p>A last line of fourteen words that stands there so that "
    html += "some text is always left over.</p>"
    _check(extract(_page(html.encode("utf-8", "replace"))))


@_QUICK
@given(st.text(max_size=500), st.one_of(st.none(), st.text(max_size=50)), st.one_of(st.none(), st.text(max_size=50)))
def test_any_row_of_a_file(text: str, title: str | None, published: str | None) -> None:
    hints = Hints(found_by="file", published=published, language=title)
    row = PlainText(url="x", text=text, title=title, fetched_at=datetime(2026, 1, 1, tzinfo=UTC), hints=hints)
    _check(extract_text(row))
