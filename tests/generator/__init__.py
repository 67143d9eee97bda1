"""News cascades whose every copy is known to come from where it comes from: made-up texts, outlets and agencies."""

from tests.generator.measure import Figures, measure
from tests.generator.settings import Settings

__all__ = ["Figures", "Settings", "measure"]
