"""What SQLite's planner is told of the tables, so that it goes about a query on a large database as it should.

PostgreSQL counts its tables by itself. SQLite counts when somebody says ANALYZE, and until then takes every index for
one of ten rows a key: it then reads a table of republications from one end to the other where an index leads to the
few of a week. Counting takes time and gives other plans from one day to the next; instead the file says from the
beginning what a database of a million articles is like, in the table that SQLite has for it
(https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables). Who says ANALYZE
replaces it.
"""

from sqlalchemy import Connection

#: By table and index: rows, then rows to one value of the index's first column, of its first two, and so on. Measured
#: on a million articles of made-up news. Of `article.linked` nothing is told: its one value that is ever asked for is
#: the rare one.
_TOLD = {
    "article": {
        "sqlite_autoindex_article_1": "1000000 1",
        "ix_article_published_at": "1000000 1",
        "ix_article_first_seen_at": "1000000 1",
        "ix_article_outlet": "1000000 455",
        "ix_article_url": "1000000 1",
    },
    "credit": {"sqlite_autoindex_credit_1": "450000 2 1"},
    "match": {"sqlite_autoindex_match_1": "570000 3 1", "ix_match_article_b": "570000 2"},
    "republication": {
        "sqlite_autoindex_republication_1": "600000 4 1",
        "ix_republication_article_id": "600000 1",
        "ix_republication_parent_id": "600000 10",
    },
    "story": {
        "sqlite_autoindex_story_1": "150000 1",
        "ix_story_first_published_at": "150000 1",
        "ix_story_origin_id": "150000 3",
        "ix_story_origin_key": "150000 3",
    },
}


def inform_planner(connection: Connection) -> None:
    """Tells it anew, after an upgrade: a table that was rebuilt has lost what was said of it. PostgreSQL needs none."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("ANALYZE host")  # makes the table, if it is not there
    rows = [(table, index, told) for table, indices in _TOLD.items() for index, told in indices.items()]
    for table in _TOLD:
        connection.exec_driver_sql("DELETE FROM sqlite_stat1 WHERE tbl = ?", (table,))
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", rows)
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # reads them
