"""The next likely parent of a republication, with how likely it is.

Stories that stand have none until they are linked again.

Revision ID: 0005
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from tracker.db.columns import Real, Words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("republication", sa.Column("runner_up", Words(), nullable=True))
    op.add_column("republication", sa.Column("runner_up_confidence", Real, nullable=True))
