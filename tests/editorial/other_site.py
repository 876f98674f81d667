"""Another site, on this machine: it answers as sites do, well and badly, and remembers what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

STATUSES = {"/fine": 200, "/gone": 404, "/closed": 403, "/ill": 500}
REDIRECTS = {"/moved": "/fine", "/circle": "/circle", "/to-private": "http://127.0.0.2/", "/to-file": "file:///etc"}


class OtherSite(ThreadingHTTPServer):
    """`asked` holds method, path and User-Agent of each question; `robots` is what its robots.txt says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[tuple[str, str, str]] = []
        self.robots = ""

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def asked_for(self, path: str) -> list[str]:
        """The methods with which a path was asked for."""
        return [method for method, asked, _agent in self.asked if asked == path]


class Answers(BaseHTTPRequestHandler):
    server: OtherSite

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        self.server.asked.append((method, self.path, self.headers["User-Agent"]))
        if self.path.startswith("/mute"):
            self.close_connection = True
            return
        body = self.server.robots.encode() if self.path == "/robots.txt" else b""
        self.send_response(self.status(method))
        if self.path in REDIRECTS:
            self.send_header("Location", REDIRECTS[self.path])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if method == "GET" else b"")

    def status(self, method: str) -> int:
        if self.path == "/get-only":
            return 405 if method == "HEAD" else 200
        if self.path in REDIRECTS:
            return 302
        return STATUSES.get(self.path.partition("?")[0], 200)

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@contextmanager
def running_other_site() -> Iterator[OtherSite]:
    with OtherSite() as site:
        thread = Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        site.shutdown()
        thread.join()
