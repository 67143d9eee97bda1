"""What a crawl that is left alone needs: failures in a row, hosts that rest, leases of outlets, validators that lie.

Revision ID: 0006
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Flag, Utc, Whole, Words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    false = sa.text("false") if op.get_context().dialect.name == "postgresql" else sa.text("0")
    op.add_column("address", sa.Column("failures", Whole, nullable=False, server_default="0"))
    # What failed before is tried again as ever, only ever less often.
    op.execute("UPDATE address SET failures = attempts WHERE outcome IN ('failed', 'blocked', 'refused', 'unreadable')")
    op.add_column("source", sa.Column("whole_at", Utc(), nullable=True))
    op.add_column("source", sa.Column("validators_lie", Flag(), nullable=False, server_default=false))
    op.create_table(
        "host",
        sa.Column("host", Words(), nullable=False),
        sa.Column("failures", Whole, nullable=False),
        sa.Column("rests_until", Utc(), nullable=True),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host")),
        sqlite_strict=True,
    )
    op.create_table(
        "lease",
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("holder", Words(), nullable=True),
        sa.Column("taken_at", Utc(), nullable=True),
        sa.Column("expires_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("outlet", name=op.f("pk_lease")),
        sqlite_strict=True,
    )
