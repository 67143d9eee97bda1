"""What a statement of a source is and what only looks like one, rule by rule: made-up lines in the shapes of pages."""

from collections.abc import Callable

import pytest

from tracker.types import Credit

Read = Callable[..., tuple[Credit, ...]]


LONG = tuple(f"Paragraph number {n} of a text about the lighthouse and what it costs to paint." for n in range(12))


def found(stated: tuple[Credit, ...], role: str) -> set[tuple[str, str]]:
    return {(credit.source, credit.form) for credit in stated if credit.role == role}


def people(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source_name for credit in stated if credit.role == "author"}


SOURCES = [
    # (line below the text, keys it credits)
    ("Information from: The Lantern, http://www.lanterndaily.example", {"lanterndaily"}),
    ("Information from: Harbour-Lamp Journal, http://www.lampnow.example", {"lampnow"}),
    ("Source: lanternreview", {"lanternreview"}),
    ("Source: internet", set()),
    ("Источник: Пресс-служба полиции Северного порта", {"press-sluzhba-politsii-severnogo-porta"}),
    ("Пресс-служба полиции Северного порта", {"press-sluzhba-politsii-severnogo-porta"}),
    ("Oficina de Comunicación", set()),
    ("Press Release – Harbour Trust", {"harbour-trust"}),
    ("Press release: the ferry is back", set()),
    ("Content Sourced from lamps.example", {"lamps"}),
    ("Материал подготовлен пресс-службой СГММ", {"sgmm"}),
    ("Via: LampWorks", {"lampworks"}),
    ("Via LampWorks", {"lampworks"}),
    ("Theo Đèn & Biển", {"den-bien"}),
    ("Theo J.R", set()),
    ("Опубликовано: /Полар Банк/", {"polar-bank"}),
    ("Additional sources • Velox / LMPX", {"velox", "lmpx"}),
    ("[via Velox, cover image via Jane Roe / Shutterstock.com]", {"velox"}),
    ("Source: Lamp Pictures/Getty Images", set()),
    ("Source: twitter.com/somebody", set()),
    ("Source: Twitter, Velox", {"velox"}),
    ("Source: Jane Roe (text), John Doe (pictures)", set()),
    ("Source: Technische Universität Nordhafen, Pressemitteilung", {"technische-universitat-nordhafen"}),
    ("Source: The lamp was shown by Jane Roe at the fair", set()),
    ("──轉自《燈塔》", {"dengta"}),
    ("Подробности на сайте Маяка.", set()),
    # sentences
    ("Information from the mayor led to the discovery of the lamp.", set()),
    ("Via Northport the ferry reaches the islands in the morning.", set()),
    ("Theo lời ông Hải, phà mắc cạn vào sáng thứ Hai.", set()),
    ("Via: Jane Roe", set()),
]


@pytest.mark.parametrize(("tail", "keys"), SOURCES)
def test_sources(tail: str, keys: set[str], read: Read) -> None:
    assert {credit.source for credit in read(tail=tail) if credit.role == "credit"} == keys


def test_one_name_has_one_key_whether_linked_or_not(read: Read) -> None:
    stated = read(head="Source: Lamp Works", tail="Information from: Lamp Works, http://www.lampworks24.example")
    assert {credit.source for credit in stated if credit.role == "credit"} == {"lampworks24"}


def test_a_source_below_its_words(read: Read) -> None:
    middle = (*LONG, "Источник информации")
    assert found(read(middle=middle, tail="www.lamps.example"), "credit") == {("lamps", "source_line")}
    assert found(read(middle=middle, tail="Lamps and ferries"), "credit") == set()


def test_the_writer_of_an_own_source_line_is_an_author(read: Read) -> None:
    stated = read(tail="Source : Jane Roe pour Brick Daily")
    assert people(stated) == {"Jane Roe"}
    assert found(stated, "credit") == set()


HEADS = [
    # (first line, agencies, whose own)
    ("NORTHPORT, Calif. (PPX) - The ferry ran aground.", {"polar"}, set()),
    ("NORTHPORT (VX) The ferry ran aground off the northern cape.", {"velox"}, set()),
    ("Northport : Velox", {"velox"}, set()),
    ("Velox | Brick Daily | Northport", {"velox"}, set()),
    ("Brick Daily - Velox", {"velox"}, set()),
    ("NORTHPORT (BD) - The ferry ran aground.", set(), {"brick"}),
    ("NORTHPORT, (BRDA).- The ferry ran aground.", set(), set()),
    ("NORTHPORT (WLMP) -- The ferry ran aground.", set(), {"brick"}),
    # no datelines
    ("Velox Vs Northport 11 : The table toppers hope to win again on Monday.", set(), set()),
    ("( 1 ) Ferry 20 – VX, the lamp, the pier and the northern cape.", set(), set()),
    ("وقالت وكالة (بولار): جنحت العبارة صباح الاثنين قبالة الساحل الشمالي.", set(), set()),
    ("Northport : Velox wins again and again", set(), set()),
    ("The northern harbour : Velox", set(), set()),
    ("سد الميناء (بولار)", set(), set()),
]


