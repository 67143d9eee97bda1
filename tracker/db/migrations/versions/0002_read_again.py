"""What reading a page again needs, people in one spelling, lines that no rule understood, where addresses lead.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Utc, Whole, Words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("credit", sa.Column("normalised", Words(), nullable=True))
    op.add_column("page", sa.Column("given_outlet", Words(), nullable=True))
    op.add_column("page", sa.Column("hints", Words(), nullable=True))
    op.create_table(
        "unread_line",
        sa.Column("article_id", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("place", Words(), nullable=False),
        sa.Column("shape", Words(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.article_id"],
            name=op.f("fk_unread_line_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_unread_line")),
        sqlite_strict=True,
    )
    op.create_table(
        "redirect",
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("target", Words(), nullable=True),
        sa.Column("target_key", Words(), nullable=True),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("next_attempt_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("url_key", name=op.f("pk_redirect")),
        sqlite_strict=True,
    )
    # What a feed had said of a page was kept with its address; of files it is in the files.
    op.execute("UPDATE page SET hints = (SELECT a.hints FROM address AS a WHERE a.url_key = page.url_key)")
    op.execute("UPDATE page SET given_outlet = outlet WHERE hints IS NOT NULL")
    # A front page is where sites send a reader whose article is gone: no one's original.
    op.execute(
        "INSERT INTO redirect (url_key, url, target, target_key, seen_at, reason) "
        "SELECT url_key, url, final_url, final_key, first_seen_at, '' FROM article "
        "WHERE final_key <> url_key AND final_key LIKE '%/%'"
    )
