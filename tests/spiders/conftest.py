"""A site on loopback whose every answer a test decides, and the crawl as a process of its own."""

import json
import os
import socket
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tracker.catalogue import load_catalogue
from tracker.db import frontier, open_database
from tracker.db.frontier import SourceState

ROOT = Path(__file__).parents[2]


@dataclass
class Answer:
    """What the site answers; `reset` breaks the connection instead, `declared` is a Content-Length that lies."""

    body: bytes | str = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    reset: bool = False
    declared: int | None = None


class Site:
    """http://paper.example, and the proxy that leads to it. Answers by path, in threads of its own; `asked` lists
    what was asked for with the headers, robots.txt left out."""

    url = "http://paper.example"

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.heads: list[str] = []  #: addresses asked for by HEAD
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.path = self.path.removeprefix(site.url)
                if self.path != "/robots.txt":
                    site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                site.answer(self)

            def do_HEAD(self) -> None:
                site.heads.append(self.path)
                site.answer(self)

            def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def wait_for(self, path: str) -> None:
        """Until something asks for the path."""
        deadline = time.monotonic() + 240
        while path not in self.paths and time.monotonic() < deadline:
            time.sleep(0.02)
        assert path in self.paths

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        found = self.answers.get(request.path, Answer("<h1>Not found</h1>", status=404))
        answer = found() if callable(found) else found
        if answer.reset:
            linger = struct.pack("ii", 1, 0)  # closed at once, with an RST
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            request.close_connection = True
            request.connection.close()
            return
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        request.send_response(answer.status)
        request.send_header("Content-Type", answer.kind)
        request.send_header("Content-Length", str(answer.declared or len(body)))
        for name, value in answer.headers.items():
            request.send_header(name, value)
        request.end_headers()
        if request.command == "HEAD":
            return
        try:
            request.wfile.write(body)
            if answer.declared:
                request.close_connection = True
        except OSError:
            request.close_connection = True  # the crawl hung up, as it should on what is too large

    def feed(self, *paths: str) -> str:
        items = "".join(f"<item><title>{path}</title><link>{self.url}{path}</link></item>" for path in paths)
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{items}</channel></rss>'

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def article(subject: str, encoding: str = "utf-8") -> bytes:
    """An article page about `subject` that shares no passage with that on another."""
    paragraphs = "".join(
        f"<p>{subject} {verb} the {place} on {day}, and {subject} told the council of {place} why the {thing} of "
        f"{subject} stays where {subject} left it, although {place} had asked for another {thing} before {day}.</p>"
        for verb, place, day, thing in (
            ("visited", "harbour", "Monday", "crane"),
            ("painted", "lighthouse", "Tuesday", "ladder"),
            ("measured", "breakwater", "Wednesday", "buoy"),
            ("opened", "fish market", "Thursday", "scale"),
        )
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{encoding}"><title>{subject} and the sea</title>'
        '<meta property="article:published_time" content="2025-03-11T08:00:00+01:00"></head>'
        f"<body><article><h1>{subject} and the sea</h1>{paragraphs}</article></body></html>"
    ).encode(encoding)


@dataclass
class Crawl:
    """Runs `python -m spiders` on one database, through the site's proxy, and looks into the database."""

    db: Path
    proxy: str
    ahead: float = 0  #: minutes by which the crawl's clock is ahead
    address: str = ""  #: of another database than the file `db`
    #: Scrapy settings: as quick as they can be; a test of manners has its own.
    quick: tuple[str, ...] = ("DOWNLOAD_DELAY=0.005", "AUTOTHROTTLE_ENABLED=False", "RETRY_ENABLED=False")

    @property
    def url(self) -> str:
        return self.address or f"sqlite:///{self.db}"

    def command(self, *arguments: str) -> list[str]:
        quick = [f"-s{setting}" for setting in self.quick]
        module = ["tests.spiders.later", str(self.ahead)] if self.ahead else ["spiders"]
        return [sys.executable, "-m", *module, "--db", self.url, *quick, *arguments]

    def environment(self, **more: str) -> dict[str, str]:
        ours = {
            k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and not k.startswith("TRACKER_")
        }
        # The working folder is the test's own: without a setting, what a crawl keeps lies there.
        return ours | {"http_proxy": self.proxy, "PYTHONPATH": str(ROOT)} | more

    def __call__(self, *arguments: str, code: int | None = 0, **environment: str) -> dict[str, Any]:
        """A crawl's summary. `code` None: whether what failed needs a person is not what the test is about."""
        done = subprocess.run(
            self.command("--json", *arguments),
            cwd=self.db.parent,
            env=self.environment(**environment),
            capture_output=True,
            encoding="utf-8",
            timeout=240,  # for what hangs; a busy machine is slow and not wrong
        )
        assert done.returncode in ((0, 1) if code is None else (code,)), done.stderr[-3000:]
        answer: dict[str, Any] = json.loads(done.stdout) if done.stdout else {"stderr": done.stderr}
        return answer

    def scrapy(self, *arguments: str, **environment: str) -> None:
        """`scrapy` itself, through scrapy.cfg."""
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "scrapy",
                *arguments,
                "-s",
                "AUTOTHROTTLE_ENABLED=False",
                "-s",
                "DOWNLOAD_DELAY=0.01",
            ],
            cwd=ROOT,
            env=self.environment(TRACKER_DB=self.url, **environment),
            capture_output=True,
            encoding="utf-8",
            timeout=240,  # for what hangs; a busy machine is slow and not wrong
        )
        assert done.returncode == 0, done.stderr[-3000:]

    def start(self, *arguments: str, session: bool = False, **environment: str) -> subprocess.Popen[bytes]:
        """Goes on while the test does; in a `session` of its own, as in a terminal of its own."""
        return subprocess.Popen(
            self.command("--json", *arguments),
            cwd=self.db.parent,
            env=self.environment(**environment),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=session,
        )

    def wait_for_line(self, process: subprocess.Popen[bytes], words: str) -> None:
        """Until the crawl says so."""
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line.decode())
            if words in said[-1]:
                return
        raise AssertionError("".join(said))

    def leave_the_world_alone(self) -> None:
        """Nothing of the shipped catalogue comes due: `--due` without words asks the test's own outlets only."""
        outlets = load_catalogue().outlets.values()
        never = datetime(2999, 1, 1, tzinfo=UTC)
        with open_database(self.url) as db:
            for outlet in outlets:
                for url in (*outlet.feeds, *outlet.sitemaps, *outlet.listings):
                    state = SourceState(
                        url=url, outlet=outlet.key, kind="feed", last_fetched_at=never, next_fetch_at=never
                    )
                    frontier.save_source_state(db, state)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The database, to set its clocks back."""
        with closing(sqlite3.connect(self.db)) as connection, connection:
            yield connection

    def sql(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.db)) as connection:
            return connection.execute(query, parameters).fetchall()


@pytest.fixture
def site() -> Iterator[Site]:
    serving = Site()
    yield serving
    serving.close()


@pytest.fixture
def crawl(tmp_path: Path, site: Site) -> Crawl:
    return Crawl(tmp_path / "tracker.db", site.proxy)


@pytest.fixture
def answer() -> type[Answer]:
    return Answer


@pytest.fixture
def article_page() -> Callable[..., bytes]:
    return article
