"""The catalogue in the database."""

from typing import Any

from tracker.catalogue import Agency, Catalogue, Outlet
from tracker.db import Database, queries, store

WIRE = Agency(key="nordwire", name="Nordwire", kind="state", country="NO", domains=("nordwire.example",))
GULL = Outlet(key="gull", name="The Gull", kind="aggregator", owner="Quay", domains=("gull.example",), language="en")
ALL = "SELECT outlet, name, kind, owner, catalogued FROM outlet ORDER BY outlet"


def test_outlets_and_the_sites_of_agencies(db: Database, make: Any) -> None:
    store.sync_catalogue(db, Catalogue({"nordwire": WIRE}, {"gull": GULL}))
    assert queries.select(db, ALL).rows == (
        ("gull", "The Gull", "aggregator", "Quay", 1),
        ("nordwire", "Nordwire", "agency", None, 1),
    )
    store.record(db, [make.reading(outlet="gull"), make.reading("https://tern.example/", outlet="tern.example")])
    rows = queries.select(db, "SELECT outlet, outlet_kind, owner FROM articles ORDER BY article_id").rows
    assert rows == (("gull", "aggregator", "Quay"), ("tern.example", "news", None))
    assert queries.select(db, "SELECT agency, kind FROM agency").rows == (("nordwire", "state"),)


def test_what_the_catalogue_learns_reaches_articles_already_recorded(db: Database, make: Any) -> None:
    store.record(db, [make.reading(outlet="gull")])
    store.sync_catalogue(db, Catalogue({}, {"gull": GULL}))
    assert queries.select(db, "SELECT outlet_kind, owner FROM articles").rows == (("aggregator", "Quay"),)


def test_what_leaves_the_catalogue_stays_for_its_articles(db: Database, make: Any) -> None:
    store.sync_catalogue(db, Catalogue({"nordwire": WIRE}, {"gull": GULL}))
    store.record(db, [make.reading(outlet="gull")])
    store.sync_catalogue(db, Catalogue({}, {}))
    assert queries.select(db, ALL).rows == (
        ("gull", "The Gull", "aggregator", "Quay", 0),
        ("nordwire", "Nordwire", "agency", None, 0),
    )
    assert queries.select(db, "SELECT COUNT(*) FROM agency").rows == ((0,),)


def test_nothing_is_written_where_nothing_changed(db: Database, stored: Any) -> None:
    catalogue = Catalogue({"nordwire": WIRE}, {"gull": GULL})
    store.sync_catalogue(db, catalogue)
    before = stored(db)
    with db.write():  # another process is writing: a command that only reads must not wait for it
        store.sync_catalogue(db, catalogue)
    assert stored(db) == before
