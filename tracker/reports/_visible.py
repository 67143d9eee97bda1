"""Characters that a page may use to deceive a person at a terminal or in a spreadsheet, made visible or harmless."""

import re

#: Controls (C0, C1), invisible and direction-changing marks, lone surrogates, line and paragraph separators. The
#: joiners U+200C and U+200D stay: Persian, Hindi and emoji are written with them.
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_MARKS = "\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_INVISIBLE = f"{_MARKS}\ud800-\udfff"
_HIDDEN = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_HIDDEN_OR_BREAK = re.compile(f"[\t\n{_CONTROLS}{_INVISIBLE}]")
#: What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection").
_FORMULA = re.compile(r"[ \xa0]*[=+\-@\t\r\n＝＋－＠]")


def visible(text: str, *, breaks: bool = False) -> str:
    r"""`text` with every hidden character written out, as in `\x1b` or `\u202e`; so a page cannot steer a terminal.

    Line ends and tabs are written out too, unless `breaks` lets them stand.
    """
    return (_HIDDEN if breaks else _HIDDEN_OR_BREAK).sub(_written_out, text)


def visible_in_json(document: str) -> str:
    r"""A JSON document with its hidden characters as `\uXXXX`: the same value for a program, harmless on a terminal."""
    return _HIDDEN.sub(_json_escape, document)


def guarded_cell(text: str) -> str:
    """A cell of a CSV file that no spreadsheet runs as a formula: an apostrophe is set before its dangerous starts."""
    shown = visible(text, breaks=True)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _written_out(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape", "surrogatepass").decode("ascii")


def _json_escape(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
