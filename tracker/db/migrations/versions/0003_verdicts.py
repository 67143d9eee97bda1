"""What people judged: whose copy an article is, that it is none, whose text it is.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Utc, Whole, Words
from tracker.db.keys import stored_key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_RELATIONS = {"confirmed": "republishes", "rejected": "not-a-copy-of"}


def upgrade() -> None:
    op.add_column("republication", sa.Column("verdict_id", Whole, nullable=True))
    # No command ever wrote the table of 0001. Rows that somebody put there by hand keep their meaning as far as they
    # say of which two addresses they are.
    old = sa.table("verdict", *map(sa.column, ("verdict_id", "url_key", "other", "verdict", "note", "person")))
    given = sa.column("given_at", Utc())
    rows = op.get_bind().execute(sa.select(old, given).select_from(old)).mappings().all()
    op.drop_table("verdict")
    verdict = op.create_table(
        "verdict",
        sa.Column("verdict_id", Whole, autoincrement=False, nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("relation", Words(), nullable=False),
        sa.Column("other", Words(), nullable=False),
        sa.Column("other_key", Words(), nullable=True),
        sa.Column("question", Words(), nullable=False),
        sa.Column("because", Words(), nullable=False),
        sa.Column("person", Words(), nullable=False),
        sa.Column("given_at", Utc(), nullable=False),
        sa.Column("sha256", Words(), nullable=True),
        sa.Column("other_sha256", Words(), nullable=True),
        sa.Column("withdrawn_at", Utc(), nullable=True),
        sa.Column("withdrawn_by", Words(), nullable=True),
        sa.CheckConstraint("relation IN ('republishes', 'not-a-copy-of', 'agency')", name=op.f("ck_verdict_relation")),
        sa.PrimaryKeyConstraint("verdict_id", name=op.f("pk_verdict")),
        sqlite_strict=True,
    )
    for column in ("url_key", "other_key", "question"):
        op.create_index(op.f(f"ix_verdict_{column}"), "verdict", [column], unique=False)
    kept = [
        {
            "verdict_id": row["verdict_id"],
            "url": f"http://{row['url_key']}",
            "url_key": row["url_key"],
            "relation": _RELATIONS[row["verdict"]],
            "other": row["other"],
            "other_key": stored_key(row["other"]),
            "question": "\n".join(sorted((row["url_key"], stored_key(row["other"])))),
            "because": row["note"],
            "person": row["person"],
            "given_at": row["given_at"],
        }
        for row in rows
        if row["other"]
    ]
    if kept:
        op.bulk_insert(verdict, kept)
