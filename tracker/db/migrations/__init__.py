"""Migrations, in the order of `versions/`; run by `tracker.db.upgrading`, without an `alembic.ini`.

To make one: change `tables.py`, write the next number in `versions/`, add it here. Tests compare what all migrations
give with `tables.py`, and this list with the scripts.
"""

#: Every state a database of this program can be in, the oldest first.
VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
HEAD = VERSIONS[-1]

#: Not Alembic's usual name: a PostgreSQL schema may hold another program's `alembic_version`.
VERSION_TABLE = "tracker_version"
