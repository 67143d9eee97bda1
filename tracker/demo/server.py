"""A small HTTP server on loopback that answers, as a forward proxy, for the made-up host names.

A crawl that has it as `http_proxy` sees clean addresses (`http://nordwire.example/...`) and nothing looks up a name.
Any other host gets a 502, as from a proxy that cannot resolve it: the demo never reaches out.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tracker.demo.site import Resource
from tracker.demo.web import build_web


@contextmanager
def serve(port: int = 0) -> Iterator[str]:
    """Serve the news web while the context lasts; gives the proxy's address, `http://127.0.0.1:PORT`."""
    server = _NewsWeb(("127.0.0.1", port), build_web())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="demo news web", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _NewsWeb(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], web: Mapping[str, Resource]) -> None:
        super().__init__(address, _Answer)
        self.web = web
        self.hosts = {url.split("/")[2] for url in web}


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _NewsWeb

    def do_GET(self) -> None:
        """A proxy is asked for whole addresses; a browser that opens the port itself gets a 502 as well."""
        url = f"{self.path}/" if self.path.count("/") == 2 else self.path  # http://host is http://host/
        resource = self.server.web.get(url)
        if resource is not None:
            self._send(resource)
        elif url.startswith("http://") and url.split("/")[2] in self.server.hosts:
            self._send(Resource(b"<!doctype html><title>Not found</title><h1>Not found</h1>", status=404))
        else:
            self._send(Resource(b"this proxy serves the demo's hosts only\n", "text/plain", 502))

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def do_CONNECT(self) -> None:
        """The made-up hosts speak plain HTTP; a tunnel leads nowhere."""
        self.send_error(502)

    def _send(self, resource: Resource) -> None:
        etag = f'"{hashlib.sha256(resource.body).hexdigest()[:16]}"'
        unchanged = resource.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else resource.status)
        for name, value in resource.headers:
            self.send_header(name, value)
        self.send_header("Content-Type", resource.content_type)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", "0" if unchanged else str(len(resource.body)))
        self.end_headers()
        if not unchanged and self.command != "HEAD":
            self.wfile.write(resource.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Silent: the crawl says what it fetched."""
