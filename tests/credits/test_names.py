"""What a statement names: names that nobody knows, codes that several share, people beside organisations."""

from collections.abc import Callable

import pytest

from tracker.types import Credit

Read = Callable[..., tuple[Credit, ...]]


def found(stated: tuple[Credit, ...], role: str) -> set[tuple[str, str]]:
    return {(credit.source, credit.form) for credit in stated if credit.role == role}


def people(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source_name for credit in stated if credit.role == "author"}


CONTRIBUTED_BESIDE = [
    # (author element, agencies that contributed, people)
    ("by Jane Roe, with reports from John Doe and Ann Poe", set(), {"Jane Roe", "John Doe", "Ann Poe"}),
    ("By Jane Roe with inputs from PPX", {"polar"}, {"Jane Roe"}),
    ("Von Karl Ofen, mit Material von Velox", {"velox"}, {"Karl Ofen"}),
    ("Por Ana Ríos, com colaboração de Luis Paz", set(), {"Ana Ríos", "Luis Paz"}),
    ("Par Anne Eau avec la contribution de Velox", {"velox"}, {"Anne Eau"}),
    ("Mit Material von Velox", {"velox"}, set()),
]


@pytest.mark.parametrize(("line", "agencies", "names"), CONTRIBUTED_BESIDE)
def test_contributions_inside_an_author_line(line: str, agencies: set[str], names: set[str], read: Read) -> None:
    stated = read(byline=line)
    assert found(stated, "credit") == {(agency, "contributed") for agency in agencies}
    assert people(stated) == names


SOURCE_NAMES = [
    # (line, keys of what it names): what stands behind "Source:" and is no name of an organisation
    ("Source: Ferry24 via YouTube", {"ferry24"}),
    ("Source: Jane Roe on Facebook", set()),
    ("Источник: Маяк на YouTube", {"mayak"}),
    ("Source: Velox – Ferry runs aground in the north", {"velox"}),
    ("Source: lampworks.example – Ferry runs aground in the north", {"lampworks"}),
    ("Source: Jane Roe/Velox", {"velox"}),
    ("Source: Jane Roe / Velox", {"velox"}),
    ("Source: Velox / Lantern Review", {"velox", "lantern-review"}),
    ("Source: University of Northport - Harbour", {"university-of-northport-harbour"}),
    ("Source: Lantern Review (Russian desk)", {"lantern-review-russian-desk"}),
    ("Source: lantern.example (Jane Roe)", {"lantern"}),
    ("Source: The lamp of this test was given by LANTERN", set()),
    ("Источник: выступление мэра в порту", set()),
    ("Source: you hear it before you see it", set()),
    ("Source: Facebook page of the mayor", set()),
    ("via GIPHY", set()),
    ("Source: Getty Images", set()),
    ("Con información de Jane Roe, John Doe y Ann Poe", set()),
]


@pytest.mark.parametrize(("tail", "keys"), SOURCE_NAMES)
def test_what_a_source_line_names(tail: str, keys: set[str], read: Read) -> None:
    assert {credit.source for credit in read(tail=tail) if credit.role == "credit"} == keys


def test_people_of_a_source_line_are_authors(read: Read) -> None:
    assert people(read(tail="Con información de Jane Roe, John Doe y Ann Poe")) == {"Jane Roe", "John Doe", "Ann Poe"}


CODES = [
    # (host, key, whether it is believed)
    ("brick9.example", "southern", True),
    ("brick9.co.za", "southern", True),
    ("brick9.jp", "sunrise", True),
    ("brick9.fr", "southern", False),
]


@pytest.mark.parametrize(("host", "key", "believed"), CODES)
def test_a_shared_code_is_that_of_the_country(host: str, key: str, believed: bool, read: Read) -> None:
    (credit,) = read(tail="Source: SPX", url=f"https://{host}/2019/1", site_names=())
    assert credit.source == key
    assert (credit.confidence > 0.7) is believed


def test_a_shared_code_of_no_country_behind_a_name_is_a_party(read: Read) -> None:
    assert read(tail="Jane Roe (SPX)", url="https://brick9.fr/2019/1", site_names=()) == ()
    assert people(read(tail="Jane Roe (SPX)", url="https://brick9.co.za/2019/1", site_names=())) == {"Jane Roe"}


def test_the_own_site_of_a_person_is_no_organisation(read: Read) -> None:
    assert read(tail="Jane Roe of janeroe.example") == ()


STORIES = [
    "The play first appeared on Harbour Stage in 1963, moving on to tour the northern islands for years.",
    "The lamp, adapted from Holm's ballad of that name, the second of three, burns again.",
    "She first appeared on TV in 1964 when she starred in a long series about a lighthouse.",
]


@pytest.mark.parametrize("tail", STORIES)
def test_a_story_of_publication_is_no_statement(tail: str, read: Read) -> None:
    assert found(read(tail=tail), "credit") == set()


def test_a_digest_with_a_source_behind_every_item_is_not_signed_off(read: Read) -> None:
    middle = (
        "One thing happened here today. (Velox)",
        "Another happened there. (Polar Press)",
        "And a third thing happened far away. (litora)",
    )
    assert found(read(middle=middle), "credit") == set()


def test_a_person_has_one_key_and_one_spelling_beside_the_name_as_written(read: Read) -> None:
    (capitals,) = [c for c in read(byline="by JANE ROE-SMITH") if c.role == "author"]
    (plain,) = [c for c in read(byline="by Jane Roe-Smith") if c.role == "author"]
    assert (capitals.source_name, capitals.normalised) == ("JANE ROE-SMITH", "Jane Roe-Smith")
    assert capitals.source == plain.source
    assert {c.normalised for c in read(byline="by Velox")} == {None}
