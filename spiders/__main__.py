"""`python -m spiders --db URL [OUTLET_OR_URL ...]`: crawl, record, link, say what happened. One process, one crawl.

Exit codes: 0 done; 1 done, with failures listed; 2 wrong use.
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from spiders.ledger import Ledger
from spiders.outlets import OutletsSpider
from spiders.summary import as_text
from spiders.targets import find_targets
from tracker.db import frontier
from tracker.errors import TrackerError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit code."""
    options = _parser().parse_args(arguments)
    try:
        settings = _settings(options)
        with Ledger(
            settings["TRACKER_DB"],
            config=_path(settings["TRACKER_CONFIG"]),
            archive=_path(settings["TRACKER_ARCHIVE"]),
            limit=options.limit,
        ) as ledger:
            find_targets(options.targets, ledger.tracker.catalogue)  # a wrong word ends the command here
            asked = {"targets": options.targets, "limit": options.limit, "due": options.due}
            run = frontier.begin_run(ledger.tracker.db, "crawl", arguments=asked)
            _crawl(ledger, settings, options)
            # What a stopped crawl recorded is linked by the next one.
            linked = None if ledger.summary.stopped else ledger.tracker.link()
            answer = ledger.summary.as_json() | {"linked": linked and asdict(linked)}
            frontier.end_run(ledger.tracker.db, run, answer)
    except TrackerError as error:
        sys.stderr.write(f"crawl: {error}\n")
        return 2
    said = f"{json.dumps(answer, ensure_ascii=False)}\n" if options.json else as_text(ledger.summary, linked)
    sys.stdout.write(said)
    return 1 if ledger.summary.failures or ledger.summary.stopped else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m spiders", description="Crawl outlets, record their pages, link.")
    parser.add_argument("targets", nargs="*", metavar="OUTLET_OR_URL", help="keys or addresses; none: every outlet")
    parser.add_argument(
        "--db", metavar="URL", help="tracking database (default: $TRACKER_DB, else sqlite:///tracker.db)"
    )
    parser.add_argument("--config", metavar="FILE", help="your catalogue, laid over the shipped one")
    parser.add_argument("--archive", metavar="DIR", help="keep every page as WARC in this folder")
    parser.add_argument("--limit", type=_positive, metavar="N", help="at most N pages an outlet; the others stay due")
    parser.add_argument("--due", action="store_true", help="read only the sources whose next poll has come")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument(
        "-s", action="append", default=[], dest="settings", type=_setting, metavar="NAME=VALUE", help="a Scrapy setting"
    )
    return parser


def _positive(written: str) -> int:
    if not written.isdigit() or int(written) < 1:
        raise argparse.ArgumentTypeError("a number from 1")
    return int(written)


def _setting(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError("NAME=VALUE")
    return name, value


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    settings.set("LOG_LEVEL", "WARNING", priority="project")
    given = {"TRACKER_DB": options.db, "TRACKER_CONFIG": options.config, "TRACKER_ARCHIVE": options.archive}
    settings.setdict({name: value for name, value in given.items() if value}, priority="cmdline")
    settings.setdict(dict(options.settings), priority="cmdline")
    return settings


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _crawl(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> None:
    process = AsyncCrawlerProcess(settings)
    _say_what_happens()
    process.crawl(OutletsSpider, outlets=" ".join(options.targets), due="yes" if options.due else "", ledger=ledger)
    process.start()
    if process.bootstrap_failed:
        ledger.stop("the crawl could not be started; the log says why")


def _say_what_happens() -> None:
    """Our own lines go to stderr, one an address; of Scrapy's, which are for its developers, the warnings.

    That a robots.txt cannot be had, or a certificate is not valid, is said of every page concerned, with its reason;
    the tracebacks of both are not.
    """
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("%(message)s"))
    crawl = logging.getLogger("crawl")
    crawl.addHandler(lines)
    crawl.setLevel(logging.INFO)
    crawl.propagate = False
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    logging.getLogger("twisted").addFilter(lambda record: "verifying certificate" not in record.getMessage())
    # Until somebody begins its log, Twisted prints what it holds critical by itself, beside the logger above.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)


if __name__ == "__main__":
    sys.exit(main())
