"""Keys of organisations that no catalogue knows."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.catalogue import unknown_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Harvard University", "harvard-university"),
        ("The Made-up Herald", "made-up-herald"),
        ("iefimera.gr", "iefimera"),
        ("https://www.lorem-news.co.uk/2020/bridge", "lorem-news"),
        ("www.lorem.ru", "lorem"),
        ("Lorem Ipsum, Inc.", "lorem-ipsum"),
        ("Lorem GmbH", "lorem"),
        ("ООО «Лорем Ипсум»", "lorem-ipsum"),
        ("Следком", "sledkom"),
        ("Radio Čtení", "radio-cteni"),
        ("L'Écho du Pont", "lecho-du-pont"),
        ("«Ванёк и Ко»", "vanek-i-ko"),
        ("The", "the"),
        ("", "unknown"),
        ("—", "unknown"),
        ("12", "12"),
    ],
)
def test_unknown_key(name: str, key: str) -> None:
    assert unknown_key(name) == key


@given(st.text(max_size=200))
def test_any_name_has_a_key_of_the_same_shape(name: str) -> None:
    key = unknown_key(name)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", key)
    assert len(key) <= 80
