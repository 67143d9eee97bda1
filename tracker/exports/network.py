"""Who takes from whom as a network: outlets weighted by republications, or the articles of one story."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

from tracker.db import Database
from tracker.db.queries import select
from tracker.errors import TrackerError
from tracker.reports import visible

GraphFormat = Literal["graphml", "gexf"]
GRAPH_FORMATS: tuple[GraphFormat, ...] = get_args(GraphFormat)
Record = Mapping[str, Any]
Network = Any  #: a `networkx.DiGraph`; the library comes with an extra and has no types

_COPIES = """
SELECT r.parent_outlet, r.outlet, r.direction, r.credited, r.same_owner, r.parent_confidence
FROM republications r
WHERE r.parent_outlet IS NOT NULL AND r.parent_outlet <> r.outlet AND {where}
ORDER BY r.parent_outlet, r.outlet
"""
_OUTLETS = "SELECT outlet, outlet_kind, MAX(owner) AS owner FROM articles GROUP BY outlet, outlet_kind ORDER BY outlet"


@dataclass(slots=True)
class _Edge:
    """What is said of all republications from one outlet to another."""

    weight: int = 0  #: republications
    stated: int = 0
    inferred: int = 0
    unknown: int = 0
    credited: int = 0
    same_owner: int = 0
    mean_confidence: float = 0.0


def outlet_network(db: Database, *, agency: str | None = None) -> Network:
    """A node an outlet (or agency whose original was not crawled), an edge from parent to copier.

    Edges: `weight` (republications), how many of them `stated`, `inferred`, `unknown`, `credited`, of the `same_owner`,
    and the mean confidence. Copies whose parent's outlet is unknown have no edge. Nodes: `kind`, `owner`.
    """
    nx = _networkx()
    network: Network = nx.DiGraph(name="who republished whom")
    where, parameters = ("r.agency = :agency", {"agency": agency}) if agency else ("1 = 1", {})
    edges: dict[tuple[str, str], _Edge] = {}
    for row in select(db, _COPIES.format(where=where), parameters).dicts():
        edge = edges.setdefault((str(row["parent_outlet"]), str(row["outlet"])), _Edge())
        edge.weight += 1
        setattr(edge, str(row["direction"]), getattr(edge, str(row["direction"])) + 1)
        edge.credited += bool(row["credited"])
        edge.same_owner += bool(row["same_owner"])
        edge.mean_confidence += (float(row["parent_confidence"] or 0.0) - edge.mean_confidence) / edge.weight
    known = {row["outlet"]: row for row in select(db, _OUTLETS).dicts()}
    for name in sorted({end for pair in edges for end in pair}):
        kind, owner = (known[name]["outlet_kind"], known[name]["owner"]) if name in known else ("agency", None)
        network.add_node(visible(name), label=visible(name), kind=str(kind), owner=visible(str(owner or "")))
    for (parent, copier), edge in sorted(edges.items()):
        edge.mean_confidence = round(edge.mean_confidence, 4)
        network.add_edge(visible(parent), visible(copier), **asdict(edge))
    return network


def chain_network(members: Iterable[Record], *, agency: str | None) -> Network:
    """One story's chain: a node an article, an edge from parent to copy; `members` as `tracker.db.queries.chain` gives.

    An origin that was not crawled is the node `origin`.
    """
    nx = _networkx()
    network: Network = nx.DiGraph(name="chain of one story")
    listed = list(members)
    root = next((visible(member["url"]) for member in listed if member["depth"] == 0), None)
    if root is None:
        root = "origin"
        network.add_node(root, label=visible(agency or "origin unknown"), outlet=visible(agency or ""), crawled=False)
    urls = {visible(member["url"]) for member in listed}
    for member in listed:
        name = visible(member["url"])
        published = member["published_at"]
        network.add_node(
            name,
            label=visible(member["outlet"]),
            outlet=visible(member["outlet"]),
            title=visible(member["title"] or ""),
            published="" if published is None else published.isoformat(),
            credited=bool(member["credited"]),
            crawled=True,
        )
        if member["depth"] == 0:
            continue
        parent = visible(member["parent_url"] or "")
        network.add_edge(
            parent if parent in urls else root,
            name,
            direction=member["direction"],
            confidence=float(member["parent_confidence"]),
            extent=member["extent"],
            evidence=visible(member["evidence"]),
        )
    return network


def write_network(network: Network, path: Path, form: GraphFormat) -> None:
    """The network as a file: GraphML or GEXF (Gephi)."""
    nx = _networkx()
    out = BytesIO()
    if form == "graphml":
        nx.write_graphml_xml(network, out)
    else:
        nx.write_gexf(network, out)
    path.write_bytes(out.getvalue())


def _networkx() -> Any:
    if find_spec("networkx") is None:
        raise TrackerError("networks need the extra: pip install 'republication-tracker[graph]'")
    import networkx

    return networkx
