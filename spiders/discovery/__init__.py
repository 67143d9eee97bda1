"""Where addresses come from: bytes of a feed, a sitemap, a listing page or a front page in, addresses out.

Pure functions that never raise for bad input and know neither Scrapy nor the database.
"""

from spiders.discovery.feed import read_feed
from spiders.discovery.found import Found, Kind
from spiders.discovery.listing import looks_like_article, read_listing
from spiders.discovery.profile import Profile, read_profile, read_twins
from spiders.discovery.site import COMMON_PATHS, read_site, sitemaps_in_robots
from spiders.discovery.sitemap import read_sitemap
from spiders.discovery.sniff import sniff

__all__ = [
    "COMMON_PATHS",
    "Found",
    "Kind",
    "Profile",
    "looks_like_article",
    "read_feed",
    "read_listing",
    "read_profile",
    "read_site",
    "read_sitemap",
    "read_twins",
    "sitemaps_in_robots",
    "sniff",
]
