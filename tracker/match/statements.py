"""What a text gives as somebody's: official texts behind a line that announces them, sentences that name who says so.

A ministry's release stands in ten papers word for word, below ten reports of their own. Signs on the page tell it: a
heading or a line with a colon that calls what follows a statement, a bracket of a dozen words and more, and in a
sentence the verb or the "according to".
"""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tracker.match.grams import Hashes, word_hashes
from tracker.match.paragraphs import FULL_STOP, Line

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

# What official texts are called, by the beginning of the word. "The statement" inside a sentence announces nothing.
_STATEMENT = re.compile(
    r"\b(?:statement|announcement|press release|communiqu|full text|verbatim|открыт\w+ письм|заявлени|сообщени|обращени"
    r"|пресс-релиз|полный текст|дословно|заява|заяви|повідомленн|зверненн|повний текст|изявлени|съобщени|пълния? текст"
    r"|ανακοίνωσ|ανακοινωθέν|δήλωσ|δηλώσ|δελτίο τύπου|επιστολή|comunicad|declaraci|carta abierta|texto completo|nota de"
    r"|na íntegra|íntegra da|comunicat|dichiarazion|la nota|testo integrale|déclaration|texte intégral|mitteilung"
    r"|erklärung|wortlaut|stellungnahme|açıklama|bildiri|oświadczeni|komunikat|pełna treść|prohlášení|vyhlásenie"
    r"|saopštenj|priopćenj|izjav|közlemény|nyilatkozat|verklaring|persbericht|uttalelse|uttalande|pressemeddelelse"
    r"|اطلاعیه|بیانیه|متن کامل|بيان|نص البيان)|声明全文|全文如下|声明如下",
    re.IGNORECASE,
)
_ANNOUNCING_WORDS = 14  # words of a heading that announces
_ANNOUNCING_WITH_COLON = 40
_COLON = re.compile(r"[:：]\s*$")
_BRACKET = re.compile(r"[(（][^()（）\n]{60,}[)）]")
_BRACKET_WORDS = 12
_ITEM = re.compile(r"\s*(?:[-–—•*·]|\d+\s?[.)])")

_BITS = 14  # of a word's number, by which nearly all words are told from those below
_REST = np.uint64(64 - _BITS)

# Who says so. Whole words, since they are looked up by their numbers; forms are written out.
_SAYS = """
according said says say saying told tells added adds stated states noted notes explained announced claimed claims
reported reports insisted stressed warned believes argued confirmed
словам данным мнению сообщает сообщил сообщила сообщили сообщается сообщило говорится сказал сказала сказали заявил
заявила заявили заявило заявляет отметил отметила отметили отмечает отмечается подчеркнул подчеркнула подчеркивает
добавил добавила добавили рассказал рассказала рассказали пояснил пояснила пояснили объяснил уточнил уточнила уточнили
уверен считает считают утверждает утверждают заверил заверила заверили передает передаёт пишет
словами повідомив повідомила повідомили повідомляє йдеться сказав зазначив зазначила зазначили заявив заявила
підкреслив наголосив наголосила додав додала розповів розповіла пояснив пояснила вважає стверджує запевнив запевнили
думите съобщи съобщиха каза казаха заяви заявиха отбеляза обясни добави посочи твърди
según dijo dijeron afirmó afirmaron señaló aseguró explicó indicó agregó añadió manifestó declaró informó expresó
sostuvo segundo disse disseram afirmou afirmaram declarou explicou informou destacou ressaltou acrescentou
selon déclaré expliqué affirmé indiqué précisé ajouté assuré annoncé estimé souligné estime affirme explique
laut zufolge sagte sagten erklärte teilte teilten betonte berichtet berichtete sagt mitteilte ergänzte
secondo detto dichiarato spiegato affermato aggiunto sottolineato riferito
σύμφωνα είπε δήλωσε ανέφερε τόνισε υπογράμμισε σημείωσε πρόσθεσε ανακοίνωσε εξήγησε αναφέρει επισήμανε
göre söyledi açıkladı belirtti ifade dedi vurguladı kaydetti aktardı
według powiedział powiedziała poinformował poinformowała dodał dodała stwierdził podkreślił oświadczył zaznaczył
podle řekl řekla uvedl uvedla dodal dodala prohlásil oznámil sdělil upřesnil
potrivit spus declarat precizat afirmat adăugat transmis anunțat
volgens zei zegt aldus verklaarde meldt liet
enligt säger sade uppger ifølge sier sagde siger oplyser
rekao rekla kazao kazala izjavio izjavila naveo dodao istakao saopštio rekli
szerint mondta közölte elmondta
قال قالت أضاف وأضاف وقال صرح أكد وأكد أوضح وأوضح أعلن وفقا بحسب
گفت افزود گزارش اعلام
"""


def announced(lines: Iterable[Line], count: int) -> Mask:
    """Which words stand in a text that the line before calls a statement, to the next heading or the end.

    `lines`: the `paragraphs` of the text; `count`: how many words it has. Linear in the text's length.
    """
    official = np.zeros(count, dtype=bool)
    since: int | None = None
    for number, (line, low, high) in enumerate(lines):
        if low == high:
            continue
        words = high - low
        colon = _COLON.search(line) is not None
        heading = words <= _ANNOUNCING_WORDS and not FULL_STOP.search(line) and not _ITEM.match(line)
        if since is not None and heading and not colon:
            official[since:low] = True
            since = None
        if since is None and number and (heading or (colon and words <= _ANNOUNCING_WITH_COLON)):
            since = high if _STATEMENT.search(line) else None
    if since is not None:
        official[since:] = True
    return official


def bracketed(text: str, starts: Places) -> Mask:
    """Which words stand in long brackets: the wording of a law behind its number, a note.

    `starts`: offset of each word in `text`. Linear in the text's length.
    """
    noted = np.zeros(len(starts), dtype=bool)
    for bracket in _BRACKET.finditer(text):
        low, high = np.searchsorted(starts, bracket.span()).tolist()
        if high - low >= _BRACKET_WORDS:
            noted[low:high] = True
    return noted


def attributed(hashes: Hashes, bounds: Places) -> Mask:
    """Which words stand in a sentence that names who says so: `hashes` of the words, `bounds` of the sentences."""
    known, may_be = _says()
    says = may_be[hashes >> _REST]
    some = np.flatnonzero(says)
    says[some] = known.take(np.searchsorted(known, hashes[some]), mode="clip") == hashes[some]
    sentences = np.diff(np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(says)))[bounds]) > 0
    return np.repeat(sentences, np.diff(bounds))


@cache
def _says() -> tuple[Hashes, Mask]:
    """The numbers of the words, and by the upper bits of a number whether it may be one of them."""
    known = np.unique(word_hashes(_SAYS.split()))
    may_be = np.zeros(1 << _BITS, dtype=bool)
    may_be[known >> _REST] = True
    return known, may_be
