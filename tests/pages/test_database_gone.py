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


def wait_for(answer: Callable[[], bool]) -> None:
    deadline = time.monotonic() + MOST_SECONDS
    while not answer():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_readers_notice_nothing_of_a_database_that_goes_and_comes_back(tmp_path):
    with a_database(tmp_path) as database:
        environment = {**environment_for(tmp_path), "DATABASE_URL": database.url}
        for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput"], ["shell", "--command", MADE]):
            assert manage(environment, *command).returncode == 0
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
        for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput"], ["shell", "--command", MADE]):
            assert manage(environment, *command).returncode == 0
        with serving(environment) as address:
            page = get(address + PAGE)
        database.take()
        with serving(environment, ready=PAGE) as address:
            again = get(address + PAGE)
        database.give_back()

    assert (again.status, again.body) == (200, page.body)
