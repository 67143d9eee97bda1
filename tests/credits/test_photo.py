"""Sources of pictures in made-up captions and lines, and captions that only tell of a broadcaster."""

from collections.abc import Callable

import pytest

from tracker.types import Credit

Read = Callable[..., tuple[Credit, ...]]


def pictured(stated: tuple[Credit, ...]) -> set[str]:
    return {credit.source for credit in stated if credit.role == "photo"}


LINES = [
    ("Фото: Полар Пресс", {"polar"}),
    ("Photo: Polar Press", {"polar"}),
    ("Foto: Jane Roe/Polar Press", {"polar"}),
    ("Image: Polar Press.", {"polar"}),
    ("(Polar Press Photo/Jane Roe)", {"polar"}),
    ("The ferry ran aground off the cape. (Polar Press Photo/Jane Roe)", {"polar"}),
    ("Фото: pixabay.com", {"pixabay"}),
    ("Photo: Jane Roe/Getty Images", {"getty-images"}),
]


@pytest.mark.parametrize(("line", "keys"), LINES)
def test_photo_lines(line: str, keys: set[str], read: Read) -> None:
    stated = read(tail=line)
    assert {credit.source for credit in stated if credit.role == "credit"} == set()
    assert pictured(stated) == keys


@pytest.mark.parametrize("tail", ["(Velox/abc)", "(Polar Press/Velox)"])
def test_a_signed_text_is_no_picture(tail: str, read: Read) -> None:
    assert pictured(read(tail=f"The boat was towed to the harbour in the evening. {tail}")) == set()


CAPTIONS = [
    ("The ferry at the cape (Jane Roe/Polar Press)", {"polar"}),
    ("Source: Velox", {"velox"}),
    ("The ferry at the cape. Velox", {"velox"}),
    ("The ferry at the cape - Velox", {"velox"}),
    ("The ferry at the cape © Velox", {"velox"}),
    ("The ferry at the cape (Credit: Velox)", {"velox"}),
    ("Velox/Jane Roe", {"velox"}),
    ("The ferry at the cape (Picture: Jane Roe, Getty Images)", {"getty-images"}),
    # captions that tell of it
    ("Velox presenter Jane Roe met the captain of the ferry", set()),
    ("The captain won a prize on the Velox show about ferries", set()),
    ("The ferry at the cape, as Velox viewers saw it on Monday", set()),
]


@pytest.mark.parametrize(("caption", "keys"), CAPTIONS)
def test_captions(caption: str, keys: set[str], read: Read) -> None:
    stated = read(captions=(caption,))
    assert {credit.source for credit in stated if credit.role == "credit"} == set()
    assert pictured(stated) == keys
