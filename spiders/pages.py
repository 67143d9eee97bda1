"""`scrapy crawl pages -a urls=https://site.example/a,https://site.example/b`"""

from collections.abc import Sequence
from typing import Any

from spiders.outlet import OutletSpider
from spiders.targets import Target


class PagesSpider(OutletSpider):
    """Fetches the pages it is given (`-a urls=`), and what earlier runs left open of the outlets (`-a outlets=`)."""

    name = "pages"

    def __init__(self, urls: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls.replace(",http", " http").split()

    def find_targets(self) -> Sequence[Target]:
        """The outlets asked for, and each page as a target of its own."""
        outlets = super().find_targets() if self.asked or not self.urls else ()
        key = self.ledger.tracker.catalogue.outlet_key
        return [*outlets, *(Target(outlet=key(url), pages=(url,)) for url in self.urls)]
