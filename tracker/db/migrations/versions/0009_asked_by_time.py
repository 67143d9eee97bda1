"""Stories by the time of their first publication, articles by the address as it was asked for: what people ask by.

The view `stories` counts each story for itself.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_story_first_published_at"), "story", ["first_published_at"], unique=False)
    # A tree of PostgreSQL takes no address of more than some 2,700 bytes.
    op.create_index(op.f("ix_article_url"), "article", ["url"], unique=False, postgresql_using="hash")
