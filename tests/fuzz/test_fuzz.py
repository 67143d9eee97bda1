"""No page makes a reader raise, and what it reads stands on the page. The long run is `python -m tests.fuzz`."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.pages import cues, names, page_of
from tracker.catalogue import load_catalogue
from tracker.credits import read_credits
from tracker.credits.unread import read_unread
from tracker.extract import extract
from tracker.types import Article, Unread


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.binary(max_size=2048))
def test_any_bytes_make_a_page_that_is_read(data: bytes) -> None:
    article = extract(page_of(data))
    assert isinstance(article, (Article, Unread))
    if isinstance(article, Unread):
        assert article.reason
        return
    catalogue = load_catalogue()
    stated = read_credits(article, catalogue)
    for credit in stated:
        assert credit.quote
        assert credit.rule
        assert 0 < credit.confidence <= 1
        assert credit.source
    for line in read_unread(article, catalogue, stated):
        assert line.shape
        assert len(line.text) <= 200


def test_the_same_bytes_make_the_same_page_of_cues_and_names() -> None:
    data = bytes(range(256)) * 4
    assert page_of(data) == page_of(data)
    assert len(cues()) > 3000
    assert "Reuters" in names()
