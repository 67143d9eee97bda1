"""Pages that are there no more have a count of their own in coverage.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Whole

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

#: As programs before this one said it, of what they counted as failed.
_GONE = "outcome = 'failed' AND (reason LIKE 'gone: %' OR reason IN ('404 Not Found', '410 Gone'))"


def upgrade() -> None:
    op.add_column("coverage_day", sa.Column("gone", Whole, nullable=False, server_default="0"))
    # Of an address only the last attempt is known: what it counted on that day is moved, so that sums stay what they
    # are. It counted for the outlet of the article, where there is one.
    least = "MIN" if op.get_bind().dialect.name == "sqlite" else "LEAST"
    lost = (
        "SELECT COUNT(*) FROM address AS a LEFT JOIN article AS r ON r.url_key = a.url_key "  # noqa: S608 - constants
        f"WHERE a.{_GONE.replace('reason', 'a.reason')} AND COALESCE(r.outlet, a.outlet) = coverage_day.outlet "
        f"AND {_day_of('a.last_attempt_at')} = coverage_day.day"
    )
    op.execute(f"UPDATE coverage_day SET gone = {least}(failed - unreadable, ({lost}))")  # noqa: S608 - constants
    op.execute("UPDATE coverage_day SET failed = failed - gone")
    op.execute(f"UPDATE address SET outcome = 'gone' WHERE {_GONE}")  # noqa: S608 - constants


def _day_of(column: str) -> str:
    """The day (UTC) of a time, as the database at hand says it."""
    if op.get_bind().dialect.name == "sqlite":
        return f"SUBSTR({column}, 1, 10)"
    return f"CAST({column} AT TIME ZONE 'UTC' AS DATE)"
