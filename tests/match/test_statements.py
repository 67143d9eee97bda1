"""Official texts behind the line that announces them, and sentences that name who says so."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.grams import word_hashes
from tracker.match.paragraphs import paragraphs
from tracker.match.statements import announced, attributed, bracketed
from tracker.match.voices import sentence_bounds
from tracker.text import word_spans

_BRACED = re.compile(r"\{(.*?)\}", re.DOTALL)
_NO_BRACES = str.maketrans("", "", "{}")


def words_of(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text)]


def starts_of(text: str) -> np.ndarray:
    return np.array([start for start, _ in word_spans(text)], dtype=np.int64)


def check(written: str, marked: np.ndarray) -> None:
    """`written`: a text with the words that are to be marked in braces."""
    text = written.translate(_NO_BRACES)
    assert len(marked) == len(words_of(text))
    expected = [word for part in _BRACED.findall(written) for word in words_of(part)]
    assert [word for word, yes in zip(words_of(text), marked.tolist(), strict=True) if yes] == expected


@pytest.mark.parametrize(
    "written",
    [
        "The harbour is shut.\nThe full statement reads:\n{The harbour master closes the port. Ships wait outside.}",
        "The harbour is shut.\nStatement of the board\n{The port is closed.\nShips wait outside.}\nOther ports\nOpen.",
        "Το λιμάνι έκλεισε.\nΗ ανακοίνωση του λιμεναρχείου για το κλείσιμο\n{Το λιμάνι παραμένει κλειστό έως το πρωί.}",
        "Порт закрыт.\nПолный текст заявления:\n{Порт закрыт до утра.\n- Суда ждут на рейде.\nШторм пройдёт.}",
        "El puerto cerró.\nComunicado de la junta:\n{El puerto sigue cerrado.}",
        "海港关闭。\n声明全文如下：\n{港口关闭到早晨。}",
        # No line that announces: a sentence about a statement, the first line of all, a heading of another kind.
        "The harbour is shut.\nThe board put out a statement on Monday.\nShips wait outside.",
        "Statement of the harbour board\nThe port is closed.",
        "The harbour is shut.\nWhat comes next\nShips wait outside.",
        "",
    ],
)
def test_announced(written: str) -> None:
    text = written.translate(_NO_BRACES)
    check(written, announced(paragraphs(text, starts_of(text)), len(words_of(text))))


@pytest.mark.parametrize(
    "written",
    [
        "Rain fell. {The road opens at noon, the mayor said.} Cars waited.",
        "{According to the council the road opens at noon.} Cars waited.",
        "Шёл дождь. {По его словам, дорогу откроют к полудню.} Машины ждали.",
        "{Selon la mairie, la route ouvre à midi.} Il pleut.",
        "Έβρεχε. {Σύμφωνα με τον δήμο ο δρόμος ανοίγει.}",
        "Rain fell.",
        "",
    ],
)
def test_attributed(written: str) -> None:
    text = written.translate(_NO_BRACES)
    check(written, attributed(word_hashes(words_of(text)), sentence_bounds(text, starts_of(text))))


@pytest.mark.parametrize(
    "written",
    [
        "Charged under article 9 {(who takes a boat of another town at night without leave shall pay)} of the code.",
        "She (the mayor of the town by the river) spoke.",
        "Open ( and never closed, however long the sentence goes on and on and on and on and on and on and on.",
        "",
    ],
)
def test_bracketed(written: str) -> None:
    text = written.translate(_NO_BRACES)
    check(written, bracketed(text, starts_of(text)))


def test_a_flood_of_brackets_is_quick() -> None:
    text = "(a b c d e f g h i j k l m n o p q r s t u v w x y z " * 20_000
    assert not bracketed(text, starts_of(text)).any()


@given(st.text("ab .:\n-statement", max_size=200))
def test_any_text(text: str) -> None:
    starts = starts_of(text)
    assert len(announced(paragraphs(text, starts), len(starts))) == len(starts)
    assert len(attributed(word_hashes(words_of(text)), sentence_bounds(text, starts))) == len(starts)
