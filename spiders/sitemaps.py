"""`scrapy crawl sitemaps -a outlets=tass,globalresearch`"""

from spiders.outlet import OutletSpider


class SitemapsSpider(OutletSpider):
    """Finds pages in the sitemaps of outlets: news sitemaps, plain ones, indexes of them."""

    name = "sitemaps"
    ways = ("sitemap",)
