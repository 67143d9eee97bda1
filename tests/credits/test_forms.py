"""Cases per form and language: made-up names in the shapes that pages use."""

from collections.abc import Callable

import pytest

from tracker.types import Credit

Read = Callable[..., tuple[Credit, ...]]


def found(stated: tuple[Credit, ...], role: str) -> set[tuple[str, str]]:
    return {(credit.source, credit.form) for credit in stated if credit.role == role}


def people(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source_name for credit in stated if credit.role == "author"}


BYLINES = [
    # (author element, agencies credited, people)
    ("by Polar Press", {"polar"}, set()),
    ("by PPX", {"polar"}, set()),
    ("By Jane Roe, Polar Press", {"polar"}, {"Jane Roe"}),
    ("by JANE ROE-SMITH, Polar Press", {"polar"}, {"JANE ROE-SMITH"}),
    ("by JANE ROE | PPX Chief Harbour Writer", {"polar"}, {"JANE ROE"}),
    ("Jane Roe (Velox)", {"velox"}, {"Jane Roe"}),
    ("by Polar Press, Staff", {"polar"}, set()),
    ("by PPX | Velox", {"polar", "velox"}, set()),
    ("by Juan Pérez y Velox.", {"velox"}, {"Juan Pérez"}),
    ("Por Ana de la Vega y Luis Ríos", set(), {"Ana de la Vega", "Luis Ríos"}),
    ("by Redacción Deportes - Velox", {"velox"}, set()),
    ("by La Gaceta (avec Velox)", {"velox"}, set()),
    ("Von Karl Ofen und Eva Herd", set(), {"Karl Ofen", "Eva Herd"}),
    ("by dd, litora", {"litora"}, set()),
    ("by Agencia Velox", {"velox"}, set()),
    ("by Полар Пресс.", {"polar"}, set()),
    ("by Иван Печкин, Анна Ёлкина", set(), {"Иван Печкин", "Анна Ёлкина"}),
    ("by Печкин И.А.", set(), {"Печкин И.А."}),
    ("Автор: Иван Печкин", set(), {"Иван Печкин"}),
    ("by سعيد مراد", set(), {"سعيد مراد"}),
    ("by باريس - بولار", {"polar"}, set()),
    ("by 폴라통신 김하늘 기자", {"polar"}, {"김하늘"}),
    ("by 王小明, 李大海", set(), {"王小明", "李大海"}),
    ("by https://www.facebook.com/somebody, Jane Roe", set(), {"Jane Roe"}),
    ("by Jane Roe (@janeroe)", set(), {"Jane Roe"}),
    ("by Jane Roe, Ph.D., and John Doe, MD", set(), {"Jane Roe", "John Doe"}),
    ("by Dr. Jane Roe", set(), {"Jane Roe"}),
    ("by Jane Roe in Northport and John Doe in Southport", set(), {"Jane Roe", "John Doe"}),
    ("by Mai Văn Anh", set(), {"Mai Văn Anh"}),
    ("by Velox, Sukarti", {"velox"}, {"Sukarti"}),
    ("18 Nov 2019, 22:36 by Jane Roe", set(), {"Jane Roe"}),
    ("by Staff", set(), set()),
    ("by Staff Reporter", set(), set()),
    ("by DH Web Desk", set(), set()),
    ("by Redaktion", set(), set()),
    ("by Редакция", set(), set()),
    ("by admin", set(), set()),
    ("by 48213", set(), set()),
    ("by Agency Report", set(), set()),
    ("by Newsroom", set(), set()),
    ("by ΣΥΝΤΑΚΤΙΚΗ ΟΜΑΔΑ", set(), set()),
    ("by https://www.facebook.com/somebody", set(), set()),
    ("by Brick Daily", set(), set()),
    ("by brick.example", set(), set()),
    ("by Jane Roe, Harbour University", {"harbour-university"}, {"Jane Roe"}),
    ("by Velox/Brick Daily", {"velox"}, set()),
    ("by The Editorial Board", set(), set()),
    ("by Our Correspondent", set(), set()),
    ("by Jane Church", set(), {"Jane Church"}),
    ("by Anil Das Roy", set(), {"Anil Das Roy"}),
]


@pytest.mark.parametrize(("line", "agencies", "names"), BYLINES)
def test_bylines(line: str, agencies: set[str], names: set[str], read: Read) -> None:
    stated = read(byline=line)
    assert found(stated, "credit") == {(agency, "byline") for agency in agencies}
    assert people(stated) == names


