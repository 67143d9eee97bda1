"""The catalogue in the database, for the views and for those who query it."""

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tracker.catalogue import Catalogue
from tracker.db.bulk import upsert
from tracker.db.database import Database
from tracker.db.tables import Agency, Base, Outlet, Site

Row = dict[str, Any]


def sync_catalogue(db: Database, catalogue: Catalogue) -> None:
    """Outlets, their domains, and agencies as `catalogue` has them. Writes only where something differs.

    An outlet that left the catalogue keeps its row, as what it was, because articles refer to it; it is no longer
    `catalogued`.
    """
    outlets, agencies, sites = _outlets(catalogue), _agencies(catalogue), _sites(catalogue)
    with db.read() as connection:
        there = _there(connection)
    if there == (outlets, agencies, sites):
        return
    with db.write() as connection:
        gone = set(there[0]) - set(outlets)
        for key in sorted(gone):
            connection.execute(update(Outlet).where(Outlet.outlet == key).values(catalogued=False))
        _upsert(connection, Outlet, "outlet", list(outlets.values()))
        connection.execute(delete(Agency))
        connection.execute(delete(Site))
        if agencies:
            connection.execute(insert(Agency), list(agencies.values()))
        if sites:
            connection.execute(insert(Site), list(sites.values()))


def _outlets(catalogue: Catalogue) -> dict[str, Row]:
    rows = {}
    for agency in catalogue.agencies.values():
        rows[agency.key] = {"name": agency.name, "kind": "agency", "owner": agency.owner}
        rows[agency.key] |= {"country": agency.country, "language": ""}
    for outlet in catalogue.outlets.values():
        rows[outlet.key] = {"name": outlet.name, "kind": outlet.kind, "owner": outlet.owner}
        rows[outlet.key] |= {"country": outlet.country, "language": outlet.language}
    return {key: {"outlet": key, **row, "catalogued": True} for key, row in sorted(rows.items())}


def _agencies(catalogue: Catalogue) -> dict[str, Row]:
    return {
        agency.key: {
            "agency": agency.key,
            "name": agency.name,
            "kind": agency.kind,
            "country": agency.country,
            "owner": agency.owner,
        }
        for agency in sorted(catalogue.agencies.values(), key=lambda agency: agency.key)
    }


def _sites(catalogue: Catalogue) -> dict[str, Row]:
    agencies = {domain: agency.key for agency in catalogue.agencies.values() for domain in agency.domains}
    outlets = {domain: outlet.key for outlet in catalogue.outlets.values() for domain in outlet.domains}
    return {
        domain: {"domain": domain, "outlet": key, "agency": agencies.get(domain)}
        for domain, key in sorted((agencies | outlets).items())
    }


def _there(connection: Connection) -> tuple[dict[str, Row], dict[str, Row], dict[str, Row]]:
    outlets = connection.execute(select(Outlet.__table__).where(Outlet.catalogued)).mappings()
    agencies = connection.execute(select(Agency.__table__)).mappings()
    sites = connection.execute(select(Site.__table__)).mappings()
    return (
        {row["outlet"]: dict(row) for row in outlets},
        {row["agency"]: dict(row) for row in agencies},
        {row["domain"]: dict(row) for row in sites},
    )


def _upsert(connection: Connection, table: type[Base], key: str, rows: list[Row]) -> None:
    if rows:
        statement = upsert(connection, table)
        values = {name: statement.excluded[name] for name in rows[0] if name != key}
        connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=values), rows)
