"""The inverted index in packed blocks.

Revision ID: 0004
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Flag, Whole

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("fingerprint")
    op.create_table(
        "fingerprint_waiting",
        sa.Column("number", Whole, autoincrement=False, nullable=False),
        sa.Column("article_id", Whole, nullable=False),
        sa.Column("again", Flag(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["article.article_id"],
            name=op.f("fk_fingerprint_waiting_article_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_fingerprint_waiting")),
        sa.UniqueConstraint("article_id", name=op.f("uq_fingerprint_waiting_article_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "fingerprint_index",
        sa.Column("index_id", Whole, autoincrement=False, nullable=False),
        sa.Column("algorithm", Whole, nullable=False),
        sa.Column("blocks", Whole, nullable=False),
        sa.Column("postings", Whole, nullable=False),
        sa.PrimaryKeyConstraint("index_id", name=op.f("pk_fingerprint_index")),
        sqlite_strict=True,
    )
    op.create_table(
        "fingerprint_block",
        sa.Column("block", Whole, autoincrement=False, nullable=False),
        sa.Column("postings", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("block", name=op.f("pk_fingerprint_block")),
        sqlite_strict=True,
    )
    op.create_table(
        "fingerprint_crowd",
        sa.Column("hash", Whole, autoincrement=False, nullable=False),
        sa.Column("part", Whole, autoincrement=False, nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "part", name=op.f("pk_fingerprint_crowd")),
        sqlite_strict=True,
    )
    op.drop_table("fingerprint_set")
    op.create_table(
        "fingerprint_set",
        sa.Column("article_id", Whole, autoincrement=False, nullable=False),
        sa.Column("algorithm", Whole, nullable=False),
        sa.Column("outlet", Whole, nullable=False),
        sa.Column("digest", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_fingerprint_set_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_fingerprint_set")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_fingerprint_set_algorithm"), "fingerprint_set", ["algorithm"], unique=False)
    # Version 0 is none: linking makes the fingerprints of all articles anew, from their texts.
    op.execute("INSERT INTO fingerprint_set SELECT article_id, 0, 0, 0 FROM article")
