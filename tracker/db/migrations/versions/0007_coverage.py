"""Coverage that balances, how sources answered day by day, signals, and the lengths of archived records.

Revision ID: 0007
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Day, Whole, Words

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page", sa.Column("archived_length", Whole, nullable=True))
    op.create_index(op.f("ix_page_outlet_fetched_at"), "page", ["outlet", "fetched_at"], unique=False)
    for name in ("new_articles", "changed_articles", "unreadable", "sources_read", "sources_failed"):
        op.add_column("coverage_day", sa.Column(name, Whole, nullable=False, server_default="0"))
    op.create_table(
        "poll_day",
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("read", Whole, nullable=False),
        sa.Column("unchanged", Whole, nullable=False),
        sa.Column("empty", Whole, nullable=False),
        sa.Column("items", Whole, nullable=False),
        sa.Column("last_items", Whole, nullable=True),
        sa.Column("refused", Whole, nullable=False),
        sa.Column("blocked", Whole, nullable=False),
        sa.Column("failed", Whole, nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_poll_day_outlet")),
        sa.PrimaryKeyConstraint("url_key", "day", name=op.f("pk_poll_day")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_poll_day_outlet_day"), "poll_day", ["outlet", "day"], unique=False)
    op.create_table(
        "signal",
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("pages", Whole, nullable=False),
        sa.Column("url", Words(), nullable=True),
        sa.Column("evidence", Words(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_signal_outlet")),
        sa.PrimaryKeyConstraint("outlet", "day", "kind", "subject", name=op.f("pk_signal")),
        sqlite_strict=True,
    )
    # Which of a day's articles were new is known from the receipts of their pages; the rest of them had changed.
    new = (
        "SELECT COUNT(*) FROM page AS p WHERE p.outlet = coverage_day.outlet AND p.outcome = 'read' "  # noqa: S608
        f"AND {_day_of('p.fetched_at')} = coverage_day.day"
    )
    least = "MIN" if op.get_bind().dialect.name == "sqlite" else "LEAST"
    op.execute(f"UPDATE coverage_day SET new_articles = {least}(articles, ({new}))")  # noqa: S608 - constants
    op.execute("UPDATE coverage_day SET changed_articles = articles - new_articles")


def _day_of(column: str) -> str:
    """The day (UTC) of a time, as the database at hand says it."""
    if op.get_bind().dialect.name == "sqlite":
        return f"SUBSTR({column}, 1, 10)"
    return f"CAST({column} AT TIME ZONE 'UTC' AS DATE)"
