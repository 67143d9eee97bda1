"""Bytes to characters, and what is no page."""

from collections.abc import Callable

import pytest

from tracker.extract.decode import MAX_BYTES, Decoded, decode
from tracker.types import Page

MakePage = Callable[..., Page]
_HTML = "<html{lang}><head>{meta}</head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type", "meta", "lang", "noted"),
    [
        ("Zürich – naïve", "utf-8", "text/html; charset=utf-8", "", "", False),
        ("Zürich – naïve", "utf-8", "text/html", "<meta charset=utf-8>", "", False),
        ("Zürich", "utf-8", "text/html", "", "", False),
        ("Zürich", "utf-8", "text/html; charset=iso-8859-1", "", "", True),
        ("Zürich", "iso-8859-1", "text/html; charset=iso-8859-1", "", "", False),
        ("Zürich", "iso-8859-1", "text/html; charset=utf-8", "", ' lang="de"', True),
        ("Привет, мир", "windows-1251", "text/html", '<meta charset="windows-1251">', "", False),
        ("Привет, мир", "windows-1251", "text/html", "", ' lang="ru"', True),
        ("Привет, мир", "windows-1251", "text/html", "", "", True),
        ("Καλημέρα", "windows-1253", "text/html; charset=utf-8", "", ' lang="el-GR"', True),
        ("こんにちは", "shift_jis", "text/html", "<meta charset=shift_jis>", "", False),
        ("こんにちは", "iso-2022-jp", "text/html; charset=iso-2022-jp", "", "", False),
        ("Zürich", "utf-16", "text/html", "", "", False),
        ("Zürich", "utf-8-sig", "text/html; charset=iso-8859-1", "", "", False),
    ],
)
def test_charsets(
    page: MakePage, text: str, encoding: str, content_type: str, meta: str, lang: str, noted: bool
) -> None:
    body = _HTML.format(text=text, meta=meta, lang=lang).encode(encoding)
    found = decode(page(body, content_type=content_type))
    assert isinstance(found, Decoded)
    assert f"<p>{text}</p>" in found.text
    assert bool(found.notes) is noted


def test_a_few_broken_bytes_do_not_change_the_charset(page: MakePage) -> None:
    body = ("<p>" + "Überall Käse. " * 30 + "</p>").encode() + b"\xff"
    found = decode(page(body))
    assert isinstance(found, Decoded)
    assert "Überall Käse." in found.text
    assert found.notes == ("1 characters are not valid UTF-8.",)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b'{"title": "<p>x</p>"}', "JSON"),
        (b"[1, 2]", "JSON"),
        (b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title></channel></rss>", "feed"),
        (b"only plain words", "markup"),
        (b"\x00\x01\x02\x03", "markup"),
        (b"<p>" + b"x" * MAX_BYTES, "MiB"),
    ],
)
def test_what_is_no_page(page: MakePage, body: bytes, word: str) -> None:
    found = decode(page(body))
    assert isinstance(found, str)
    assert word in found


def test_xhtml_is_a_page(page: MakePage) -> None:
    assert isinstance(decode(page(b"<?xml version='1.0'?>\n<html><body><p>x</p></body></html>")), Decoded)
