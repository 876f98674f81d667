"""After a save, by whatever route, no process on any machine serves the old page more than a second later."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.pages.http import get
from tests.server import Site, extra_article, manage, run_on

A_SECOND = 1.0


@pytest.fixture(scope="module")
def processes(site: Site, others: list[str]) -> list[str]:
    """The running site, a second process on the same machine, and one on another machine."""
    return [str(site), *others]


@contextmanager
def a_saved_title(site: Site, folder: Path) -> Iterator[None]:
    with extra_article(site, "seen-by-every-process"):
        run_on(
            site,
            "from guidance.articles.models import Article; "
            "article = Article.objects.get(slug='seen-by-every-process'); "
            "article.title_en = 'Changed by a script'; article.save()",
        )
        yield


RENAME = """
from guidance.agencies.models import Agency

police = Agency.objects.get(slug="police-110")
police.name_en = {name}
police.save()
"""


@contextmanager
def a_channel_renamed(site: Site, folder: Path) -> Iterator[None]:
    """Which every process keeps at hand for the answers that name it."""
    run_on(site, RENAME.format(name="police.name_en + ', renamed'"))
    yield
    run_on(site, RENAME.format(name="police.name_en.removesuffix(', renamed')"))


@contextmanager
def a_rate_added(site: Site, folder: Path) -> Iterator[None]:
    run_on(
        site, "from tests.factories import make_rate; import datetime; make_rate(datetime.date(2026, 11, 24), '2.22')"
    )
    yield
    run_on(site, "from guidance.law.models import Rate; Rate.objects.get(percent='2.22').delete()")


@contextmanager
def changed_files_loaded(site: Site, folder: Path) -> Iterator[None]:
    content = shutil.copytree(settings.CONTENT_DIR, folder / "content")
    file = content / "pages" / "now.en.md"
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join([lines[0], "title: Changed in a file", *lines[2:]]), encoding="utf-8")
    assert manage(site.environment, "load_content", str(content)).returncode == 0
    yield
    assert manage(site.environment, "load_content").returncode == 0


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        (a_saved_title, "/en/sections/tactics/", b"Changed by a script"),
        (a_channel_renamed, "/en/rights/violence/", b", renamed"),
        (a_rate_added, "/en/law/rates/", b"2.22"),
        (changed_files_loaded, "/en/now/", b"Changed in a file"),
    ],
)
def test_a_change_is_seen_by_every_process_within_a_second(
    site: Site, processes: list[str], tmp_path: Path, change: Callable, path: str, words: bytes
):
    assert not [address for address in processes if words in get(address + path).body]

    with change(site, tmp_path):
        time.sleep(A_SECOND)
        seen = [address for address in processes if words in get(address + path).body]

    assert seen == processes


SCHEDULE = """
import datetime
from django.utils import timezone
from tests.editorial.test_schedule import make_scheduled
from tests.factories import make_account

moment = timezone.now() + datetime.timedelta(seconds={ahead})
make_scheduled(make_account("on-time", "Reviewer"), moment, "on-time")
print(moment.timestamp())
"""
CLEAR = """
from django.contrib.auth.models import User
from guidance.articles.models import Article

Article.objects.get(slug="on-time").delete()
User.objects.get(username="on-time").delete()
"""
SECONDS_AHEAD = 20


def test_a_scheduled_draft_is_seen_by_every_process_within_a_second_of_its_moment(site: Site, processes: list[str]):
    """With a real clock, while every process serves the stored page of before."""
    path = "/en/articles/on-time/"
    said = manage(site.environment, "shell", "--verbosity", "0", "--command", SCHEDULE.format(ahead=SECONDS_AHEAD))
    moment = float(said.stdout)
    time.sleep(A_SECOND)
    before = [b"Before" in get(address + path).body for address in processes]
    asked_in_time = time.time() < moment
    time.sleep(max(0.0, moment + A_SECOND - time.time()))
    after = [b"After" in get(address + path).body for address in processes]
    run_on(site, CLEAR)

    assert asked_in_time
    assert before == after == [True] * len(processes)


def test_processes_answer_with_the_same_bytes(processes: list[str]):
    pages = [get(address + "/zh-hans/rights/violence/", {"Accept-Encoding": "br"}) for address in processes]

    assert len({page.body for page in pages}) == 1
    assert len({page.headers["etag"] for page in pages}) == 1
    assert get(processes[1] + "/zh-hans/rights/violence/", {"If-None-Match": pages[0].headers["etag"]}).status == 200
    known = {"If-None-Match": pages[0].headers["etag"], "Accept-Encoding": "br"}
    assert get(processes[2] + "/zh-hans/rights/violence/", known).status == 304
