"""Articles looked at again, articles that are gone, credits that change, sources that crawls found.

Revision ID: 0008
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Real, Utc, Whole, Words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("gone_at", Utc(), nullable=True))
    op.create_index(op.f("ix_article_first_seen_at"), "article", ["first_seen_at"])
    op.create_table(
        "revisit",
        sa.Column("article_id", Whole, nullable=False, autoincrement=False),
        sa.Column("visits", Whole, nullable=False),
        sa.Column("last_visit_at", Utc(), nullable=False),
        sa.Column("next_visit_at", Utc(), nullable=True),
        sa.Column("reason", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_revisit_article_id_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_revisit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_revisit_next_visit_at"), "revisit", ["next_visit_at"])
    op.create_table(
        "credit_change",
        sa.Column("article_id", Whole, nullable=False, autoincrement=False),
        sa.Column("number", Whole, nullable=False, autoincrement=False),
        sa.Column("change", Words(), nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.Column("page_sha256", Words(), nullable=False),
        *(
            sa.Column(name, Words(), nullable=False)
            for name in (
                "role",
                "source",
                "source_kind",
                "source_name",
                "form",
                "extent",
                "quote",
                "location",
                "rule",
            )
        ),
        sa.Column("confidence", Real, nullable=False),
        sa.Column("origin_url", Words(), nullable=True),
        sa.Column("normalised", Words(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.article_id"],
            name=op.f("fk_credit_change_article_id_article"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_credit_change")),
        sqlite_strict=True,
    )
    op.create_table(
        "found_source",
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("found_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_found_source_outlet_outlet")),
        sa.PrimaryKeyConstraint("outlet", "url_key", name=op.f("pk_found_source")),
        sqlite_strict=True,
    )
