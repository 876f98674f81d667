"""Makes every public page of the current generation, on as many cores as are free."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from multiprocessing import get_context
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from guidance.pages.middleware import Environ, answer_of
from guidance.pages.page import Page, may_be_kept
from guidance.pages.watching import watcher

Progress = Callable[[str, int, int], None]
MakeAll = Callable[[Callable[[str], "Outcome"], Sequence[str]], Iterator["Outcome"]]

# Editors who save while pages are made start a new generation: then it begins anew, but not for ever.
MOST_ROUNDS = 5
PAGES_AT_A_TIME = 20


@dataclass(frozen=True)
class Outcome:
    """What became of one address: made, found stored already, or a fault: what Django answered instead."""

    path: str
    was_stored: bool = False
    fault: str = ""


@dataclass
class Published:
    """A generation, and the paths of its pages that were made, were there already, or could not be made."""

    generation: str
    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    faults: list[Outcome] = field(default_factory=list)


def publish(paths: Callable[[], Iterable[str]], *, processes: int, progress: Progress) -> Published:
    """Stores every page of the current generation that is not stored yet. Raises OSError if it cannot be written.

    `paths` names the addresses as they are when it is called.
    """
    watching = watcher()
    for _round in range(MOST_ROUNDS):
        watching.catch_up()
        with watching.looking():
            published = publish_generation(watching.current(), list(dict.fromkeys(paths())), processes, progress)
        watching.look()
        if watching.current() == published.generation:
            break
    if not published.faults:
        watching.store.mark_complete(published.generation)
    return published


def publish_generation(generation: str, paths: list[str], processes: int, progress: Progress) -> Published:
    published = Published(generation)
    with makers(processes) as make_all:
        for number, outcome in enumerate(make_all(Maker(generation), paths), start=1):
            if outcome.fault:
                published.faults.append(outcome)
            else:
                (published.unchanged if outcome.was_stored else published.made).append(outcome.path)
            progress("pages", number, len(paths))
    return published


@contextmanager
def makers(processes: int) -> Iterator[MakeAll]:
    """A `map` that works in this process, or in several that were forked from it."""
    if processes == 1:
        yield map
        return
    # A connection must not be shared with a forked process.
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        yield lambda make, paths: pool.map(make, paths, chunksize=PAGES_AT_A_TIME)


@dataclass(frozen=True)
class Maker:
    """Makes one page of a generation, unless it is stored."""

    generation: str

    def __call__(self, path: str) -> Outcome:
        store = watcher().store
        if store.has(self.generation, path):
            return Outcome(path, was_stored=True)
        status, headers, body = ask_django(path)
        if not may_be_kept(status, headers):
            return Outcome(path, fault=status)
        store.write(self.generation, path, Page.made_of(headers, body))
        return Outcome(path)


def ask_django(path: str) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and body of what Django answers a reader who comes by the public address."""
    return answer_of(django(), readers_request(path))


@lru_cache(maxsize=1)
def django() -> WSGIHandler:
    return WSGIHandler()


def readers_request(path: str) -> Environ:
    public = urlsplit(settings.SITE_ADDRESS)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": public.hostname,
        "SERVER_PORT": str(public.port or {"https": 443}.get(public.scheme, 80)),
        "HTTP_HOST": public.netloc,
        "HTTP_X_FORWARDED_PROTO": public.scheme,
        "wsgi.url_scheme": public.scheme,
        "wsgi.input": BytesIO(),
    }


def free_cores() -> int:
    """How many processes may work at once on this machine."""
    return os.cpu_count() or 1
