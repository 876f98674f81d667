"""Makes a handbook of many articles, and tells what pages, saves, loading and publishing cost in it.

Run in a process of its own, with a database of its own: `python -m tests.bench.growth NUMBER`; prints JSON.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guidance.settings")
TIMES = 15
SECTIONS = 5


def main(number: int) -> dict[str, float]:
    """Milliseconds of processor time for each page, and of real time for what an editor waits for."""
    import django

    django.setup()
    from django.conf import settings

    # This process makes pages as the running site does, but collects no static files.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    from django.core.management import call_command

    from guidance.articles.models import Article

    call_command("migrate", verbosity=0)
    fill(number)
    middle = Article.objects.order_by("pk")[number // 2]
    last = Article.objects.order_by("-pk")[0]
    pages = {
        "article": middle.get_absolute_url(),
        "section": "/zh-hans/sections/part-2/",
        "contents": "/zh-hans/articles/",
        "home": "/zh-hans/",
        "sitemap": "/sitemap.xml",
        "search": "/zh-hans/search/",
    }
    figures = {name: page_time(path) for name, path in pages.items()}
    part = f"/sitemaps/articles-{max(1, last.pk // 1000)}.xml"
    figures["sitemap, each article"] = page_time(part) / min(number, 1000)
    figures["save"] = real_time(lambda: save(middle))
    figures["stored"] = stored_time(pages["article"])
    figures["publish, pages a second"] = publish_rate(number)
    return figures


def fill(number: int) -> None:
    """Copies one rendered article, of the length of ours, into so many rows."""
    from django.db import transaction

    from guidance.articles.models import Article
    from tests.factories import make_article, make_section, make_site_page

    make_site_page()
    sections = [make_section(f"part-{part}", order=part) for part in range(SECTIONS)]
    text = "## 先核实\n\n" + "催收的人打来电话，先问清楚他是谁，替谁收钱。\n\n" * 60
    first = make_article("article-0", sections[0], body_zh_hans=text, body_en=text.replace("催收", "collector "))
    with transaction.atomic():
        for start in range(1, number, 2000):
            Article.objects.bulk_create(copies(first, sections, range(start, min(start + 2000, number))))


def copies(first: object, sections: list, numbers: range) -> list:
    from guidance.articles.models import Article

    values = {f.attname: getattr(first, f.attname) for f in Article._meta.concrete_fields if f.attname != "id"}
    return [
        Article(
            **{
                **values,
                "slug": f"article-{number}",
                "order": number // SECTIONS % 32000,
                "section_id": sections[number % SECTIONS].pk,
            }
        )
        for number in numbers
    ]


def page_time(path: str) -> float:
    from guidance.pages.publishing import ask_django

    def ask() -> None:
        status, _headers, _body = ask_django(path)
        if not status.startswith("200"):
            raise RuntimeError(f"{path}: {status}")

    ask()
    return least(ask, time.process_time)


def stored_time(path: str) -> float:
    from guidance.pages.middleware import StoredPages
    from guidance.pages.publishing import readers_request

    site = StoredPages(lambda environ, start_response: refuse())
    make_stored(path)
    return least(lambda: site(readers_request(path), lambda status, headers: None), time.process_time)


def make_stored(path: str) -> None:
    from guidance.pages.publishing import Maker
    from guidance.pages.watching import watcher

    watcher().look()
    Maker(watcher().current())(path)


def refuse() -> list[bytes]:
    raise RuntimeError("the page is not stored")


def save(article: object) -> None:
    article.title_en = f"Changed at {time.monotonic()}"
    article.save()


def real_time(act: Callable[[], None]) -> float:
    return least(act, time.perf_counter)


def least(act: Callable[[], None], clock: Callable[[], float]) -> float:
    """The median of several times, in milliseconds."""
    times = []
    for _time in range(TIMES):
        before = clock()
        act()
        times.append((clock() - before) * 1000)
    return round(statistics.median(times), 3)


def publish_rate(number: int) -> float:
    """Of at most a thousand pages."""
    from guidance.pages.publishing import free_cores, publish

    paths = [f"/zh-hans/articles/article-{one}/" for one in range(min(number, 1000))]
    before = time.perf_counter()
    publish(lambda: paths, processes=free_cores(), progress=lambda stage, done, total: None)
    return round(len(paths) / (time.perf_counter() - before), 1)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
