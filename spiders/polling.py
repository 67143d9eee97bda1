"""When a source is worth asking again. Pure."""

#: The bounds of the pause between two polls, in seconds, and where a new source begins.
SHORTEST, LONGEST, FIRST = 10 * 60, 24 * 60 * 60, 60 * 60


def next_interval(current: int | None, *, items: int, new: int) -> int:
    """The pause until the next poll, in seconds, after one that gave `items` of which `new` were not known.

    What a feed says of itself (ttl, cache headers) predicts nothing; the share of items already seen does: above 67 %
    the pause grows, below 33 % it shrinks (rule and thresholds of Media Cloud's rss-fetcher). No items count as seen.
    """
    interval = current or FIRST
    seen = 1.0 if items == 0 else (items - new) / items
    if current is not None and seen > 0.67:
        interval = interval * 3 // 2
    elif current is not None and seen < 0.33:
        interval = interval // 2
    return min(max(interval, SHORTEST), LONGEST)


def interval_after_failure(current: int | None, failures: int) -> int:
    """The pause after `failures` failed polls in a row. It grows, and never for ever: dead feeds come back."""
    return min((current or FIRST) * max(failures, 1), LONGEST)
