"""`python -m tests.spiders.later MINUTES ...`: the crawl of `python -m spiders ...`, so many minutes after now."""

import sys
from datetime import UTC, datetime, timedelta

import spiders.ledger
from spiders.__main__ import main

if __name__ == "__main__":
    ahead = timedelta(minutes=float(sys.argv[1]))
    spiders.ledger._now = lambda: datetime.now(UTC) + ahead
    sys.exit(main(sys.argv[2:]))
