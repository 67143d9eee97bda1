"""From a text without a page, one row of a file, to an article."""

from tracker.extract.declared import of_hints
from tracker.extract.language import declared_code, find_language
from tracker.extract.moment import read_moment
from tracker.extract.reader import Reader
from tracker.text import count_words, squeeze
from tracker.types import Article, Block, Moment, Outcome, PlainText, Unread


def extract_text(plain: PlainText) -> Article | Unread:
    """The article that a row holds, or why it holds none. Never raises. Every line of the text is a paragraph."""
    lines = [line for raw in plain.text.replace("\x00", "").splitlines() if (line := squeeze(raw))]
    if not lines or not count_words(" ".join(lines)):
        return Unread(outcome=Outcome.NOT_ARTICLE, reason="The row has no text.")
    title = squeeze(plain.title or plain.hints.title or "")
    text = "\n".join(lines)
    language = find_language(title, text, plain.hints.language)
    languages = tuple(c for c in dict.fromkeys((language, declared_code(plain.hints.language))) if c)
    found = read_moment(plain.hints.published or "", "file", Reader(plain.fetched_at, None, languages))
    return Article(
        url=plain.url,
        final_url=plain.url,
        title=title or lines[0][:200],
        text=text,
        language=language,
        published=found if isinstance(found, Moment) else None,
        modified=None,
        canonical_url=None,
        site_names=(),
        outlet=plain.outlet,
        blocks=_blocks(lines),
        declarations=tuple(of_hints(plain.hints)),
        notes=(found,) if isinstance(found, str) else (),
    )


def _blocks(lines: list[str]) -> tuple[Block, ...]:
    blocks = []
    start = 0
    for line in lines:
        blocks.append(Block(text=line, place="body", element="line", start=start))
        start += len(line) + 1
    return tuple(blocks)
