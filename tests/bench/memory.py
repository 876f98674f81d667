"""Memory of a worker while it answers what an hour of readers asks."""

import itertools
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import yaml

from tests.bench.load import megabytes
from tests.bench.servers import start

REQUESTS_A_SECOND = 20
READERS = 4
GOOD = {200, 302, 304}
# An hour's requests come as fast as they are answered; a slow machine stops early and says so.
MOST_SECONDS = 150
# Of a hundred requests; the rest are stored pages.
KNOWN, MISSED, ANSWERS, SEARCHES = 14, 2, 1, 1
QUERIES = Path(__file__).parent.parent / "search" / "queries.yaml"


@dataclass(frozen=True)
class Memory:
    """Resident megabytes of a worker, each after so many requests."""

    moments: list[int]
    sizes: list[float]


def memory(environment: dict[str, str], store: Path, *, minutes: int) -> Memory:
    """What so many minutes' worth of requests do: before, after a tenth, and after all. `store` holds every page."""
    paths = sorted(f"/{file.parent.relative_to(store)}/" for file in store.rglob("*/index.html.head"))
    number = minutes * 60 * REQUESTS_A_SECOND
    asked = requests(paths)
    deadline = time.monotonic() + MOST_SECONDS
    with ExitStack() as stack:
        server = start(stack, environment, "guidance.wsgi:application", paths[0])
        moments, sizes = [0], [megabytes(server.process)]
        for part in (number // 10, number - number // 10):
            moments.append(moments[-1] + ask(server.address, list(itertools.islice(asked, part)), deadline))
            sizes.append(megabytes(server.process))
    return Memory(moments, sizes)


def requests(paths: list[str]) -> Iterator[tuple[str, bool]]:
    """Addresses in the proportions of readers, always in the same order, and whether the reader may know the page."""
    chance = random.Random(1)
    queries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    searches = [f"/{language}/search/?q={quote(row['q'])}" for language, rows in queries.items() for row in rows]
    articles, answers = ([f"{path}?made" for path in paths if part in path] for part in ("/articles/", "/rights/"))
    stored = 100 - KNOWN - MISSED - ANSWERS - SEARCHES
    kinds, weights = [paths, paths, articles, answers, searches], [stored, KNOWN, MISSED, ANSWERS, SEARCHES]
    for place in itertools.count():
        number = chance.choices(range(len(kinds)), weights)[0]
        # In turn, so that every one of them is asked for.
        yield kinds[number][place % len(kinds[number])], number == 1


def ask(address: str, asked: list[tuple[str, bool]], deadline: float) -> int:
    """Asks all of them on a few connections at once, and returns how many were answered before the deadline."""
    shares = [asked[first::READERS] for first in range(READERS)]
    with ThreadPoolExecutor(READERS) as pool:
        return sum(pool.map(lambda share: read(address, share, deadline), shares))


def read(address: str, asked: list[tuple[str, bool]], deadline: float) -> int:
    """One reader, who remembers the pages seen. Raises RuntimeError for an answer that is none."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    etags: dict[str, str] = {}
    for number, (path, is_known) in enumerate(asked):
        if time.monotonic() > deadline:
            return number
        known = {"If-None-Match": etags[path]} if is_known and path in etags else {}
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **known})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in GOOD:
            raise RuntimeError(f"{path}: {answer.status}")
        etags[path] = answer.headers.get("ETag", "")
    connection.close()
    return len(asked)
