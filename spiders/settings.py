"""Scrapy's settings of the crawl. Environment: TRACKER_DB, TRACKER_CONFIG, TRACKER_ARCHIVE, TRACKER_CONTACT."""

import os

from tracker import __version__

BOT_NAME = "republication-tracker"
SPIDER_MODULES = [
    "spiders.feeds",
    "spiders.sitemaps",
    "spiders.listings",
    "spiders.outlets",
    "spiders.pages",
    "spiders.originals",
    "spiders.revisits",
]
NEWSPIDER_MODULE = "spiders"

# ---------------------------------------------------------------------------------------------------- the tracker's own

TRACKER_DB = os.environ.get("TRACKER_DB") or "sqlite:///tracker.db"
TRACKER_CONFIG = os.environ.get("TRACKER_CONFIG") or None  # the user's catalogue file
TRACKER_ARCHIVE = os.environ.get("TRACKER_ARCHIVE") or None  # folder that keeps every page as WARC
TRACKER_CONTACT = os.environ.get("TRACKER_CONTACT") or None  # address or page that an outlet's editor can turn to
TRACKER_READERS = 0  # processes that read pages while the spider goes on; 0: one for each processor
TRACKER_READING_LIMIT = 60  # seconds after which a page is given up; the slowest real ones take two

TRACKER_PROGRESS = True  # drawn on a terminal as the crawl goes
TRACKER_ORIGINALS = 200  # pages that credits point to, fetched in one run at most; 0: none
TRACKER_REVISITS = 500  # known articles looked at again in one run at most; 0: none

# --------------------------------------------------------------------------------------------------------------- who


def user_agent(contact: str | None) -> str:
    """How the crawl names itself, with the contact where there is one."""
    return f"{BOT_NAME}/{__version__}" + (f" (+{' '.join(contact.split())})" if contact else "")


USER_AGENT = user_agent(TRACKER_CONTACT)
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = BOT_NAME
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/feed+json;q=0.9,*/*;q=0.8",
    # Some sites choose the edition by it; a crawl must get the one the address stands for.
    "Accept-Language": "*",
}
# Off: no state is kept with a site, and Scrapy's cookie jar would fetch a list of domains from the network.
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"

# ----------------------------------------------------------------------------------------------------------- politeness

CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Never 0: without any delay Scrapy 2.19 starts everything a host has waiting at once, whatever the line above says.
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0

# --------------------------------------------------------------------------------------------------------------- limits

DOWNLOAD_MAXSIZE = 10 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 60
DNS_TIMEOUT = 20
# Off in Scrapy; every middleware that drops a request by itself would make an address end uncounted.
URLLENGTH_LIMIT = 0
REDIRECT_MAX_TIMES = 8
# News pages refresh themselves to count their readers: following that would fetch each page several times.
METAREFRESH_ENABLED = False
# One more try in the run; what fails then is tried again by a later run, at the time that the database keeps.
RETRY_TIMES = 1
# Not 429 and 503, which ask for patience: they are heeded, not tried again at once.
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
# Every status reaches the spider, which counts it.
HTTPERROR_ALLOW_ALL = True

# Of one answer: Scrapy makes as many tasks for each, and an answer is one page, or the requests of a source.
CONCURRENT_ITEMS = 1
# Bytes of pages that wait to be read or are being read; beyond it nothing more is asked for.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 5_000_000

# --------------------------------------------------------------------------------------------------------------- safety

DOWNLOAD_VERIFY_CERTIFICATES = True
REMOTE_CONTROL_ENABLED = False  # on by default: a local port that runs Python sent to it
TELNETCONSOLE_ENABLED = False
HTTPCACHE_ENABLED = False
# No name that a stranger gives may resolve to an address of this machine or its network.
TWISTED_DNS_RESOLVER = "spiders.inside.InsideResolver"
TRACKER_INSIDE_HOSTS: list[str] = []  # names that may: those of an intranet; `.corp.example`: all below
# The web only: without this an address `file:///etc/passwd` in a feed would be read.
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}

# ------------------------------------------------------------------------------------------------------------------ run

# In the order found, which is the newest first; Scrapy would begin with the oldest.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
SCHEDULER_PRIORITY_QUEUE = "spiders.queue.HostByHostQueue"

DOWNLOADER_MIDDLEWARES = {
    "spiders.gate.GateMiddleware": 50,
    "spiders.inside.InsideMiddleware": 90,
    "spiders.robots.RobotsMiddleware": 110,
}
EXTENSIONS = {"spiders.progress.Progress": 600}  # behind Scrapy's own, whose figures it keeps
ITEM_PIPELINES = {"spiders.recording.RecordingPipeline": 300}
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
