"""Running the migrations that a database lacks, by Alembic."""

from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from tracker.db.migrations import HEAD


def upgrade(connection: Connection) -> None:
    """Brings the database to `HEAD`, within the caller's transaction: all migrations and the views, or nothing."""
    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def migration_config() -> Config:
    """Alembic's configuration, which needs no file: the scripts lie in this package, wherever it is installed."""
    config = Config()
    config.set_main_option("script_location", str(Path(str(files("tracker.db"))) / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
