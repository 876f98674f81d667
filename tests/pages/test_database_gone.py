"""With the database gone, whatever is stored is still read; when it is back, so is everything else."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests import postgresql
from tests.pages.http import get
from tests.server import environment_for, manage, serving

PAGE = "/en/articles/detention-and-following/"
NOT_STORED = "/en/articles/never-asked-for/"
MADE = "from tests.factories import make_article; make_article(); make_article('never-asked-for')"
MOST_SECONDS = 30
SHOWN = """
from tests.factories import *

make_site_page("now")
make_article()
make_article("withdrawn", make_section("causes"))
make_article("brought-back")
make_article("deleted")
make_article("of-a-section", make_section("impacts"))
make_provision()
situation = make_situation()
for lender in ("bank", "small-loan"):
    make_answer(situation, make_lender_type(lender))
make_situation("violence", make_situation_group("danger"), code="52")
"""
TAKEN = """
from guidance.articles.models import *
from guidance.law.models import *
from guidance.rights.models import *

def set_status(record, status):
    record.status = status
    record.save()

for model, slug in [
    (Article, "withdrawn"),
    (Article, "brought-back"),
    (SitePage, "now"),
    (Section, "impacts"),
    (Instrument, "criminal-law"),
    (LenderType, "bank"),
    (SituationGroup, "danger"),
]:
    set_status(model.objects.get(slug=slug), "withdrawn")
Article.objects.get(slug="deleted").delete()
set_status(Article.objects.get(slug="brought-back"), "published")
"""
GONE = [
    "/en/articles/withdrawn/",
    "/zh-hans/articles/withdrawn/",
    "/en/articles/deleted/",
    "/en/articles/of-a-section/",
    "/en/sections/impacts/",
    "/en/now/",
    "/en/law/criminal-law/",
    "/en/law/criminal-law/criminal-law-238/",
    "/en/rights/call-bombing/bank/",
    "/en/rights/violence/",
]
STILL_THERE = [PAGE, "/en/articles/brought-back/", "/en/rights/call-bombing/", "/en/", "/en/law/"]


class Database:
    """A database that can be taken away, and given back."""

    def __init__(self, url: str, take: Callable[[], None], give_back: Callable[[], None]) -> None:
        self.url, self.take, self.give_back = url, take, give_back


@contextmanager
def a_database(folder: Path) -> Iterator[Database]:
    """Of the kind the tests run on."""
    if connection.vendor == "postgresql":
        programs = postgresql.find_programs()
        if programs is None:
            pytest.skip("no initdb found: a PostgreSQL server that can be stopped is needed")
        with postgresql.server(programs) as server:
            yield Database(server, server.stop, server.start)
    else:
        file, away = folder / "readers.sqlite3", folder / "away"
        yield Database(f"sqlite:///{file}", lambda: move(file, away), lambda: move(away, file))


def move(file: Path, other: Path) -> None:
    """A database file and what belongs to it. SQLite makes an empty file where one is missing."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{other}{ending}").unlink(missing_ok=True)
        if Path(f"{file}{ending}").exists():
            shutil.move(f"{file}{ending}", f"{other}{ending}")


class Readers:
    """Reads pages without a pause, and remembers every status."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.statuses: list[int] = []
        self.gone = threading.Event()
        self.threads = [threading.Thread(target=self.read) for _number in range(4)]

    def read(self) -> None:
        while not self.gone.is_set():
            self.statuses.append(get(self.address + PAGE).status)

    def __enter__(self) -> "Readers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error) -> None:
        self.gone.set()
        for thread in self.threads:
            thread.join()


def prepare(environment: dict[str, str], made: str = MADE) -> None:
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput"], ["shell", "--command", made]):
        assert manage(environment, *command).returncode == 0


def wait_for(answer: Callable[[], bool]) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while not answer():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_readers_notice_nothing_of_a_database_that_goes_and_comes_back(tmp_path):
    with a_database(tmp_path) as database:
        environment = {**environment_for(tmp_path), "DATABASE_URL": database.url}
        prepare(environment)
        with serving(environment) as address, Readers(address) as readers:
            wait_for(lambda: len(readers.statuses) > 10)
            database.take()
            wait_for(lambda: get(f"{address}/health/").status == 503)
            while_gone = len(readers.statuses)
            wait_for(lambda: len(readers.statuses) > while_gone + 50)
            assert "database" in get(f"{address}/health/").body.decode()

            database.give_back()
            wait_for(lambda: get(f"{address}/health/").status == 200)
            wait_for(lambda: get(address + NOT_STORED).status == 200)

    assert set(readers.statuses) == {200}


def test_a_server_that_starts_without_a_database_serves_what_is_stored(tmp_path):
    with a_database(tmp_path) as database:
        environment = {**environment_for(tmp_path), "DATABASE_URL": database.url}
        prepare(environment)
        with serving(environment) as address:
            page = get(address + PAGE)
        database.take()
        with serving(environment, ready=PAGE) as address:
            again = get(address + PAGE)
        database.give_back()

    assert (again.status, again.body) == (200, page.body)


def test_what_was_withdrawn_does_not_come_back_while_the_database_is_gone(tmp_path):
    """On a machine that runs all the time, and on one that is off meanwhile and later starts without a database."""
    with a_database(tmp_path) as database:
        machines = [machine(tmp_path / name, database) for name in ("always-on", "off")]
        prepare(machines[0], SHOWN)
        with serving(machines[0]) as always_on:
            assert manage(machines[0], "publish").returncode == 0
            assert {get(always_on + path).status for path in GONE + STILL_THERE} == {200}
            shutil.copytree(tmp_path / "always-on", tmp_path / "off", symlinks=True)
            assert manage(machines[0], "shell", "--command", TAKEN).returncode == 0
            with serving(machines[1]) as off:
                wait_for(lambda: {get(address + GONE[0]).status for address in (always_on, off)} == {410})
            database.take()
            wait_for(lambda: get(f"{always_on}/health/").status == 503)
            with serving(machines[1], ready="/en/") as off:
                asked = [(address, path) for address in (always_on, off) for path in GONE + STILL_THERE]
                answers = [(path, get(address + path).status) for address, path in asked]
            database.give_back()

    # A thread may still hold SQLite's file: then it says 410.
    assert {path for path, status in answers if status in {404, 410}} == set(GONE)
    assert {path for path, status in answers if status == 200} == set(STILL_THERE)


def machine(folder: Path, database: Database) -> dict[str, str]:
    """The environment of one with a folder of its own."""
    return {**environment_for(folder), "DATABASE_URL": database.url}
