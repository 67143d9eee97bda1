"""`python -m spiders --db URL [OUTLET_OR_URL ...]`: crawl, record, link, say what happened. One process, one crawl.

Exit codes: 0 done; 1 done, and an outlet needs a person or the crawl ended early; 2 wrong use; 130 stopped at once by
the user. On a terminal the crawl is drawn as it goes; elsewhere nothing is said before the end, and then only what a
person must look at, and the sums.
"""

import argparse
import json
import logging
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from spiders.attention import needing_a_person
from spiders.ledger import Ledger
from spiders.outlets import OutletsSpider
from spiders.process import CrawlProcess
from spiders.settings import user_agent
from spiders.summary import as_text
from spiders.targets import find_targets, is_foreign
from tracker.config import archive_folder, effective, find_config
from tracker.db import frontier
from tracker.errors import TrackerError

_NO_CONTACT = (
    "crawl: outlets cannot see who asks; put an address or a page of yours as `contact` under [crawl] in tracker.toml\n"
)


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
            # A wrong word ends the command here.
            known = ledger.known_sources() if options.due else {}
            targets = find_targets(options.targets, ledger.tracker.catalogue, known)
            if not settings["TRACKER_CONTACT"] and any(is_foreign(url) for to in targets for url in to.addresses):
                sys.stderr.write(_NO_CONTACT)
            asked = {"targets": options.targets, "limit": options.limit, "due": options.due}
            run = frontier.begin_run(ledger.tracker.db, "crawl", arguments=asked)
            _crawl(ledger, settings, options)
            ledger.look_for_signals()
            needing = needing_a_person(ledger.summary)
            # What a stopped crawl recorded is linked by the next one.
            linked = None if ledger.summary.stopped else ledger.tracker.link()
            answer = ledger.summary.as_json() | {"needing_a_person": needing, "linked": linked and asdict(linked)}
            frontier.end_run(ledger.tracker.db, run, answer | {"scrapy": ledger.summary.stats})
    except TrackerError as error:
        sys.stderr.write(f"crawl: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("crawl: stopped; what was recorded stays, and the next run links it\n")
        return 130
    full = options.verbose or sys.stdout.isatty()
    said = as_text(ledger.summary, linked, needing, full=full)
    sys.stdout.write(f"{json.dumps(answer, ensure_ascii=False)}\n" if options.json else said)
    return 1 if needing or ledger.summary.stopped else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m spiders", description="Crawl outlets, record their pages, link.")
    parser.add_argument("targets", nargs="*", metavar="OUTLET_OR_URL", help="keys or addresses; none: every outlet")
    parser.add_argument(
        "--db", metavar="URL", help="tracking database (default: $TRACKER_DB, else sqlite:///tracker.db)"
    )
    parser.add_argument("--config", metavar="FILE", help="your tracker.toml: settings, agencies and outlets")
    parser.add_argument(
        "--archive", metavar="DIR", help="keep pages as WARC in this folder (default: `archive` beside the database)"
    )
    parser.add_argument("--limit", type=_positive, metavar="N", help="at most N pages an outlet; the others stay due")
    parser.add_argument("--due", action="store_true", help="read only the sources whose next poll has come")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument("--verbose", action="store_true", help="say on stderr what becomes of every address")
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
    config = _path(options.config or settings["TRACKER_CONFIG"]) or find_config()
    found = effective(config)
    values = {name: value.value for name, value in found.items()}
    db = options.db or values["tracker.db"]
    archive = archive_folder(found, db, option=options.archive)
    given = {
        "TRACKER_DB": db,
        "TRACKER_CONFIG": config and str(config),
        "TRACKER_ARCHIVE": archive and str(archive),
        "TRACKER_CONTACT": values["crawl.contact"],
        "TRACKER_PROGRESS": not options.verbose,
        "USER_AGENT": user_agent(values["crawl.contact"]),
        "DOWNLOAD_DELAY": values["crawl.delay"],
    }
    settings.setdict(given, priority="cmdline")
    settings.setdict(dict(options.settings), priority="cmdline")
    return settings


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _crawl(ledger: Ledger, settings: Settings, options: argparse.Namespace) -> None:
    process = CrawlProcess(settings, ledger)
    _say_what_happens(verbose=options.verbose)
    process.crawl(OutletsSpider, outlets=" ".join(options.targets), due="yes" if options.due else "", ledger=ledger)
    process.start()
    # The reactor is gone, and with it whoever heeded signals; linking, which comes next, may be broken off anywhere.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    if process.bootstrap_failed:
        ledger.stop("the crawl could not be started; the log says why")


def _say_what_happens(*, verbose: bool) -> None:
    """Our own lines go to stderr, one an address where they are wanted; of Scrapy's, for its developers, the warnings.

    That a robots.txt cannot be had, or a certificate is not valid, is said of every page concerned, with its reason;
    the tracebacks of both are not.
    """
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("%(message)s"))
    crawl = logging.getLogger("crawl")
    crawl.addHandler(lines)
    crawl.setLevel(logging.INFO if verbose else logging.WARNING)
    crawl.propagate = False
    logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)
    logging.getLogger("twisted").addFilter(lambda record: "verifying certificate" not in record.getMessage())
    # Until somebody begins its log, Twisted prints what it holds critical by itself, beside the logger above.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)


if __name__ == "__main__":
    sys.exit(main())
