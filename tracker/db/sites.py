"""Whose an address is, by the catalogue that was last synchronised into the database."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from tracker.db.tables import Site
from tracker.urls import host, registrable_domain


class Sites:
    """The catalogue's domains, loaded once for many addresses. The longest domain that fits decides."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(Site.domain, Site.outlet, Site.agency))
        self._sites = {domain: (outlet, agency) for domain, outlet, agency in rows}

    def outlet(self, url: str) -> str:
        """Key of the outlet; outside the catalogue the registrable domain, without a host the address itself."""
        return next((outlet for outlet, _ in self._of(url)), "") or registrable_domain(url) or url

    def agency(self, url: str) -> str | None:
        """Key of the agency whose own site this is."""
        return next((agency for _, agency in self._of(url)), None)

    def _of(self, url: str) -> Iterator[tuple[str, str | None]]:
        name = host(url)
        while name:
            if name in self._sites:
                yield self._sites[name]
            name = name.partition(".")[2]
