"""Crawl the made-up news web with the real spiders, in a process of their own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.demo.server import serve
from tracker.errors import CrawlError

#: The demo's own catalogue, to be passed as `config` wherever its database is read.
CATALOGUE = Path(__file__).with_name("demo.toml")
#: What the demo crawls: catalogued outlets by key, one site that is in no catalogue by its address.
TARGETS = (
    "nordwire",
    "harbourherald",
    "dailytide",
    "worldrelay",
    "lantern",
    "vestniksevera",
    "alpenkurier",
    "costanoticias",
    "plainspoken",
    "http://valleypost.example/",
)
#: The last of three hops: Nordwire -> The Harbour Herald -> World Relay -> The Lantern.
CHAIN_URL = "http://lantern.example/2025/03/ferries-again"
#: The page that started the project, in other words; its original is served but nothing the demo crawls leads to it.
FOUNDING_URL = "http://worldrelay.example/arctic-shipyard-lays-keel-of-research-icebreaker/5614233"
FOUNDING_ORIGINAL_URL = "http://nordwire.example/economy/971602"

#: Loopback needs no pause. With none at all the crawl would ask a host for several pages at once.
_SETTINGS = ("DOWNLOAD_DELAY=0.005", "AUTOTHROTTLE_ENABLED=False", "RETRY_ENABLED=False")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRun:
    """What the demo's crawl did, and the addresses worth showing."""

    summary: Mapping[str, Any]  #: as `python -m spiders --json` prints it
    chain_url: str = CHAIN_URL
    founding_url: str = FOUNDING_URL
    founding_original_url: str = FOUNDING_ORIGINAL_URL


def run_demo(db: str, *, targets: Sequence[str] = TARGETS, echo: Callable[[str], None] = lambda _: None) -> DemoRun:
    """Serve the news web, crawl `targets` into the database at `db` and link; progress goes to `echo`, one line a call.

    Run again on the same database it finds everything known. Raises `CrawlError` where the crawl did not run through.
    """
    with serve() as proxy:
        echo(f"serving a made-up news web at {proxy}")
        return DemoRun(summary=_crawl(db, targets, proxy, echo))


def _crawl(db: str, targets: Sequence[str], proxy: str, echo: Callable[[str], None]) -> dict[str, Any]:
    command = [sys.executable, "-m", "spiders", "--db", db, "--config", str(CATALOGUE), "--json", "--verbose"]
    # One original is left unseen on purpose: what is said of a story then is half of what there is to show.
    command += ["-s", "TRACKER_ORIGINALS=0"]
    for setting in _SETTINGS:
        command += ["-s", setting]
    with subprocess.Popen(  # noqa: S603 - our own interpreter, our own module, our own arguments
        [*command, *targets], env=_environment(proxy), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        log: list[str] = []
        answer = ""
        if process.stderr is not None and process.stdout is not None:
            # The answer is one line on stdout at the very end, so reading stderr to its end first cannot block it.
            for line in process.stderr:
                log.append(line)
                echo(line.rstrip("\n"))
            answer = process.stdout.read()
    if process.returncode not in (0, 1) or not answer:
        raise CrawlError(f"the crawl ended with {process.returncode}: {''.join(log[-5:]).strip()}", "demo")
    summary: dict[str, Any] = json.loads(answer)
    return summary


def _environment(proxy: str) -> dict[str, str]:
    """The crawl's environment: every address goes to the demo's server, whatever proxies this machine has."""
    ours = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return ours | {"http_proxy": proxy, "https_proxy": proxy}
