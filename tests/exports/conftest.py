"""The made-up web of the pipeline's tests, and the hostile texts of the site's."""

from collections.abc import Callable

import pytest

from tests.pipeline.conftest import MadeUpWeb, make_web, tracker
from tests.site.conftest import database

__all__ = ["database", "make_web", "tracker", "web"]


@pytest.fixture(scope="session")
def web(make_web: Callable[[int], MadeUpWeb]) -> MadeUpWeb:
    """Some twenty pages of five stories."""
    return make_web(5)
