"""How long an editor waits after pressing a button, and how long it takes until readers see what was saved."""

import os
import statistics
import time
from contextlib import ExitStack

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.test.utils import setup_test_environment, teardown_test_environment

from guidance.articles.models import Article
from tests.bench.made_up import measured
from tests.bench.servers import start
from tests.editorial.editors import opened, page
from tests.factories import sign_in
from tests.pages.http import get

TIMES = 9
SECONDS_TO_WAIT = 20


def measure() -> dict[str, float]:
    """Milliseconds of real time: medians, and the most where it says so."""
    article = measured()
    saved, published = editors_times(article)
    seen = times_until_seen(article)
    return {
        "editor saves": statistics.median(saved),
        "editor publishes": statistics.median(published),
        "save to visible": statistics.median(seen),
        "save to visible, most": max(seen),
    }


def editors_times(article: Article) -> tuple[list[float], list[float]]:
    """Of saving a draft in the admin's form, and of publishing it: the requests that follow the two buttons."""
    setup_test_environment()
    try:
        client = Client()
        sign_in(client, User.objects.create_superuser("bench"))
        times = [(save(client, article, number), publish(client, article)) for number in range(TIMES)]
    finally:
        teardown_test_environment()
    saved, published = zip(*times[1:], strict=True)
    return list(saved), list(published)


def save(client: Client, article: Article, number: int) -> float:
    form = {**opened(client, article), "_save": "", "title_en": f"Saved {number}"}
    return timed_post(client, page(article, "change"), form)


def publish(client: Client, article: Article) -> float:
    answers = {"all_the_same": "on", "despite": "To measure it.", "one_language": "on"}
    form = {f"publish-{name}": answer for name, answer in answers.items()}
    taken = timed_post(client, page(article, "act", "publish"), form)
    before, article.title_en = article.title_en, Article.objects.get(pk=article.pk).title_en
    if article.title_en == before:
        raise RuntimeError("the draft was not published")
    return taken


def timed_post(client: Client, address: str, form: dict[str, object]) -> float:
    before = time.perf_counter()
    answer = client.post(address, form)
    taken = (time.perf_counter() - before) * 1000
    if answer.status_code != 302:
        raise RuntimeError(f"{address}: {answer.status_code}")
    return taken


def times_until_seen(article: Article) -> list[float]:
    """From the commit until a running server answers with the new words."""
    article.refresh_from_db()
    path = f"/en/articles/{article.slug}/"
    with ExitStack() as stack:
        server = start(stack, dict(os.environ), "guidance.wsgi:application", path)
        return [time_until_seen(article, f"Seen {number}", server.address + path) for number in range(TIMES)]


def time_until_seen(article: Article, title: str, address: str) -> float:
    get(address)
    committed: list[float] = []
    article.title_en = title
    with transaction.atomic():
        # The first to be told of the commit, before the search index and the stored pages are.
        transaction.on_commit(lambda: committed.append(time.perf_counter()))
        article.save()
    while time.perf_counter() < committed[0] + SECONDS_TO_WAIT:
        if title.encode() in get(address).body:
            return (time.perf_counter() - committed[0]) * 1000
        time.sleep(0.01)
    raise RuntimeError(f"{address} does not show what was saved")
