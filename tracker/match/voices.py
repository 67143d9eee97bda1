"""Whose words a text's words are: the reporter's, a quoted speaker's, or the page's furniture. Any script.

Two reports of one press conference share the speaker's words and are two reports all the same; two pages of one
publisher share its copyright line. What makes a copy are shared words of reporting prose (the guide for pairs says what
counts). The rules here look at signs on the page only and hold no names.
"""

import re
from collections.abc import Iterable
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tracker.match.grams import HALF_WORDS
from tracker.match.paragraphs import FULL_STOP, Line, paragraphs
from tracker.match.quotations import quotations

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]

# A name or a title stands in quotation marks too (ПАО «Газпром»): fewer half-words than this are nobody's speech.
_SPEECH = 10
# A sentence of which this share is quoted is the speaker's whole: the rest is "X said on Monday".
_MOSTLY_SPEECH = 0.4

# The sign comes first in one set and is asked about afterwards: that is found in half of the time.
_SENTENCE_END = re.compile(r"[.!?…؟۔।。！？\n](?:(?<=[.!?…؟۔।])[\"”“»’')\]]*\s+|(?<=[。！？])[」』”]*|(?<=\n)\n*)")

# A line of the page and not of the article: who owns it, where to subscribe, what to follow.
_FURNITURE = (
    "©", "(c) 20", "copyright", "all rights reserved", "may not be published", "may not be reproduced",
    "tous droits réservés", "todos los derechos", "todos os direitos", "alle rechte vorbehalten", "tutti i diritti",
    "riproduzione riservata", "alle rechten voorbehouden", "alla rättigheter", "alle rettigheter", "alle rettigheder",
    "kaikki oikeudet", "wszelkie prawa", "všechna práva", "minden jog", "toate drepturile", "tüm hakları",
    "все права защищены", "усі права захищ", "всички права", "με επιφύλαξη", "جميع الحقوق", "کلیه حقوق", "版权所有",
    "無断転載", "무단 전재", "newsletter", "sign up for", "sign up to", "subscribe", "follow us", "join us on",
    "download our", "download the app", "push notification", "abonnez", "suivez-nous", "suscríb", "síguenos",
    "inscreva-se", "siga-nos", "abonniere", "folgen sie uns", "iscriviti", "seguici", "volg ons", "prenumer",
    "zapisz się", "odebírejte", "abone ol", "takip edin", "подписывайтесь", "подпишитесь", "подписаться",
    "підписуйтес", "підпишіться", "читайте также", "читайте також", "читайте нас", "читай още", "ακολουθήστε",
    "διαβάστε επίσης", "اشترك", "تابعونا", "عضو شوید", "订阅", "关注我们",
)  # fmt: skip
_FURNITURE_WORDS = 80  # a longer paragraph that says "newsletter" is an article about newsletters

_LIST_ITEMS = 3  # as many short lines in a row are a list
_LIST_ITEM_WORDS = 14
# A line of which this share of words has digits is a row of a table: goals with their minutes, prices, results.
_ROW_FIGURES = 0.4
_ROW_WORDS = 6


def speech(text: str, starts: Places, weights: Places | None, bounds: Places | None = None) -> Mask:
    """Which words are a speaker's: in quotation marks or dialogue, with the attribution around them.

    `starts`: offset of each word in `text`; `weights`: its half-words, None where every word is a whole one;
    `bounds`: its `sentence_bounds`, where they are known. Linear in the text's length.
    """
    quoted = np.zeros(len(starts), dtype=bool)
    ranges = np.fromiter(chain.from_iterable(quotations(text)), dtype=np.int64)
    if not len(ranges):
        return quoted
    places = np.searchsorted(starts, ranges)
    if weights is None:
        reached = places * HALF_WORDS
    else:
        reached = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(weights)))[places]
    for number in np.flatnonzero(reached[1::2] - reached[::2] >= _SPEECH).tolist():
        quoted[places[2 * number] : places[2 * number + 1]] = True
    bounds = sentence_bounds(text, starts) if bounds is None else bounds
    words = np.diff(bounds)
    counts = np.diff(np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(quoted)))[bounds])
    return quoted | np.repeat(counts >= _MOSTLY_SPEECH * words, words)


def furniture(text: str, starts: Places) -> Mask:
    """Which words stand in legal lines and invitations to subscribe or follow. Arguments as in `speech`."""
    standing = np.zeros(len(starts), dtype=bool)
    folded = text.casefold()
    present = [sign for sign in _FURNITURE if sign in folded]  # most texts have none: one look at the whole is enough
    for line, low, high in paragraphs(text, starts) if present else ():
        if high - low <= _FURNITURE_WORDS:
            folded = line.casefold()
            if any(sign in folded for sign in present):
                standing[low:high] = True
    return standing


def lists(lines: Iterable[Line], figures: Mask) -> Mask:
    """Which words stand in lists and tables: several short lines in a row that end no sentence, rows of figures.

    `figures`: which words of the text have a digit.
    """
    listed = np.zeros(len(figures), dtype=bool)
    counted = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(figures))).tolist()
    first, last, items = 0, 0, 0
    for line, low, high in lines:
        if high - low <= _LIST_ITEM_WORDS and not FULL_STOP.search(line):
            first, last, items = (first if items else low), high, items + 1
            if items >= _LIST_ITEMS:
                listed[first:last] = True
        else:
            items = 0
        if high - low >= _ROW_WORDS and counted[high] - counted[low] >= _ROW_FIGURES * (high - low):
            listed[low:high] = True
    return listed


def sentence_bounds(text: str, starts: Places) -> Places:
    """Numbers of the words that begin a sentence, then the number of words: at least one sentence, maybe empty."""
    ends = np.fromiter((m.end() for m in _SENTENCE_END.finditer(text)), dtype=np.int64)
    inner = np.searchsorted(starts, ends)
    return np.concatenate((np.zeros(1, dtype=np.int64), inner, np.full(1, len(starts), dtype=np.int64)))
