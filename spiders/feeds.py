"""`scrapy crawl feeds -a outlets=tass,globalresearch`"""

from spiders.outlet import OutletSpider


class FeedsSpider(OutletSpider):
    """Finds pages in the feeds of outlets: RSS, Atom, JSON Feed."""

    name = "feeds"
    ways = ("feed",)
