"""Languages, by made-up sentences."""

import pytest

from tracker.extract.language import declared_code, find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The old bridge was opened to cars again on Sunday morning, two years after the storm.", "en"),
        ("Die alte Brücke ist seit Sonntag wieder für Autos geöffnet, zwei Jahre nach dem Sturm.", "de"),
        ("Le vieux pont est de nouveau ouvert aux voitures depuis dimanche matin, deux ans après.", "fr"),
        ("Старый мост снова открыт для машин с утра воскресенья, через два года после бури.", "ru"),
        ("Старий міст знову відкрито для автомобілів із ранку неділі, через два роки після бурі.", "uk"),
        ("Η παλιά γέφυρα άνοιξε ξανά για τα αυτοκίνητα την Κυριακή το πρωί.", "el"),
        ("古い橋は日曜日の朝、車に再び開放された。", "ja"),
        ("旧桥周日早上重新向汽车开放。", "zh"),
        ("낡은 다리가 일요일 아침 다시 열렸다.", "ko"),
        ("สะพานเก่าเปิดให้รถวิ่งอีกครั้งเมื่อเช้าวันอาทิตย์", "th"),
        ("הגשר הישן נפתח שוב למכוניות ביום ראשון בבוקר.", "he"),
    ],
)
def test_the_text_decides(text: str, language: str) -> None:
    assert find_language("", text, None) == language
    assert find_language("", text, "xx-YY") in (language, "xx")


def test_a_wrong_declaration_does_not_beat_a_clear_text() -> None:
    text = "The old harbour bridge was opened to cars again on Sunday morning, two years after the winter storm."
    assert find_language("Bridge opens again", text, "de-DE") == "en"


def test_a_declaration_decides_where_letters_are_few_or_absent() -> None:
    assert find_language("", "Radio 100", "no") == "no"
    assert find_language("", "123 456", "sv-SE") == "sv"
    assert find_language("", "123 456", None) is None
    assert find_language("", "", None) is None


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("pt-BR", "pt"),
        ("pt_BR", "pt"),
        ("EN", "en"),
        ("cz", "cs"),
        ("nb-NO", "no"),
        ("", None),
        ("mul", None),
        (None, None),
    ],
)
def test_declared_codes(declared: str | None, code: str | None) -> None:
    assert declared_code(declared) == code
