"""The tracking database: the only room that knows SQLAlchemy."""

from tracker.db.database import Database
from tracker.db.opening import open_database

__all__ = ["Database", "open_database"]
