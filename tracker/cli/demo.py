"""`tracker demo`: the whole path on a made-up news web."""

from typing import TYPE_CHECKING

from tracker.cli.chain import stories_of, write_chain
from tracker.cli.options import DEFAULT_DB, Db, Json
from tracker.cli.output import note, write, write_json, write_table
from tracker.errors import DatabaseError

if TYPE_CHECKING:  # the database's libraries are slow to import
    from tracker.db import Database


def demo(json: Json = False, db: Db = DEFAULT_DB) -> None:
    """Try everything on a small made-up news web.

    It is served on loopback and crawled with the real spiders; then the stories and the longest chain are shown. The
    database must be new, or the demo's own.
    """
    from tracker.db import open_database
    from tracker.demo import run_demo
    from tracker.reports import Filters, find_report

    with open_database(db) as database:
        _refuse_real_pages(database)
    run = run_demo(db, echo=note)
    with open_database(db, create=False) as database:
        if json:
            chains = [found.members for found in stories_of(database, run.chain_url)]
            write_json({"crawl": dict(run.summary), "chains": chains})
            return
        write_table(find_report("stories").answer(database, Filters()))
        write("\nThe longest chain:\n\n")
        write_chain(database, run.chain_url, json=False)
    note("Go on with the README's tour, for example:")
    note(f"  tracker show {run.founding_url}{'' if db == DEFAULT_DB else f' --db {db}'}")


def _refuse_real_pages(database: "Database") -> None:
    """Made-up pages among real ones would be lies in every report."""
    from tracker.db.queries import select

    # RFC 2606 keeps the domain `example` for this; a real page can never be there.
    query = "SELECT COUNT(*) FROM articles WHERE url NOT LIKE '%.example/%'"
    if select(database, query).rows[0][0]:
        raise DatabaseError("this database holds real pages; name another with --db", database.url)