@pytest.mark.parametrize(("head", "agencies", "own"), HEADS)
def test_heads(head: str, agencies: set[str], own: set[str], read: Read) -> None:
    stated = read(head=head)
    assert {credit.source for credit in stated if credit.role == "credit"} == agencies
    assert {credit.source for credit in stated if credit.role == "own"} - agencies == own


TAILS = [
    # (last line, what it credits in which form, people)
    ("(Von Karl Ofen, Velox)", {("velox", "signoff")}, {"Karl Ofen"}),
    ("--- Von Karl Ofen, Velox ---", {("velox", "signoff"), ("velox", "byline")}, {"Karl Ofen"}),
    ("(Por Ana Ríos e Luis Paz)", set(), {"Ana Ríos", "Luis Paz"}),
    ("Jane Roe | Velox", {("velox", "signoff")}, {"Jane Roe"}),
    ("The boat was towed to the harbour in the evening. Velox", {("velox", "signoff")}, set()),
    ("The boat was towed to the harbour in the evening. — Velox-Lamps", set(), set()),
    ("The boat was towed to the harbour by Velox", set(), set()),
    ("The boat was towed to the harbour of Velox.", set(), set()),
    ("(Brick Daily mit Velox)", {("velox", "contributed")}, set()),
    ("La rédaction avec Velox", {("velox", "contributed")}, set()),
    ("J.R. (avec Velox)", {("velox", "contributed")}, set()),
    ("© Brick Daily (avec Velox)", {("velox", "contributed")}, set()),
    ("Polar Press writer Jane Roe contributed from Northport.", {("polar", "contributed")}, {"Jane Roe"}),
    ("Jane Roe contributed from her own purse to the fund of the northern harbour for years.", set(), set()),
    ("Translated by Jane Roe", set(), set()),
    ("Перевод: Иван Печкин", set(), set()),
    ("Translated from lantern.example by Jane Roe", set(), set()),
    ("Photos courtesy of Velox", set(), set()),
    ("Fotos mit freundlicher Genehmigung des Hotels.", set(), set()),
    ("Originally reported by Velox last week, it is now certain that the ferry ran aground.", set(), set()),
    ("Texto originalmente publicado no Facebook", set(), set()),
    ("Nhiều người đã đăng trên Velox vào sáng thứ Hai.", set(), set()),
    ("- Compiled by Jane Roe", set(), {"Jane Roe"}),
    ("Материал подготовила Анна Ёлкина", set(), {"Анна Ёлкина"}),
    ("Беседовал Иван Печкин", set(), {"Иван Печкин"}),
    ("Mitarbeit: Karl Ofen", set(), {"Karl Ofen"}),
    ("With Jane Roe", set(), {"Jane Roe"}),
    ("With Jane Roe the ferry is full", set(), set()),
    ("From our partner Lantern Affairs", {("lantern-affairs", "republished")}, set()),
]


@pytest.mark.parametrize(("tail", "credited", "names"), TAILS)
def test_tails(tail: str, credited: set[tuple[str, str]], names: set[str], read: Read) -> None:
    stated = read(middle=LONG, tail=tail)
    assert found(stated, "credit") == credited
    assert people(stated) == names


def test_a_bare_mark_under_a_caption_is_the_pictures(read: Read) -> None:
    caption = "The northern harbour with its lighthouse, its lamps and a ferry in the morning fog of Monday."
    assert found(read(middle=(caption,), tail="© Velox"), "credit") == set()
    assert found(read(tail="© Velox"), "credit") == {("velox", "copyright")}


def test_a_two_letter_code_signs_off_in_the_last_lines_only(read: Read) -> None:
    assert found(read(tail="VX"), "credit") == {("velox", "signoff")}
    rows = ("VX", "Lamps", "Ferries", "Piers")
    assert (
        found(
            read(middle=("The table of the northern harbour for the past season stands below this line.", *rows)),
            "credit",
        )
        == set()
    )
