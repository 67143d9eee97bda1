"""What is recorded, in files that other programs read: tables, networks, a feed, a story's evidence."""

from tracker.exports.bundle import Bundled, export_bundle
from tracker.exports.feed import feed
from tracker.exports.network import GRAPH_FORMATS, GraphFormat, chain_network, outlet_network, write_network
from tracker.exports.tables import TABLE_FORMATS, TableFormat, export_view

__all__ = [
    "GRAPH_FORMATS",
    "TABLE_FORMATS",
    "Bundled",
    "GraphFormat",
    "TableFormat",
    "chain_network",
    "export_bundle",
    "export_view",
    "feed",
    "outlet_network",
    "write_network",
]
