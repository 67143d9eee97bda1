"""How long to wait after what went wrong: with an address, with a host. Pure.

The rule is truncated binary exponential back-off (Metcalfe and Boggs, "Ethernet", CACM 19(7), 1976; IEEE 802.3):
each failure in a row doubles the wait, up to a ceiling. It needs no random part here: one crawl alone asks a host, with
pauses, so that addresses due at one moment are not asked at one moment. Ten tries, and ten minutes for a host that
failed, are what Media Cloud's story-indexer settled on; its tries are an hour apart for ever.
"""

from datetime import timedelta

#: An address is tried so often; then its last outcome is what it is.
MOST_TRIES = 10
LONGEST_PAUSE = timedelta(days=7)

#: How long a host is left alone first; and at most, also where it asks for more.
FIRST_REST = timedelta(minutes=10)
LONGEST_REST = timedelta(days=1)
#: A host that gave no answer so often in a row is left alone; one broken connection tells nothing.
SILENCES = 3


def pause_of_address(failures: int, first: timedelta | None) -> timedelta | None:
    """The pause before the next try after `failures` (from 1) tries in a row without a page: first * 2^(failures-1),
    at most a week. None where there is to be no other: after the tenth, or where `first` is None."""
    if first is None or failures >= MOST_TRIES:
        return None
    return _doubled(first, failures, max(first, LONGEST_PAUSE))


def rest_of_host(failures: int, *, asked: timedelta | None, at_once: bool) -> timedelta | None:
    """How long a host is left alone after `failures` (from 1) times of trouble in a row; None where it is not yet.

    `asked` is its `Retry-After`, which is never undercut below a day; `at_once` says that it refuses (429, 503), and
    not only keeps silent. Ten minutes, or what it asks for, doubled each time, at most a day.
    """
    count = failures if at_once else failures - SILENCES + 1
    if count < 1:
        return None
    return _doubled(asked if asked is not None else FIRST_REST, count, LONGEST_REST)


def _doubled(first: timedelta, count: int, ceiling: timedelta) -> timedelta:
    # 2^20 of any pause is beyond every ceiling; a larger power is beyond what a timedelta holds.
    return min(first * (1 << min(count - 1, 20)), ceiling)
