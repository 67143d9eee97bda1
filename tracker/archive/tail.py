"""Whether a file that the crawl wrote ends as it should: a process that was killed may have left half a record."""

import zlib
from pathlib import Path

_PIECE = 1 << 16


def half_written(path: Path, *, start: int = 0) -> int | None:
    """Where the first record from `start` (where one begins) on that is not whole begins; None where all are.

    Each record is a gzip member, which carries its own length and checksum. Raises OSError.
    """
    with path.open("rb") as file:
        file.seek(start)
        begins, data = start, b""
        while data := data or file.read(_PIECE):
            member = zlib.decompressobj(wbits=31)
            size = 0
            while not member.eof:
                try:
                    member.decompress(data)
                except zlib.error:
                    return begins
                size += len(data) - len(member.unused_data)
                data = member.unused_data or file.read(_PIECE)
                if not data and not member.eof:
                    return begins
            begins += size
    return None