DATELINES = [
    ("NORTHPORT (PPX) — The ferry ran aground.", {"polar"}),
    ("SOUTH HARBOUR, Mass. (PPX) -- The ferry ran aground.", {"polar"}),
    ("NORTHPORT, Nov 18 (Reuters) - The ferry ran aground.", {"reuters"}),
    ("Hafenstadt (litora) - Die Fähre lief auf Grund.", {"litora"}),
    ("Hafenstadt (litora/VX) - Die Fähre lief auf Grund.", {"litora", "velox"}),
    ("Puerto Norte, 18 nov (Velox).- El barco encalló.", {"velox"}),
    ("Porto Norte, 18 Nov 2019 (VX) - A balsa encalhou.", {"velox"}),
    ("(VELOX) - PORTONORD, 18 NOV - Il traghetto si è arenato.", {"velox"}),
    ("СЕВЕРНЫЙ ПОРТ, 18 ноя — Полар Пресс. Паром сел на мель.", {"polar"}),
    ("СЕВЕРНЫЙ ПОРТ, 18 ноября. /ППХ/. Паром сел на мель.", {"polar"}),
    ("NORTHPORT, October 22. /PPX/. The ferry ran aground.", {"polar"}),
    ("18 ноября. VELOX - Паром сел на мель у северного мыса.", {"velox"}),
    ("KUZEYLİMAN (VX) - Feribot karaya oturdu.", {"velox"}),
    ("Ali KAYA/ KUZEYLİMAN, ( VX ) - Feribot karaya oturdu.", {"velox"}),
    ("REUTERS: The ferry ran aground off the northern cape on Monday morning.", {"reuters"}),
    ("（北極社記者王小明北港18日專電）渡輪今天擱淺。", {"polar"}),
    ("【北港 北極社】フェリーが座礁した。", {"polar"}),
    ("(북항=폴라통신) 김하늘 기자 = 여객선이 좌초했다.", {"polar"}),
    ("Velox 22 October 2017", {"velox"}),
    ("NORTHPORT/SOUTHPORT, Nov 18 (Reuters) - The ferry ran aground.", {"reuters"}),
    # sentences that only begin alike
    ("Velox reports that the ferry ran aground.", set()),
    ("Velox, which sells boats, said that the ferry ran aground.", set()),
    ("The ferry (Velox II) ran aground.", set()),
    ("According to Velox, the ferry ran aground.", set()),
    ("По данным Полар Пресс, паром сел на мель.", set()),
    ('The captain told Polar Press: "We ran aground" - and left.', set()),
]


@pytest.mark.parametrize(("head", "agencies"), DATELINES)
def test_datelines(head: str, agencies: set[str], read: Read) -> None:
    stated = read(head=head)
    assert found(stated, "credit") == {(agency, "dateline") for agency in agencies}


def test_two_places_of_a_dateline_are_no_author(read: Read) -> None:
    assert people(read(head="NORTHPORT/SOUTH HARBOUR, Nov 18 (Reuters) - The ferry ran aground.")) == set()
    assert people(read(head="NORTH PORT/SOUTH HARBOUR, Nov 18 (Reuters) - The ferry ran aground.")) == set()


def test_the_reporter_of_a_dateline_is_an_author(read: Read) -> None:
    assert people(read(head="Ali KAYA/ KUZEYLİMAN, ( VX ) - Feribot karaya oturdu.")) == {"Ali KAYA"}


SOURCE_LINES = [
    ("Source: Velox", {"velox"}),
    ("SOURCE: Velox news agency", {"velox"}),
    ("Source: The Lighthouse Gazette", {"lighthouse-gazette"}),
    ("Источник: Полар Пресс", {"polar"}),
    ("Источник — Маяк Новости", {"maiak-novosti", "mayak-novosti"}),
    ("По материалам: Velox", {"velox"}),
    ("Джерело: Полар Пресс", {"polar"}),
    ("Fuente: Velox", {"velox"}),
    ("Con información de Velox", {"velox"}),
    ("Quelle: litora", {"litora"}),
    ("Verwendete Quellen: Nachrichtenagentur litora", {"litora"}),
    ("Fonte: Velox", {"velox"}),
    ("(Fonte Velox)", {"velox"}),
    ("Com informações da Velox", {"velox"}),
    ("Πηγή: Πολάρ", {"polar"}),
    ("Με πληροφορίες από Πολάρ", {"polar"}),
    ("Kaynak: Velox", {"velox"}),
    ("المصدر: بولار", {"polar"}),
    ("منبع: بولار", {"polar"}),
    ("来源：北極社", {"polar"}),
    ("出典：北極社", {"polar"}),
    ("출처: 폴라통신", {"polar"}),
    ("Źródło: Velox", {"velox"}),
    ("Zdroj: Velox", {"velox"}),
    ("Sursa: Velox", {"velox"}),
    ("Източник: Полар Пресс", {"polar"}),
    ("Forrás: Velox", {"velox"}),
    ("Bron: Velox", {"velox"}),
    ("Sumber: Velox", {"velox"}),
    ("Theo Velox", {"velox"}),
    ("Nguồn: Velox", {"velox"}),
    ("Source : Velox", {"velox"}),
    ("Provided by Harbour University", {"harbour-university"}),
    ("[via lighthousegazette.example ]", {"lighthousegazette"}),
]


