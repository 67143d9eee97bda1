"""Whole pages: the repost that the project started from, a simplified page, a heavy page."""

from collections.abc import Callable

from tracker.types import Article

Read = Callable[..., Article]

REPOST = """<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8">
<title>Harbour Bridge Reopens After Two Years - Global Desk - Centre for Reposts</title>
<meta property="og:title" content="Harbour Bridge Reopens After Two Years"/>
<link rel="canonical" href="https://reposts.example/harbour-bridge/5614">
</head><body>
<div id="header"><ul class="menu"><li><a href="/about">About</a></li><li><a href="/news">Latest News</a></li></ul></div>
<div id="content" class="post-5614 status-publish author-editors">
 <h1>Harbour Bridge Reopens After Two Years</h1>
 <div class="metaInfo">By <span class="singleAuthor"><a href="/author/nordwire">Nordwire</a></span></div>
 <div class="metaInfo">Global Desk, October 23, 2017</div>
 <div class="metaInfo"><a href="https://nordwire.example/life/971">Nordwire</a> 22 October 2017</div>
 <div class="articleBody">
 <p>The old harbour bridge was opened to cars again on Sunday morning, two years after a storm had torn away the
 middle span and cut the island town off from its only road.</p>
 <p>Engineers tested the new span with forty loaded lorries before the first bus was let across at seven o'clock.</p>
 <p>“We have waited for this day longer than anyone had promised us,” the mayor told the crowd at the toll gate.</p>
 <p>The repair cost some ninety million crowns, of which the state paid two thirds and the town took a loan.</p>
 </div>
 <div class="articleFooter">
  <p class="articleSource">The original source of this article is <a href="https://nordwire.example/life/971">Nordwire</a></p>
  <p class="articleCopyright">Copyright © <a href="/author/nordwire">Nordwire</a>,
   <a href="https://nordwire.example/life/971">Nordwire</a>, 2017</p>
 </div>
 <div class="related"><b>Articles by: <a href="/author/nordwire">Nordwire</a></b></div>
</div>
<div class="sidebar"><h3>Most read</h3><a href="/a">Something else altogether</a> by
 <span class="author">Other Person</span></div>
</body></html>"""


def test_the_repost_keeps_every_line_that_says_whose_text_it_is(read: Read) -> None:
    article = read(REPOST, url="https://reposts.example/harbour-bridge/5614")
    lines = {block.text: block for block in article.blocks}
    for line in (
        "By Nordwire",
        "Nordwire 22 October 2017",
        "The original source of this article is Nordwire",
        "Copyright © Nordwire, Nordwire, 2017",
        "Articles by: Nordwire",
    ):
        assert line in lines
    source = lines["The original source of this article is Nordwire"]
    assert [link.url for link in source.links] == ["https://nordwire.example/life/971"]
    assert lines["By Nordwire"].place == "byline"
    assert not any(block.place == "byline" and "Other Person" in block.text for block in article.blocks)


def test_the_repost_is_dated_by_its_own_line_never_by_the_copyright(read: Read) -> None:
    article = read(REPOST, url="https://reposts.example/harbour-bridge/5614")
    assert article.published is not None
    assert article.published.at.isoformat() == "2017-10-23T00:00:00+00:00"
    assert (article.published.source, article.published.precision) == ("text", "day")


def test_a_dateline_dates_the_page_that_says_nothing_else(read: Read) -> None:
    html = REPOST.replace("Global Desk, October 23, 2017", "Global Desk")
    article = read(html, url="https://reposts.example/harbour-bridge/5614")
    assert article.published is not None
    assert article.published.at.isoformat() == "2017-10-22T00:00:00+00:00"
    bare = html.replace("22 October 2017", "")
    assert read(bare, url="https://reposts.example/harbour-bridge/5614").published is None


def test_title_text_and_language_of_the_repost(read: Read) -> None:
    article = read(REPOST, url="https://reposts.example/harbour-bridge/5614")
    assert article.title == "Harbour Bridge Reopens After Two Years"
    assert article.text.startswith("The old harbour bridge")
    assert article.text.endswith("took a loan.")
    assert article.text.count("\n") == 3
    assert article.language == "en"
    assert article.canonical_url == "https://reposts.example/harbour-bridge/5614"


SIMPLE = """<!DOCTYPE html><html><head><meta charset="utf-8"/>
<meta property="og:site_name" content="Der Hafenbote"/>
<meta property="article:published_time" content="2019-11-15T00:00:00+00:00"/>
<meta property="og:title" content="Brücke wieder offen"/></head>
<body><article><h6 class="kicker">Hafen</h6><h1>Brücke wieder offen</h1><h2>Zwei Jahre nach dem Sturm</h2>
<address><time datetime="2019-11-15T00:00:00+00:00">15 Nov 2019</time> by
<a rel="author" href="/a/1">Ada Holm</a></address>
<figure><img src="x.jpg"/><figcaption>Die Brücke. <cite>Foto: Nordbild</cite></figcaption></figure>
<p>HAFENSTADT (nw) - Seit Sonntag fahren wieder Autos über die alte Brücke.<br/><br/>Der Sturm hatte sie zerstört.</p>
<p> </p><p>Das sagte die Bürgermeisterin.<br/>nw/ho</p>
<footer>Quelle: Nordwire</footer>
<related><h4>Mehr zum Thema</h4><a href="/x"/></related></article></body></html>"""


def test_a_clean_page_is_read_by_its_marks(read: Read) -> None:
    article = read(SIMPLE)
    assert article.text.split("\n") == [
        "HAFENSTADT (nw) - Seit Sonntag fahren wieder Autos über die alte Brücke.",
        "Der Sturm hatte sie zerstört.",
        "Das sagte die Bürgermeisterin.",
        "nw/ho",
    ]
    places = [(block.place, block.text) for block in article.blocks if block.place != "body"]
    assert places == [
        ("head", "Hafen"),
        ("headline", "Brücke wieder offen"),
        ("head", "Zwei Jahre nach dem Sturm"),
        ("byline", "15 Nov 2019"),
        ("byline", "by Ada Holm"),
        ("caption", "Die Brücke. Foto: Nordbild"),
        ("tail", "Quelle: Nordwire"),
    ]
    assert article.published is not None
    assert (article.published.precision, article.published.source) == ("day", "meta")
    assert article.language == "de"
    assert article.site_names == ("Der Hafenbote",)


def test_offsets_point_into_the_text(read: Read) -> None:
    for html in (REPOST, SIMPLE):
        article = read(html)
        body = [block for block in article.blocks if block.place == "body"]
        assert "\n".join(block.text for block in body) == article.text
        for block in body:
            assert block.start is not None
            assert article.text[block.start : block.start + len(block.text)] == block.text
        assert all(block.start is None for block in article.blocks if block.place != "body")


def test_a_picture_page_has_its_deck_as_text(read: Read) -> None:
    html = """<html><head><meta property="article:published_time" content="2019-11-15T08:00:00Z"/></head><body><article>
    <h1>The bridge in pictures</h1><h2>All you need to see of the opening day, from the first bus to the last firework
    over the bay.</h2><address><time datetime="2019-11-15T08:00:00Z">15 Nov 2019</time></address>
    <figure><img src="a.jpg"/></figure></article></body></html>"""
    assert read(html).text.startswith("All you need to see")
