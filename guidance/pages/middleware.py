"""A WSGI wrapper that answers with stored pages before Django is entered, and stores what Django makes."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from guidance.pages.gone import is_below
from guidance.pages.negotiation import accepted, is_known
from guidance.pages.page import Headers, Page, Variant, may_be_kept
from guidance.pages.store import is_storable
from guidance.pages.watching import Watcher, watcher

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Bytes of pages each process keeps at hand; then it begins anew. A page in one encoding takes about seven thousand.
MOST_IN_MEMORY = 8_000_000
READING = frozenset({"GET", "HEAD"})


class Memory:
    """Pages of one generation, ready to be sent, by path and Accept-Encoding."""

    def __init__(self, generation: str) -> None:
        self.generation = generation
        self.pages: dict[tuple[str, str], Variant] = {}
        self.size = 0

    def keep(self, path: str, accept_encoding: str, page: Variant) -> None:
        if self.size > MOST_IN_MEMORY:
            self.pages, self.size = {}, 0
        self.pages[path, accept_encoding] = page
        self.size += len(page.body) + 1000


class StoredPages:
    """Wraps a WSGI application. Only GET and HEAD without a query, of addresses that can be a file, concern it."""

    def __init__(self, application: Application, watching: Watcher | None = None) -> None:
        self.application = application
        self.watching = watching or watcher()
        self.store = self.watching.store
        self.memory = Memory("")
        self.only_https = settings.SECURE_SSL_REDIRECT

    def watch(self) -> "StoredPages":
        """Begins to look for changes, and goes on for as long as the process lives."""
        self.watching.start()
        return self

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The shortest way through here is what most readers take, so it does nothing twice."""
        if environ["REQUEST_METHOD"] not in READING or environ.get("QUERY_STRING") or self.is_elsewhere(environ):
            return self.application(environ, start_response)
        memory, generation = self.memory, self.watching.current()
        if memory.generation != generation:
            # Whoever still holds the other one adds to that, and never to this.
            memory = self.memory = Memory(generation)
        known = environ["PATH_INFO"], environ.get("HTTP_ACCEPT_ENCODING", "")
        page = memory.pages.get(known)
        if page is not None:
            return send(page, environ, start_response)
        if not is_storable(environ["PATH_INFO"]):
            return self.application(environ, start_response)
        return self.answer(memory, environ, start_response)

    def is_elsewhere(self, environ: Environ) -> bool:
        """Below another application's path, or not asked for over https where readers are sent there."""
        return bool(environ.get("SCRIPT_NAME")) or (
            self.only_https and environ.get("HTTP_X_FORWARDED_PROTO") != "https"
        )

    def answer(self, memory: Memory, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """With the stored file, or with a page Django makes now."""
        path, accept_encoding = environ["PATH_INFO"], environ.get("HTTP_ACCEPT_ENCODING", "")
        encodings = accepted(accept_encoding)
        page = self.store.read(memory.generation, path, encodings) if memory.generation else None
        if page is None:
            return self.make(environ, start_response, memory.generation, encodings)
        memory.keep(path, accept_encoding, page)
        return send(page, environ, start_response)

    def make(
        self, environ: Environ, start_response: StartResponse, generation: str, encodings: tuple[str, ...]
    ) -> Iterable[bytes]:
        """Has Django make the page. The generation was noted before, so a change meanwhile cannot be stored over."""
        path = environ["PATH_INFO"]
        # Nobody waits for a database that is known to be gone or locked.
        if self.watching.database_fault and (older := self.older(generation, path, encodings)):
            return send(older, environ, start_response)
        status, headers, body = answer_of(self.application, environ)
        if may_be_kept(status, headers) and not environ.get("HTTP_COOKIE"):
            page = Page.made_of(headers, body)
            self.keep(generation, path, page)
            return send(page.variant(encodings), environ, start_response)
        if status.startswith("5"):
            if older := self.older(generation, path, encodings):
                return send(older, environ, start_response)
            if is_below(path, self.store.gone(generation) or []):
                # Said for certain: a cache on the way that is told of a fault may serve the copy it has.
                status = "404 Not Found"
        start_response(status, headers)
        return [body if environ["REQUEST_METHOD"] == "GET" else b""]

    def older(self, generation: str, path: str, encodings: tuple[str, ...]) -> Variant | None:
        """The page as it last was; None for what is gone, or if it is not known what is."""
        gone = self.store.gone(generation)
        return None if gone is None or is_below(path, gone) else self.store.read_older(path, encodings)

    def keep(self, generation: str, path: str, page: Page) -> None:
        """Stores a page. If that fails the reader still gets it."""
        if not generation:
            return
        try:
            self.store.write(generation, path, page)
        except OSError as error:
            self.watching.note_store_fault(error)
        else:
            self.watching.store_fault = ""


def answer_of(application: Application, environ: Environ) -> tuple[str, Headers, bytes]:
    """Status, headers and the whole body, uncompressed, of what an application answers to GET."""
    started: list[tuple[str, Headers]] = []

    def note_start(status: str, headers: Headers, exc_info: object = None) -> None:
        started.append((status, headers))

    asked = {**environ, "REQUEST_METHOD": "GET"}
    for name in ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"):
        asked.pop(name, None)
    answer = application(asked, note_start)
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return *started[-1], body


def send(page: Variant, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and is_known(known, page.etag):
        start_response("304 Not Modified", page.headers_unchanged)
        return []
    start_response("200 OK", page.headers)
    return [page.body] if environ["REQUEST_METHOD"] == "GET" else []
