"""The server: HTTP/1.1 for whole addresses, and tunnels (CONNECT) in which it speaks TLS as the host asked for.

Nothing looks up a name and nothing leaves the machine: a crawl that has it as `http_proxy` and `https_proxy` sees the
addresses of a wide world. One thread, asyncio: quick enough to be the other end of a benchmark.
"""

import asyncio
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import responses
from types import TracebackType
from typing import Self

#: Seconds of an answer that never comes; ended before, at the end of the internet.
_FOR_EVER = 600
_BROKEN = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError, TimeoutError, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request; names of `headers` in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered, and how the answer goes wrong."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    declared: int | None = None  #: a Content-Length that lies; the connection is closed after the body
    resets_at: int | None = None  #: after so many bytes of the body the connection is reset
    stalls_at: int | None = None  #: after so many bytes of the whole answer nothing more comes


Site = Callable[[Asked], Answer | None]  #: None: no such host


class Internet:
    """Serves `site` while its context lasts. `asked` are the requests so far, in their order."""

    def __init__(self, site: Site, *, authority: Callable[[str], ssl.SSLContext] | None = None) -> None:
        self.asked: list[Asked] = []
        self._site = site
        self._authority = authority
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._port = 0
        self._thread = threading.Thread(target=self._run, name="internet", daemon=True)

    @property
    def proxy(self) -> str:
        """For `http_proxy` and `https_proxy`."""
        return f"http://127.0.0.1:{self._port}"

    def urls(self, prefix: str = "") -> list[str]:
        """What was asked for, robots.txt left out."""
        return [a.url for a in self.asked if a.url.startswith(prefix) and not a.url.endswith("/robots.txt")]

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._connection, "127.0.0.1", 0, limit=2**20))
        self._port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.01))
        self._loop.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(*_BROKEN, asyncio.CancelledError):
            tunnel = ""
            while (asked := await _request(reader, tunnel)) is not None:
                if asked.method == "CONNECT" and self._authority is not None:
                    tunnel = asked.url.removesuffix(":443")
                    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    await writer.drain()
                    await writer.start_tls(self._authority(tunnel.partition(":")[0]))
                    continue
                self.asked.append(asked)
                found = self._site(asked) or Answer(status=502, body=b"no such host\n", kind="text/plain")
                if not await _send(found, asked, writer):
                    break
        with suppress(*_BROKEN, RuntimeError):
            writer.close()


async def _request(reader: asyncio.StreamReader, tunnel: str) -> Asked | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Asked(method=method, url=f"https://{tunnel}{target}" if tunnel else target, headers=headers)


async def _send(answer: Answer, asked: Asked, writer: asyncio.StreamWriter) -> bool:
    """Whether the connection can be used again."""
    length = len(answer.body) if answer.declared is None else answer.declared
    said = {"Content-Type": answer.kind, "Content-Length": str(length), **answer.headers}
    head = f"HTTP/1.1 {answer.status} {responses.get(answer.status, 'Status')}\r\n"
    whole = (head + "".join(f"{n}: {v}\r\n" for n, v in said.items() if v) + "\r\n").encode("latin-1")
    start = len(whole)
    if asked.method != "HEAD" and answer.status != 304:
        whole += answer.body
    if answer.stalls_at is not None:
        writer.write(whole[: answer.stalls_at])
        await writer.drain()
        await asyncio.sleep(_FOR_EVER)
        return False
    if answer.resets_at is not None:
        writer.write(whole[: start + answer.resets_at])
        await writer.drain()
        await asyncio.sleep(0.05)  # what was sent is to arrive: a reset takes back what was not read yet
        writer.transport.abort()
        return False
    writer.write(whole)
    await writer.drain()
    return answer.declared is None