@pytest.mark.parametrize(("tail", "keys"), SOURCE_LINES)
def test_source_lines(tail: str, keys: set[str], read: Read) -> None:
    stated = found(read(tail=tail), "credit")
    assert len(stated) == 1
    assert stated <= {(key, "source_line") for key in keys}


SIGNOFFS = [
    "(Velox)",
    "— Velox",
    "-Velox",
    "(VELOX)",
    "Velox",
    "(Velox).-",
    "/Velox/",
    "abc/Velox",
    "ag/ae (Velox)",
    "The boat was towed to the harbour in the evening. (Velox)",
    "The boat was towed to the harbour in the evening. – Velox",
]


@pytest.mark.parametrize("tail", SIGNOFFS)
def test_signoffs(tail: str, read: Read) -> None:
    assert found(read(tail=tail), "credit") == {("velox", "signoff")}


CONTRIBUTED = [
    ("Polar Press contributed to this report.", {"polar"}, set()),
    ("Polar Press writer Jane B. Roe in Northport contributed to this report.", {"polar"}, {"Jane B. Roe"}),
    ("PPX writers Jane Roe in Northport and John Doe in Southport contributed.", {"polar"}, {"Jane Roe", "John Doe"}),
    ("(With inputs from PPX)", {"polar"}, set()),
    ("With PPX inputs", {"polar"}, set()),
    ("Mit Material der litora", {"litora"}, set()),
    ("(mit litora)", {"litora"}, set()),
    ("avec Velox", {"velox"}, set()),
    ("Jane Roe and John Doe contributed to this report.", set(), {"Jane Roe", "John Doe"}),
    ("Jane Roe contributed.", set(), {"Jane Roe"}),
    ("By Jane Roe, with reports from John Doe and Ann Poe.", set(), {"Jane Roe", "John Doe", "Ann Poe"}),
    ("Mit Material von Velox", {"velox"}, set()),
    ("Avec la contribution de Velox", {"velox"}, set()),
    ("Com material da Velox", {"velox"}, set()),
    # sentences that tell of something else
    ("The harbour watch, along with reporting by Polar Press, has found a sharp rise in wrecks.", set(), set()),
    ("The sailors of China, Norway, the Islamic world and Christian Europe all have contributed.", set(), set()),
    ("La regata tiene este año la colaboración de Barcos Norte, Faro Sur y La Gaceta Marina.", set(), set()),
]


@pytest.mark.parametrize(("tail", "agencies", "names"), CONTRIBUTED)
def test_contributions(tail: str, agencies: set[str], names: set[str], read: Read) -> None:
    stated = read(tail=tail)
    assert found(stated, "credit") == {(agency, "contributed") for agency in agencies}
    assert {credit.extent for credit in stated if credit.role == "credit"} <= {"part"}
    assert people(stated) == names


REPUBLISHED = [
    ("The original source of this article is Velox", "velox"),
    ("This article was originally published by The Oak Post and reproduced with permission.", "oakpost"),
    ("This article first appeared at The Oak Post.", "oakpost"),
    ("Originally published on The Lantern Review", "lantern-review"),
    ("This article is republished from The Lantern Review under a licence.", "lantern-review"),
    ("View source version on velox.example: https://velox.example/news/20191118005895/en/", "velox"),
    ("Este artículo fue publicado originalmente en The Oak Post.", "oakpost"),
    ("Cet article est d'abord paru dans The Oak Post.", "oakpost"),
    ("Dieser Artikel erschien zuerst bei Velox.", "velox"),
    ("Оригинал статьи: Полар Пресс", "polar"),
    ("本文转载自北極社", "polar"),
    ("This essay was first published in Lantern Issue 12", "lantern-issue-12"),
    ("This article appeared in the Lantern Review on Nov 13", "lantern-review"),
    ("Texto originalmente publicado no Lantern e replicado com autorização do autor", "lantern"),
    ("Dieser Artikel erschien zuerst in der Hafenzeitung unter dem Titel „Licht im Nebel“.", "hafenzeitung"),
]


@pytest.mark.parametrize(("tail", "key"), REPUBLISHED)
def test_republication_statements(tail: str, key: str, read: Read) -> None:
    assert found(read(tail=tail), "credit") == {(key, "republished")}


def test_a_printed_address_of_the_original_is_kept(read: Read) -> None:
    (credit,) = [c for c in read(tail=REPUBLISHED[5][0]) if c.role == "credit"]
    assert credit.origin_url == "https://velox.example/news/20191118005895/en/"


