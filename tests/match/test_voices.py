"""Whose words: a speaker's, a list's, the page's. Checked by marking the words in the text."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.paragraphs import paragraphs
from tracker.match.voices import Mask, furniture, lists, speech
from tracker.text import word_spans


def marked(text: str, kind: str) -> str:
    """The words that are of the kind, joined by spaces."""
    spans = word_spans(text)
    return " ".join(text[start:end] for (start, end), yes in zip(spans, mask(text, kind), strict=True) if yes)


def mask(text: str, kind: str) -> Mask:
    spans = word_spans(text)
    starts = np.array([start for start, _ in spans], dtype=np.int64)
    if kind == "speech":
        return speech(text, starts, np.full(len(spans), 2, dtype=np.int64))
    if kind == "furniture":
        return furniture(text, starts)
    figures = np.array([any(c.isdigit() for c in text[start:end]) for start, end in spans], dtype=bool)
    return lists(paragraphs(text, starts), figures)


def check(written: str, kind: str) -> None:
    """`written`: a text with the words that are of the kind in braces."""
    expected = " ".join(
        " ".join(text[start:end] for start, end in word_spans(text)) for text in _BRACED.findall(written)
    )
    assert marked(written.translate(_NO_BRACES), kind) == expected


_BRACED = re.compile(r"\{(.*?)\}", re.DOTALL)
_NO_BRACES = str.maketrans("", "", "{}")


@pytest.mark.parametrize(
    "written",
    [
        'Rain fell. {"We will open the road by noon tomorrow," he said.}',
        "Rain fell. {“We will open the road by noon tomorrow,” he said.}",
        "Шёл дождь. {«Мы откроем эту дорогу завтра к полудню», — сказал он.} Дождь шёл.",
        "Es regnete. {„Wir öffnen die Straße morgen bis Mittag“, sagte er.}",
        "Det regnede. {»Vi åbner vejen igen i morgen«, sagde hun.}",
        "Det regnade. {”Vi öppnar vägen igen i morgon”, sade hon.}",
        "Rain fell. {‘We don’t know when the road will open,’ he said.}",
        "Έβρεχε.\n{— Θα ανοίξουμε τον δρόμο αύριο, είπε ο δήμαρχος.}",
        "雨が降った。{「明日の昼までに道路を開けます」}",
        # A name in straight marks inside a quotation in straight marks.
        'Rain fell. {"We build the "Polar Star" here. It sails by noon in May", he said.} It went on.',
        "{«Он назвал это «большой победой» всех жителей города», — передаёт газета.}",
        # A paragraph that opens a quotation which the next ones go on with.
        "{“We will open the road by noon tomorrow.}\nRain fell.",
        # And one that is closed only at the end of the last.
        '{"We will open it by noon.\nThe stones are cleared", he said.}\nRain fell.',
        '{"We will open it by noon.}\nRain fell on the road.\nThe mayor called it "good" and left for the town.',
        # Names and titles are not speech; inches and abbreviations open nothing.
        "Компания «Северные дороги» строит мост.",
        'The 5" pipe burst and the 6" one did too near the old harbour.',
        'צה"ל הודיע כי הכביש ייפתח מחר בצהריים לכל כלי הרכב באזור',
        "It's the mayor's road and the voters' choice of a route to the town.",
        "他在《关于道路建设的若干意见和建议》中写道",
        # A few quoted words leave the sentence the reporter's.
        'The mayor, who calls it "{the best road we ever had}", met voters, drivers and shop owners on Monday.',
    ],
)
def test_speech(written: str) -> None:
    check(written, "speech")


@pytest.mark.parametrize(
    "written",
    [
        "Winners were named.\n{Ann Oak\nBob Elm\nCy Ash}\nThey met on Monday.",
        "A headline\nThey met on Monday.\nAnother headline\nThey parted.",
        "They met.\n{Goals: 1:0 – Oak (3), 2:0 – Elm (22), 2:1 – Ash (49).}\nThey parted on 3 May 2031.",
        "They met.\nThey talked.\nThey parted.",
    ],
)
def test_lists(written: str) -> None:
    check(written, "lists")


@pytest.mark.parametrize(
    "written",
    [
        "They met.\n{Copyright 2031 The Lantern. All rights reserved.}",
        "They met.\n{© Фонарь, 2031}",
        "They met.\n{Подписывайтесь на наш канал!}\nThey parted.",
        "They met.",
        "The newsletter's owner met readers. " + "They talked on and on about it and parted. " * 12,
    ],
)
def test_furniture(written: str) -> None:
    check(written, "furniture")


@given(st.text("ab .\n\"'«»“”„‘’「」—-", max_size=200))
def test_any_text(text: str) -> None:
    count = len(word_spans(text))
    assert all(len(mask(text, kind)) == count for kind in ("speech", "lists", "furniture"))


@pytest.mark.parametrize("sign", ["«", "»", "„", '"', "“", "‘", "「"])
def test_a_flood_of_marks_is_quick(sign: str) -> None:
    assert not mask(f"{sign} " * 200_000, "speech").any()
