"""What the chains say of cascades whose truth is known. The whole curve is `python -m tests.generator`."""

from tests.generator import Settings, measure


def test_parents_of_made_up_cascades() -> None:
    figures = measure(Settings(seed=5, stories=40, noise=0.1))
    assert figures.stated is not None
    assert figures.stated >= 0.98
    assert figures.inferred is not None
    assert figures.inferred >= 0.85
    assert figures.recall is not None
    assert figures.recall >= 0.55
    assert figures.members is not None
    assert figures.members >= 0.98
    assert figures.agency is not None
    assert figures.agency >= 0.95


def test_the_same_seed_tells_the_same_story() -> None:
    assert (
        measure(Settings(seed=3, stories=5, noise=0.2)).counts == measure(Settings(seed=3, stories=5, noise=0.2)).counts
    )
