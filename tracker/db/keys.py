"""Keys of addresses and outlets, short enough for every index."""

import hashlib
from functools import lru_cache

from tracker.db.columns import storable
from tracker.urls import url_key

#: PostgreSQL refuses an index entry above 2,704 bytes.
_LONGEST = 1024


@lru_cache(maxsize=4096)
def stored_key(url: str) -> str:
    """`tracker.urls.url_key`, storable; an absurdly long one is cut and ends in a hash of the whole."""
    return shortened(storable(url_key(url)))


def shortened(key: str) -> str:
    """`key`, or its beginning and its SHA-256 where it is too long for an index."""
    if len(key) <= _LONGEST // 4 or len(key.encode()) <= _LONGEST:
        return key
    return f"{key[: _LONGEST // 8]}#{hashlib.sha256(key.encode()).hexdigest()}"
