"""What is recorded, in files that other programs read: tables, networks, a feed.

A story's evidence, for people, is written by `tracker.exports.bundle`, which imports all that reads pages, and so is
not imported here: the others begin in less than half of the time.
"""

from tracker.exports.feed import feed
from tracker.exports.network import GRAPH_FORMATS, GraphFormat, chain_network, outlet_network, write_network
from tracker.exports.tables import TABLE_FORMATS, TableFormat, export_view

__all__ = [
    "GRAPH_FORMATS",
    "TABLE_FORMATS",
    "GraphFormat",
    "TableFormat",
    "chain_network",
    "export_view",
    "feed",
    "outlet_network",
    "write_network",
]
