"""Run by Alembic: the migrations that a database lacks, then the views and what the planner is told, all in the
caller's transaction."""

from alembic import context
from sqlalchemy import Connection

from tracker.db.migrations import VERSION_TABLE
from tracker.db.planning import inform_planner
from tracker.db.tables import Base
from tracker.db.views import create_views, drop_views


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        compare_type=True,
    )
    drop_views(connection)
    with context.begin_transaction():
        context.run_migrations()
    create_views(connection)
    inform_planner(connection)


run(context.config.attributes["connection"])
