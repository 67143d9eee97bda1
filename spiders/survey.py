"""`python -m spiders.survey [OUTLET_OR_URL ...]`: what a site announces of itself, and which of its sources answer.

One JSON object a site on stdout, in the order asked for; `tracker outlets add` and `check` make of it what they say.
Nothing is recorded. Exit codes: 0 done; 2 wrong use.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from spiders.answers import Ending, judge_answer, judge_failure
from spiders.discovery import COMMON_PATHS, Found, Kind, read_profile, read_site, read_twins, sniff
from spiders.inside import InsideResolver, place
from spiders.outlet import read_source
from spiders.recording import headers_of
from spiders.settings import user_agent
from spiders.targets import Source, Target, find_targets, front_of
from tracker.catalogue import Catalogue, load_catalogue
from tracker.config import effective, find_config
from tracker.errors import TrackerError
from tracker.extract.language import find_language
from tracker.types import Outcome
from tracker.urls import host, url_key

_MAX_FEEDS = 10
_MAX_SECTIONS = 5
#: Sites looked at side by side; each is asked one request after the other.
_SITES = 8

How = Literal["catalogue", "announced", "robots.txt", "common path", "section", "front page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One feed, sitemap or listing page, as it answered."""

    url: str  #: after redirects, where it works
    kind: Kind
    how: How
    state: str  #: `works`, `empty`, or the outcome that kept it from working: `refused`, `blocked`, `gone`, `failed`
    reason: str = ""
    items: int = 0
    newest: str | None = None  #: of the times that its items give, ISO 8601
    moved_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What was found of one site."""

    outlet: str
    site: str  #: its front page, after redirects
    state: str  #: of the front page: `works`, `refused`, `blocked`, `gone`, `failed`
    reason: str = ""
    name: str = ""
    language: str = ""
    country: str = ""
    sources: tuple[Checked, ...] = ()
    twins: dict[str, str] | None = None  #: addresses of a page's `amp` and `mobile` forms, of one page as an example


class SurveySpider(Spider):
    """Asks the front page, its announcements, robots.txt and, where these give nothing, the common paths."""

    name = "survey"

    def __init__(self, targets: Sequence[Target], catalogue: Catalogue, found: list[Survey], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.targets, self.catalogue, self.found = targets, catalogue, found
        named = {url for target in targets for url in (*target.addresses, front_of(target, catalogue))}
        self.named_places = {place(url) for url in named}
        InsideResolver.named |= {host(url) for url in named}
        self.announced_sitemaps: dict[str, tuple[str, ...]] = {}

    async def start(self) -> AsyncIterator[Request]:
        """Everything is asked here; there is nothing left for Scrapy to schedule."""
        waiting = asyncio.Semaphore(_SITES)

        async def one(target: Target) -> Survey:
            async with waiting:
                return await self._survey(target)

        self.found += await asyncio.gather(*(one(target) for target in self.targets))
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    async def _survey(self, target: Target) -> Survey:
        """The known sources, then what the site announces, then what is common, until there is one that works."""
        asked = _Asked(self, target.outlet)
        await asked.all(((source.url, source.kind) for source in target.sources), "catalogue")
        front, ending = await self.fetch(front_of(target, self.catalogue))
        if front is None:
            site, said = front_of(target, self.catalogue), ending or Ending(Outcome.FAILED, "no answer", None)
            return Survey(
                outlet=target.outlet, site=site, state=said.outcome, reason=said.reason, sources=tuple(asked.sources)
            )
        if sniff(front.body) != "listing":  # the address of a feed or sitemap: the site is above it
            asked.take(front, "announced", moved_from=None)
            front = (await self.fetch(urljoin(front.url, "/")))[0] or front
        await self._announced(asked, front)
        profile = read_profile(front.body, front.url)
        if not asked.works("feed", "sitemap"):
            await asked.all(((url, "listing") for url in profile.sections[:_MAX_SECTIONS]), "section")
            asked.take(front, "front page", moved_from=None)
        titles = " . ".join(asked.titles[:40])
        return Survey(
            outlet=target.outlet,
            site=front.url,
            state="works",
            name=profile.name,
            language=find_language("", titles, profile.language or None) or "",
            country=self.catalogue.country(front.url) or profile.country,
            sources=tuple(asked.sources),
            twins=await self._twins(asked),
        )

    async def _announced(self, asked: "_Asked", front: Response) -> None:
        feeds = read_site(front.body, front.url, most=_MAX_FEEDS)
        await asked.all(((url, "feed") for url in feeds), "announced")
        await asked.all(((url, "sitemap") for url in self.announced_sitemaps.get(host(front.url), ())), "robots.txt")
        for path in COMMON_PATHS:
            kind: Kind = "sitemap" if "sitemap" in path else "feed"
            if not asked.works(kind):
                await asked.guess(urljoin(front.url, path), kind)

    async def _twins(self, asked: "_Asked") -> dict[str, str]:
        """Of one article, as an example: front pages rarely have any."""
        if asked.example is None:
            return {}
        page, _ = await self.fetch(asked.example)
        return {} if page is None else read_twins(page.body, page.url)

    async def fetch(self, url: str) -> tuple[Response | None, Ending | None]:
        """An answer with a body, after redirects, or why there is none."""
        try:
            response = await self.crawler.engine.download_async(Request(url, dont_filter=True))
        except Exception as error:  # noqa: BLE001 - Scrapy's downloader hands out whatever kept it from an answer
            return None, judge_failure(error)
        ending = judge_answer(response.status, headers_of(response), response.body)
        return (response, None) if ending is None else (None, ending)


class _Asked:
    """The sources of one site that were asked, each once."""

    def __init__(self, spider: SurveySpider, outlet: str) -> None:
        self._spider = spider
        self._outlet = outlet
        self._keys: set[str] = set()
        self.sources: list[Checked] = []
        self.titles: list[str] = []
        self.example: str | None = None

    def works(self, *kinds: Kind) -> bool:
        """Whether one of these kinds does."""
        return any(source.kind in kinds and source.state == "works" for source in self.sources)

    async def all(self, addresses: Iterable[tuple[str, Kind]], how: How) -> None:
        """Ask every one of them."""
        for url, kind in addresses:
            if not self._is_new(url):
                continue
            response, ending = await self._spider.fetch(url)
            if response is not None:
                self.take(response, how, kind, moved_from=url)
            elif ending is not None:
                self.sources.append(Checked(url=url, kind=kind, how=how, state=ending.outcome, reason=ending.reason))

    async def guess(self, url: str, kind: Kind) -> None:
        """Nobody has said that it is there: it counts only if it works."""
        if self._is_new(url):
            response, _ = await self._spider.fetch(url)
            if response is not None and sniff(response.body) == kind:
                self.take(response, "common path", kind, moved_from=None, only_working=True)

    def take(
        self,
        response: Response,
        how: How,
        kind: Kind | None = None,
        *,
        moved_from: str | None,
        only_working: bool = False,
    ) -> None:
        """An answer as what it is by its bytes."""
        told = sniff(response.body)
        is_a = kind or told
        found = read_source(Source(url=response.url, kind=is_a, outlet=self._outlet), response)
        if is_a in ("feed", "sitemap") and told == "listing":
            found = Found(problem=f"no {is_a}, but a page")
        works = bool(found.pages or found.sources)
        if works:
            self.titles += [hints.title for _, hints in found.pages if hints.title]
            self.example = self.example or next((url for url, _ in found.pages), None)
        if works or not only_working:
            moved = moved_from if moved_from and url_key(moved_from) != url_key(response.url) else None
            checked = Checked(
                url=response.url if works else moved_from or response.url,
                kind=is_a if told == "listing" else told,
                how=how,
                state="works" if works else "empty",
                reason=found.problem,
                items=len(found.pages) or len(found.sources),
                newest=_newest(found),
            )
            self.sources.append(replace(checked, moved_from=moved) if works else checked)

    def _is_new(self, url: str) -> bool:
        key = url_key(url)
        known = key in self._keys
        self._keys.add(key)
        return not known


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit code."""
    parser = argparse.ArgumentParser(prog="python -m spiders.survey", description="What sites announce of themselves.")
    parser.add_argument("targets", nargs="*", metavar="OUTLET_OR_URL", help="keys or addresses; none: every outlet")
    parser.add_argument("--config", metavar="FILE", help="your tracker.toml")
    parser.add_argument("-s", action="append", default=[], dest="settings", metavar="NAME=VALUE", help="Scrapy setting")
    options = parser.parse_args(arguments)
    config = Path(options.config) if options.config else find_config()
    try:
        settings = _settings(config, options.settings)
        catalogue = load_catalogue(*filter(None, [config]))
        targets = find_targets(options.targets, catalogue)
    except TrackerError as error:
        sys.stderr.write(f"survey: {error}\n")
        return 2
    found: list[Survey] = []
    process = AsyncCrawlerProcess(settings)
    # Until somebody begins its log, Twisted prints what it holds critical by itself.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    process.crawl(SurveySpider, targets=targets, catalogue=catalogue, found=found)
    process.start()
    for survey in found:
        sys.stdout.write(f"{json.dumps(asdict(survey), ensure_ascii=False)}\n")
    return 0


def _settings(config: Path | None, more: Iterable[str]) -> Settings:
    """Those of the crawl, with its manners; of the log what a person must see: what did not answer is in the result."""
    settings = Settings()
    settings.setmodule("spiders.settings", priority="project")
    contact = effective(config)["crawl.contact"].value
    settings.setdict({"LOG_LEVEL": "CRITICAL", "USER_AGENT": user_agent(contact)}, priority="project")
    settings.setdict(dict(given.split("=", 1) for given in more if "=" in given), priority="cmdline")
    return settings


def _newest(found: Found) -> str | None:
    times = [moment for _, hints in found.pages if hints.published and (moment := _moment(hints.published))]
    return max(times).isoformat(timespec="seconds") if times else None


def _moment(written: str) -> datetime | None:
    """RFC 2822 or ISO 8601; without a zone taken for UTC: a day more or less decides nothing here."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = read(written.strip())
        except (ValueError, TypeError, IndexError):
            continue
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return None


if __name__ == "__main__":
    sys.exit(main())