COPYRIGHT = [
    ("Copyright 2019 Polar Press. All rights reserved. This material may not be published.", "polar"),
    ("© Copyright Velox 2019", "velox"),
    ("© 2019 Velox", "velox"),
    ("(Copyright 2019 The Polar Press. All rights reserved.)", "polar"),
    ("© Velox Všetky práva vyhradené.", "velox"),
]


@pytest.mark.parametrize(("tail", "key"), COPYRIGHT)
def test_copyright_lines(tail: str, key: str, read: Read) -> None:
    assert found(read(tail=tail), "credit") == {(key, "copyright")}


@pytest.mark.parametrize("tail", ["© 2019 Brick Daily", "© 2019 Some Holding Media LLC", "Copyright 2017"])
def test_own_and_unknown_holders_are_no_credit(tail: str, read: Read) -> None:
    assert found(read(tail=tail), "credit") == set()


OTHERS = [
    ("This report by Polar Press was first published Nov. 18, 2019.", "polar"),
    (
        "Content created by The Harbour News Foundation is available without charge to any eligible publisher.",
        "harbour-news-foundation",
    ),
]


@pytest.mark.parametrize(("tail", "key"), OTHERS)
def test_other_statements(tail: str, key: str, read: Read) -> None:
    assert found(read(tail=tail), "credit") == {(key, "other")}


def test_a_syndicated_feed(read: Read) -> None:
    tail = "This story has not been edited by our team and is published from a syndicated feed of Velox."
    assert found(read(tail=tail), "credit") == {("velox", "syndicated")}


DESK_NOTES = [
    (
        "(Reporting by Jane Roe in Northport and John Doe; Additional reporting by Ann Poe; Writing by Jim Low)",
        {"Jane Roe", "John Doe", "Ann Poe", "Jim Low"},
    ),
    ("(Reporting by Jane Roe, Editing by Al Ray)", {"Jane Roe"}),
    ("The storm has passed. (Reporting by Jane Roe; Editing by Al Ray and Bo Kay)", {"Jane Roe"}),
]


@pytest.mark.parametrize(("tail", "names"), DESK_NOTES)
def test_desk_notes(tail: str, names: set[str], read: Read) -> None:
    alone = read(tail=tail)
    assert people(alone) == names
    assert found(alone, "credit") == set()
    signed = read(head="NORTHPORT, Nov 18 (Reuters) - The ferry ran aground.", tail=tail)
    assert found(signed, "credit") == {("reuters", "dateline"), ("reuters", "signoff")}
    assert people(signed) == names


def test_the_french_desk_note_is_reuters_by_itself(read: Read) -> None:
    stated = read(tail="(Jane Roe et John Doe, Anne Eau pour le service français)")
    assert found(stated, "credit") == {("reuters", "signoff")}
    assert people(stated) == {"Jane Roe", "John Doe", "Anne Eau"}


OWN = [
    ("", "NORTHPORT (VX) - The ferry ran aground.", ""),
    ("by Velox", "", ""),
    ("", "", "(Velox)"),
]


@pytest.mark.parametrize(("byline", "head", "tail"), OWN)
def test_an_agency_on_its_own_site_is_own(byline: str, head: str, tail: str, read: Read) -> None:
    stated = read(byline=byline, head=head, tail=tail, url="https://www.velox.example/2019/1", site_names=("Velox",))
    assert found(stated, "credit") == set()
    assert {credit.source for credit in stated if credit.role == "own"} == {"velox"}


def test_the_outlet_as_author_is_own(read: Read) -> None:
    stated = read(byline="by Brick Daily")
    assert [(c.role, c.source) for c in stated] == [("own", "brick")]


def test_extent_of_a_source_line(read: Read) -> None:
    (alone,) = [c for c in read(tail="Source: Velox") if c.role == "credit"]
    (staffed,) = [c for c in read(byline="by Jane Roe", tail="Source: Velox") if c.role == "credit"]
    assert (alone.extent, staffed.extent) == ("whole", "part")


def test_a_person_of_an_agency_does_not_make_a_source_line_part(read: Read) -> None:
    stated = [c for c in read(byline="by Jane Roe, Velox", tail="Source: Velox") if c.role == "credit"]
    assert {c.extent for c in stated} == {"whole"}


def test_several_sources_inside_a_text_are_those_of_its_pictures(read: Read) -> None:
    middle = [
        f"Paragraph number {n} of a long text about the lighthouse and what it costs to paint." for n in range(40)
    ]
    middle[12] = "(Source: Velox)"
    middle[18] = "(Source: Lantern Review)"
    assert found(read(middle=tuple(middle)), "credit") == set()
