"""What all tables have in common: how values stand in them, and how their keys and indexes are named."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase

from tracker.db.columns import Day, Flag, Real, Utc, Whole, Words

STRICT = {"sqlite_strict": True}
#: The row is stored in its key's tree: half the size, and one look-up less, where the row is little more than its key.
CLUSTERED = {"sqlite_strict": True, "sqlite_with_rowid": False}


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy as it stands
        int: Whole,
        float: Real,
        str: Words,
        bool: Flag,
        datetime: Utc,
        date: Day,
        bytes: LargeBinary,
    }
