"""Authors that elements state: the article's, not those of teasers, comments and quotations."""

from collections.abc import Callable

import pytest

from tracker.types import Article

Read = Callable[..., Article]

_PROSE = (
    "The old harbour lamp was lit again on Sunday evening, two years after a storm had broken its glass and its gear.",
    "Keepers tried the new lamp on forty nights before the first ship was let in by its light at seven o'clock.",
    "“We have waited for this night longer than anyone had promised us,” the mayor told the crowd at the quay.",
    "The repair cost some ninety thousand crowns, of which the state paid two thirds and the town took a loan.",
)


def _page(*, head: str = "", tail: str = "", outside: str = "", before: str = "") -> str:
    prose = "".join(f"<p>{p}</p>" for p in _PROSE)
    return f"""<html><head><title>Lamp lit again | Gazette</title></head><body>{before}<div class='wrap'>
    <article class='post'><h1>Lamp lit again</h1>{head}<div class='text'>{prose}</div>{tail}</article>{outside}</div>
    <footer><p>© 2019 The Gazette. All rights reserved.</p></footer></body></html>"""


def _stated(article: Article) -> list[tuple[str, str]]:
    return [(d.field.removeprefix("element."), d.value) for d in article.declarations if d.field.startswith("element.")]


NAMED = [
    # (before the text, names)
    (
        "<p class='byline'><a rel='author' href='/a'>Ada Holm</a> and <a rel='author' href='/b'>Bo Lund</a></p>",
        ["Ada Holm", "Bo Lund"],
    ),
    ("<div class='td-post-author-name'>By <a href='/a'>Ada Holm</a> -</div>", ["By Ada Holm -"]),
    ("<span class='post-author-name'>Ada Holm</span>", ["Ada Holm"]),
    ("<p class='submitted'>by <span class='username'>lampkeeper</span></p>", ["lampkeeper"]),
    ("<div class='author'><p class='full-name'>Ada Holm</p></div>", ["Ada Holm"]),
    ("<div itemprop='author'><a rel='author' href='/a'>Ada Holm</a><i>More</i></div>", ["Ada Holm"]),
    ("<blockquote class='quote'><span class='quote-author-name'>Ada Holm</span></blockquote>", []),
    ("<figure><img><figcaption><span itemprop='author'>Ada Holm</span></figcaption></figure>", []),
    ("<form class='create-username'><p>Choose a name</p></form>", []),
]


@pytest.mark.parametrize(("head", "names"), NAMED)
def test_names_at_the_headline(head: str, names: list[str], read: Read) -> None:
    assert _stated(read(_page(head=head))) == [("author", name) for name in names]


def test_commenters_are_no_authors(read: Read) -> None:
    comments = "".join(
        f"<li class='comment'><div class='comment-author vcard'><cite class='fn'>{name}</cite></div><p>Good!</p></li>"
        for name in ("Cy Dahl", "Di Ek")
    )
    assert _stated(read(_page(tail=f"<ol>{comments}</ol>"))) == []


def test_teasers_after_the_article_are_others(read: Read) -> None:
    head = "<p class='byline'><a rel='author' href='/a'>Ada Holm</a></p>"
    teasers = "".join(
        f"<div><h3>Another lamp</h3><p>Lit.</p><p class='byline'><a rel='author' href='/{name}'>{name}</a></p></div>"
        for name in ("Cy Dahl", "Di Ek", "Flo Gran")
    )
    assert _stated(read(_page(head=head, outside=teasers))) == [("author", "Ada Holm")]


BOXES = [
    (
        (
            "<div class='author-bio'><h3>Ada Holm</h3>"
            "<p>Ada keeps lamps on the northern shore and writes of them at night.</p></div>"
        ),
        ["Ada Holm"],
    ),
    ("<div class='about-author'><h4>About the author</h4><p>Ada Holm</p></div>", []),
    (
        "<div class='author-box'><h4>About the author</h4><p>Ada Holm</p><p>Keeps lamps.</p></div>",
        ["About the author", "Ada Holm"],
    ),
]


@pytest.mark.parametrize(("tail", "lines"), BOXES)
def test_a_box_about_the_author(tail: str, lines: list[str], read: Read) -> None:
    assert _stated(read(_page(tail=tail))) == [("author_box", line) for line in lines]


def test_a_box_gives_way_to_a_byline_and_many_are_teasers(read: Read) -> None:
    box = "<div class='author-info'><h4>Bo Lund</h4><p>Keeps lamps.</p></div>"
    head = "<p class='byline'><a rel='author' href='/a'>Ada Holm</a></p>"
    assert _stated(read(_page(head=head, tail=box))) == [("author", "Ada Holm")]
    assert _stated(read(_page(outside=box * 5))) == []


def test_a_line_with_a_word_for_by_under_the_headline_is_a_byline_whatever_its_class(read: Read) -> None:
    for name in ("social", "sidebar"):
        blocks = read(_page(head=f"<div class='{name}'>by Ada Holm</div>")).blocks
        assert [b.text for b in blocks if b.place == "byline"] == ["by Ada Holm"]


def test_class_names_cannot_be_made_slow(read: Read) -> None:
    name = "author_" + "a_" * 90
    assert _stated(read(_page(head=f"<p class='byline'><span class='{name}'>Ada Holm</span></p>"))) == []
