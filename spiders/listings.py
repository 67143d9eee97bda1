"""`scrapy crawl listings -a outlets=tass,globalresearch`"""

from spiders.outlet import OutletSpider


class ListingsSpider(OutletSpider):
    """Finds pages on the listing pages of outlets: sections, archives, front pages."""

    name = "listings"
    ways = ("listing",)
