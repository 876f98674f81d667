"""What a page costs when it is stored, when it is made, when it is searched, and when all are published."""

import itertools
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote_plus

import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.articles.models import Article, Section
from guidance.pages.middleware import StoredPages, answer_of
from guidance.pages.publishing import Maker, ask_django, django, free_cores, publish, readers_request
from guidance.pages.watching import watcher
from guidance.site.addresses import public_paths
from guidance.site.sitemaps import RECORDS_IN_A_PART
from tests.bench.made_up import made_up, measured

TIMES = 15
# A single answer is too short to be timed.
OFTEN = 5000
SEARCHES = 40
MOST_PUBLISHED = 1000
QUERIES = Path(__file__).parent.parent / "search" / "queries.yaml"


def measure() -> dict[str, float]:
    """Milliseconds of processor time for each page, and what else the names say."""
    # As where stored pages are served: their watcher publishes what is due, and a reader's page need not ask.
    watcher().is_looking = True
    path = measured().get_absolute_url()
    section = Section.objects.published()[0].get_absolute_url()
    made = {"article": path, "section": section, "contents": "/zh-hans/articles/", "home": "/zh-hans/"}
    made |= {"search, nothing typed": "/zh-hans/search/", "sitemap": "/sitemap.xml"}
    figures = {"stored page": stored_time(path)}
    figures |= {name: page_time(path) for name, path in made.items()}
    figures["sitemap, 1000 articles"] = sitemap_time()
    figures["search, words"] = search_time()
    figures["addresses, each 1000"] = addresses_time()
    figures["article, queries"] = queries_of(path)
    figures["publish, pages a second"] = publish_rate()
    return figures


def ask(path: str) -> None:
    status, _headers, _body = ask_django(path)
    if not status.startswith("200"):
        raise RuntimeError(f"{path}: {status}")


def page_time(path: str) -> float:
    ask(path)
    return median(itertools.repeat(lambda: ask(path), TIMES))


def median(acts: Iterable[Callable[[], None]]) -> float:
    """Milliseconds of processor time."""
    times = []
    for act in acts:
        before = time.process_time()
        act()
        times.append((time.process_time() - before) * 1000)
    return statistics.median(times)


def stored_time(path: str) -> float:
    watcher().look()
    Maker(watcher().current())(path)
    site = StoredPages(refuse)
    request = readers_request(path)

    def ask_often() -> None:
        for _time in range(OFTEN):
            site(request, lambda status, headers: None)

    return median(itertools.repeat(ask_often, TIMES)) / OFTEN


def refuse(environ: dict, start_response: Callable) -> list[bytes]:
    raise RuntimeError("the page is not stored")


def sitemap_time() -> float:
    """Of one part, as if it were full."""
    part = max(1, Article.objects.order_by("pk").last().pk // RECORDS_IN_A_PART)
    first = (part - 1) * RECORDS_IN_A_PART
    listed = Article.objects.filter(pk__gte=first, pk__lt=first + RECORDS_IN_A_PART).count()
    return page_time(f"/sitemaps/articles-{part}.xml") * RECORDS_IN_A_PART / listed


def searches() -> list[tuple[str, str]]:
    """Language and words of what readers type, the same for every handbook."""
    queries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    listed = [[(language, row["q"]) for row in rows[: SEARCHES // 2]] for language, rows in queries.items()]
    return [search for pair in zip(*listed, strict=True) for search in pair]


def search_time() -> float:
    def search(language: str, words: str) -> None:
        status, _headers, _body = answer_of(django(), readers_request(f"/{language}/search/") | {"QUERY_STRING": words})
        if not status.startswith("200"):
            raise RuntimeError(f"search for {words}: {status}")

    asked = [(language, f"q={quote_plus(words)}") for language, words in searches()]
    search(*asked[0])
    return median(lambda language=language, words=words: search(language, words) for language, words in asked)


def queries_of(path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask(path)
    return len(asked)


def addresses_time() -> float:
    """Of finding a thousand of the addresses that `publish` goes through."""
    before = time.process_time()
    found = sum(1 for _path in public_paths())
    return (time.process_time() - before) * 1e6 / found


def publish_rate() -> float:
    """Pages a second, of at most so many."""
    slugs = made_up().values_list("slug", flat=True)[: MOST_PUBLISHED // len(settings.LANGUAGES)]
    paths = [f"/{language}/articles/{slug}/" for slug in slugs for language, _name in settings.LANGUAGES]
    before = time.perf_counter()
    published = publish(lambda: paths, processes=free_cores(), progress=lambda stage, done, total: None)
    return len(published.made) / (time.perf_counter() - before)
