"""The first tables.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Day, Flag, Real, Utc, Whole, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("agency", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("country", Words(), nullable=False),
        sa.Column("owner", Words(), nullable=True),
        sa.PrimaryKeyConstraint("agency", name=op.f("pk_agency")),
        sqlite_strict=True,
    )
    op.create_table(
        "fingerprint",
        sa.Column("hash", Whole, autoincrement=False, nullable=False),
        sa.Column("article_id", Whole, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "article_id", name=op.f("pk_fingerprint")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outlet",
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("name", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("owner", Words(), nullable=True),
        sa.Column("country", Words(), nullable=False),
        sa.Column("language", Words(), nullable=False),
        sa.Column("catalogued", Flag(), nullable=False),
        sa.PrimaryKeyConstraint("outlet", name=op.f("pk_outlet")),
        sqlite_strict=True,
    )
    op.create_table(
        "run",
        sa.Column("run_id", Whole, autoincrement=False, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("program", Words(), nullable=False),
        sa.Column("arguments", Words(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("summary", Words(), nullable=True),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "verdict",
        sa.Column("verdict_id", Whole, autoincrement=False, nullable=False),
        sa.Column("subject", Words(), nullable=False),
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("other", Words(), nullable=False),
        sa.Column("verdict", Words(), nullable=False),
        sa.Column("note", Words(), nullable=False),
        sa.Column("person", Words(), nullable=False),
        sa.Column("given_at", Utc(), nullable=False),
        sa.CheckConstraint("verdict IN ('confirmed', 'rejected')", name=op.f("ck_verdict_verdict")),
        sa.PrimaryKeyConstraint("verdict_id", name=op.f("pk_verdict")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_verdict_url_key"), "verdict", ["url_key"], unique=False)
    op.create_table(
        "address",
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("hints", Words(), nullable=False),
        sa.Column("discovered_at", Utc(), nullable=False),
        sa.Column("attempts", Whole, nullable=False),
        sa.Column("last_attempt_at", Utc(), nullable=True),
        sa.Column("next_attempt_at", Utc(), nullable=True),
        sa.Column("outcome", Words(), nullable=True),
        sa.Column("reason", Words(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_address_outlet")),
        sa.PrimaryKeyConstraint("url_key", name=op.f("pk_address")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_address_outlet_next_attempt_at"), "address", ["outlet", "next_attempt_at"], unique=False)
    op.create_table(
        "article",
        sa.Column("article_id", Whole, autoincrement=False, nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("final_url", Words(), nullable=False),
        sa.Column("final_key", Words(), nullable=False),
        sa.Column("canonical_url", Words(), nullable=True),
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("language", Words(), nullable=True),
        sa.Column("published_at", Utc(), nullable=True),
        sa.Column("published_source", Words(), nullable=True),
        sa.Column("published_precision", Words(), nullable=True),
        sa.Column("published_raw", Words(), nullable=True),
        sa.Column("modified_at", Utc(), nullable=True),
        sa.Column("modified_source", Words(), nullable=True),
        sa.Column("first_seen_at", Utc(), nullable=False),
        sa.Column("last_seen_at", Utc(), nullable=False),
        sa.Column("status", Whole, nullable=False),
        sa.Column("words", Whole, nullable=False),
        sa.Column("notes", Words(), nullable=False),
        sa.Column("body_sha256", Words(), nullable=False),
        sa.Column("revision", Whole, nullable=False),
        sa.Column("revisions", Whole, nullable=False),
        sa.Column("version", Whole, nullable=False),
        sa.Column("linked", Flag(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_article_outlet")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
        sa.UniqueConstraint("url_key", name=op.f("uq_article_url_key")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_article_final_key"), "article", ["final_key"], unique=False)
    op.create_index(op.f("ix_article_linked"), "article", ["linked"], unique=False)
    op.create_index(op.f("ix_article_outlet"), "article", ["outlet"], unique=False)
    op.create_index(op.f("ix_article_published_at"), "article", ["published_at"], unique=False)
    op.create_table(
        "coverage_day",
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("day", Day(), nullable=False),
        sa.Column("discovered", Whole, nullable=False),
        sa.Column("fetched", Whole, nullable=False),
        sa.Column("articles", Whole, nullable=False),
        sa.Column("unchanged", Whole, nullable=False),
        sa.Column("not_article", Whole, nullable=False),
        sa.Column("refused", Whole, nullable=False),
        sa.Column("blocked", Whole, nullable=False),
        sa.Column("failed", Whole, nullable=False),
        sa.Column("last_success_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_coverage_day_outlet")),
        sa.PrimaryKeyConstraint("outlet", "day", name=op.f("pk_coverage_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "site",
        sa.Column("domain", Words(), nullable=False),
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("agency", Words(), nullable=True),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_site_outlet"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_site")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source",
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("etag", Words(), nullable=True),
        sa.Column("last_modified", Words(), nullable=True),
        sa.Column("sha256", Words(), nullable=True),
        sa.Column("last_fetched_at", Utc(), nullable=True),
        sa.Column("next_fetch_at", Utc(), nullable=True),
        sa.Column("interval_seconds", Whole, nullable=True),
        sa.Column("failures", Whole, nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_source_outlet")),
        sa.PrimaryKeyConstraint("url_key", name=op.f("pk_source")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_source_outlet"), "source", ["outlet"], unique=False)
    op.create_table(
        "credit",
        sa.Column("article_id", Whole, nullable=False),
        sa.Column("position", Whole, nullable=False),
        sa.Column("role", Words(), nullable=False),
        sa.Column("source", Words(), nullable=False),
        sa.Column("source_kind", Words(), nullable=False),
        sa.Column("source_name", Words(), nullable=False),
        sa.Column("form", Words(), nullable=False),
        sa.Column("extent", Words(), nullable=False),
        sa.Column("quote", Words(), nullable=False),
        sa.Column("location", Words(), nullable=False),
        sa.Column("rule", Words(), nullable=False),
        sa.Column("confidence", Real, nullable=False),
        sa.Column("origin_url", Words(), nullable=True),
        sa.Column("origin_key", Words(), nullable=True),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_credit_confidence")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_credit_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "position", name=op.f("pk_credit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_credit_origin_key"), "credit", ["origin_key"], unique=False)
    op.create_table(
        "fingerprint_set",
        sa.Column("article_id", Whole, autoincrement=False, nullable=False),
        sa.Column("algorithm", Whole, nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("indexed", Flag(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_fingerprint_set_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_fingerprint_set")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_fingerprint_set_indexed"), "fingerprint_set", ["indexed"], unique=False)
    op.create_table(
        "match",
        sa.Column("article_a", Whole, nullable=False),
        sa.Column("article_b", Whole, nullable=False),
        sa.Column("shared_words", Whole, nullable=False),
        sa.Column("share_of_a", Real, nullable=False),
        sa.Column("share_of_b", Real, nullable=False),
        sa.Column("passages", Whole, nullable=False),
        sa.Column("kind", Words(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.CheckConstraint("article_a < article_b", name=op.f("ck_match_order")),
        sa.ForeignKeyConstraint(
            ["article_a"], ["article.article_id"], name=op.f("fk_match_article_a"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_b"], ["article.article_id"], name=op.f("fk_match_article_b"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_a", "article_b", name=op.f("pk_match")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_match_article_b"), "match", ["article_b"], unique=False)
    op.create_table(
        "page",
        sa.Column("page_id", Whole, autoincrement=False, nullable=False),
        sa.Column("url", Words(), nullable=False),
        sa.Column("url_key", Words(), nullable=False),
        sa.Column("sha256", Words(), nullable=False),
        sa.Column("final_url", Words(), nullable=False),
        sa.Column("outlet", Words(), nullable=False),
        sa.Column("fetched_at", Utc(), nullable=False),
        sa.Column("last_fetched_at", Utc(), nullable=False),
        sa.Column("status", Whole, nullable=False),
        sa.Column("size", Whole, nullable=False),
        sa.Column("outcome", Words(), nullable=False),
        sa.Column("reason", Words(), nullable=False),
        sa.Column("article_id", Whole, nullable=True),
        sa.Column("archived_in", Words(), nullable=True),
        sa.Column("archived_at", Whole, nullable=True),
        sa.Column("etag", Words(), nullable=True),
        sa.Column("last_modified", Words(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_page_article_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["outlet"], ["outlet.outlet"], name=op.f("fk_page_outlet")),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page")),
        sa.UniqueConstraint("url_key", "sha256", name=op.f("uq_page_url_key_sha256")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_page_article_id"), "page", ["article_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("article_id", Whole, nullable=False),
        sa.Column("revision", Whole, nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("text", Words(), nullable=False),
        sa.Column("sha256", Words(), nullable=False),
        sa.Column("page_sha256", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_revision_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", name=op.f("pk_revision")),
        sqlite_strict=True,
    )
    op.create_table(
        "story",
        sa.Column("story_id", Words(), nullable=False),
        sa.Column("agency", Words(), nullable=True),
        sa.Column("agency_confidence", Real, nullable=False),
        sa.Column("title", Words(), nullable=False),
        sa.Column("origin_id", Whole, nullable=True),
        sa.Column("origin_url", Words(), nullable=True),
        sa.Column("origin_key", Words(), nullable=True),
        sa.Column("first_published_at", Utc(), nullable=True),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["article.article_id"], name=op.f("fk_story_origin_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_story_origin_id"), "story", ["origin_id"], unique=False)
    op.create_index(op.f("ix_story_origin_key"), "story", ["origin_key"], unique=False)
    op.create_table(
        "passage",
        sa.Column("article_a", Whole, autoincrement=False, nullable=False),
        sa.Column("article_b", Whole, autoincrement=False, nullable=False),
        sa.Column("position", Whole, autoincrement=False, nullable=False),
        sa.Column("start_a", Whole, nullable=False),
        sa.Column("end_a", Whole, nullable=False),
        sa.Column("start_b", Whole, nullable=False),
        sa.Column("end_b", Whole, nullable=False),
        sa.Column("words", Whole, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_a", "article_b"],
            ["match.article_a", "match.article_b"],
            name=op.f("fk_passage_article_a_article_b"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("article_a", "article_b", "position", name=op.f("pk_passage")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "republication",
        sa.Column("story_id", Words(), nullable=False),
        sa.Column("article_id", Whole, nullable=False),
        sa.Column("parent_id", Whole, nullable=True),
        sa.Column("parent_url", Words(), nullable=True),
        sa.Column("parent_outlet", Words(), nullable=True),
        sa.Column("parent_confidence", Real, nullable=False),
        sa.Column("direction", Words(), nullable=False),
        sa.Column("agency", Words(), nullable=True),
        sa.Column("credited", Flag(), nullable=False),
        sa.Column("extent", Words(), nullable=False),
        sa.Column("share_of_origin", Real, nullable=True),
        sa.Column("share_of_article", Real, nullable=True),
        sa.Column("lag_seconds", Whole, nullable=True),
        sa.Column("same_owner", Flag(), nullable=False),
        sa.Column("confidence", Real, nullable=False),
        sa.Column("evidence", Words(), nullable=False),
        sa.Column("depth", Whole, nullable=False),
        sa.Column("path", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.article_id"], name=op.f("fk_republication_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["article.article_id"], name=op.f("fk_republication_parent_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.story_id"], name=op.f("fk_republication_story_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story_id", "article_id", name=op.f("pk_republication")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_republication_article_id"), "republication", ["article_id"], unique=False)
    op.create_index(op.f("ix_republication_parent_id"), "republication", ["parent_id"], unique=False)
