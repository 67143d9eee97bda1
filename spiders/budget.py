"""What one run may fetch of an outlet: pages, and bytes as they came over the line."""

from collections import Counter


class Budget:
    """Counts by outlet; None is no bound."""

    def __init__(self, *, pages: int | None, megabytes: int | None) -> None:
        self._pages = pages
        self._megabytes = megabytes
        self._taken: Counter[str] = Counter()
        self._received: Counter[str] = Counter()

    def take_page(self, outlet: str) -> bool:
        """Whether one page more may be fetched; it counts as fetched then."""
        if self._pages is not None and self._taken[outlet] >= self._pages:
            return False
        self._taken[outlet] += 1
        return True

    def receive(self, outlet: str, size: int) -> None:
        """So many bytes came."""
        self._received[outlet] += size

    def spent(self, outlet: str) -> str | None:
        """Why nothing more is to be asked of the outlet in this run; None where it may."""
        if self._megabytes is None or self._received[outlet] < self._megabytes * 1_000_000:
            return None
        return f"the run's budget of {self._megabytes} MB is spent"
