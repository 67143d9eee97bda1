"""Bytes to text: which characters a page's bytes mean, and whether they are a page at all."""

import re
from dataclasses import dataclass

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from tracker.types import Page

#: Nothing that a person reads as one news page is larger; the crawl and the archive stop at 10 MiB.
MAX_BYTES = 20 * 1024 * 1024
_SNIFFED = 4096
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"PK\x03\x04", "an archive or office file"),
    (b"\xd0\xcf\x11\xe0", "an office file"),
    (b"ID3", "a media file"),
    (b"\x00\x00\x00\x18ftyp", "a media file"),
    (b"\x00\x00\x00 ftyp", "a media file"),
)
_TAG = re.compile(r"<(?:!doctype|html|head|body|meta|title|div|p|article|table|span|a|br|h[1-6])\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:html|body|!doctype html)\b", re.IGNORECASE)
_LANG = re.compile(rb"<html[^>]{0,300}?\blang\s*=\s*[\"']?([a-zA-Z]{2})", re.IGNORECASE)
#: One-byte charsets of old pages that name none, by the language that they do name.
_LEGACY = dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk"), "windows-1251") | {
    **dict.fromkeys(("cs", "sk", "pl", "hu", "hr", "sl", "ro", "sq"), "windows-1250"),
    **dict.fromkeys(("lt", "lv", "et"), "windows-1257"),
    "el": "windows-1253",
    "tr": "windows-1254",
    "he": "windows-1255",
    "ar": "windows-1256",
    "fa": "windows-1256",
    "ja": "shift_jis",
    "zh": "gb18030",
    "ko": "cp949",
    "th": "cp874",
    "vi": "windows-1258",
}
_HIGH_RUN = re.compile(rb"[\x80-\xff]{4,}")
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's characters. `notes` says where its declared charset was not believed."""

    text: str
    notes: tuple[str, ...] = ()


def decode(page: Page) -> Decoded | str:
    """The characters of `page`, or one sentence why its bytes are no HTML page."""
    if not page.body.strip():
        return "The answer is empty."
    if len(page.body) > MAX_BYTES:
        return f"The answer is larger than {MAX_BYTES // 2**20} MiB ({len(page.body)} bytes)."
    for magic, what in _MAGIC:
        if page.body.startswith(magic):
            return f"The answer is {what}, not a page."
    decoded = _characters(page.body, _content_type(page))
    start = decoded.text[:_SNIFFED].lstrip("\ufeff \t\r\n\x00")
    if start[:1] in ("{", "[") and not _HTML.search(start):
        return "The answer is JSON, not a page."
    if _FEED.search(start) and not _HTML.search(start):
        return "The answer is an XML feed or drawing, not a page."
    if not _TAG.search(decoded.text):
        return "The answer has no HTML markup."
    return decoded


def _content_type(page: Page) -> str:
    return next((value for name, value in page.headers if name.lower() == "content-type"), "")


def _characters(body: bytes, content_type: str) -> Decoded:
    marked, bom = read_bom(body)
    if marked is not None and bom is not None:
        return Decoded(body[len(bom) :].decode(marked, "replace"))
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    # Text in another charset is never valid UTF-8 by chance, so this is asked before anything that is declared.
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)
    if declared in (None, "utf-8") or text.isascii():
        if declared is not None and not declared.startswith("utf-8") and "\x1b" in text:
            return Decoded(body.decode(declared, "replace"))  # ISO-2022-JP is written in ASCII with escapes
        return Decoded(text)
    return Decoded(text, (f"The page declares the charset {declared}, but is UTF-8.",))


def _not_utf8(body: bytes, declared: str | None) -> Decoded:
    """`declared` where it fits; UTF-8 with few broken bytes stays UTF-8; else the usual charset of the language."""
    high = len(_HIGH.findall(body))
    for name in dict.fromkeys(n for n in (declared, html_body_declared_encoding(body)) if n and n != "utf-8"):
        text = body.decode(name, "replace")
        if text.count("\ufffd") * 20 <= high:
            return Decoded(text)
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 10 <= high:
        return Decoded(text, (f"{broken} characters are not valid UTF-8.",))
    guess = resolve_encoding(_guess(body, high)) or "windows-1252"
    text = body.decode(guess, "replace")
    wrong = f"The declared charset {declared} does not fit" if declared else "The page names no charset"
    return Decoded(text, (f"{wrong}; read as {guess}.",))


def _guess(body: bytes, high: int) -> str:
    language = _LANG.search(body[:_SNIFFED])
    if language and (name := _LEGACY.get(language.group(1).decode("ascii").lower())):
        return name
    # Latin text has single accented letters; whole words of high bytes are another alphabet, most often Cyrillic.
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(body))
    return "windows-1251" if in_runs * 2 > high else "windows-1252"
