"""SQLite with another program holding its lock for longer than anyone waits."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.editor_client import Editor
from tests.pages.http import get
from tests.pages.test_database_gone import MADE, NOT_STORED, PAGE, prepare, wait_for
from tests.server import Site, environment_for, make_editor, manage, serving

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's lock: runs with the tests on SQLite")

EVERYTHING = ("PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE")
WRITING = ("BEGIN IMMEDIATE",)
CHANGE = "from guidance.articles.models import Article; Article.objects.get(slug='never-asked-for').save()"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "busy.sqlite3"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that nobody has read yet."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare({**environment_for(folder), "DATABASE_URL": f"sqlite:///{folder / 'busy.sqlite3'}"}, MADE)
    return folder


@pytest.fixture
def environment(tmp_path: Path, file: Path, prepared: Path) -> dict[str, str]:
    """Of a site that waits a second for its database."""
    shutil.copytree(prepared, tmp_path, symlinks=True, dirs_exist_ok=True)
    return {**environment_for(tmp_path), "DATABASE_URL": f"sqlite:///{file}?timeout=1"}


@contextmanager
def locked(file: Path, statements: tuple[str, ...]) -> Iterator[None]:
    """For a while nobody else can do what these statements do."""
    holder = sqlite3.connect(file, timeout=60, isolation_level=None)
    try:
        for statement in statements:
            holder.execute(statement)
        yield
    finally:
        holder.close()


def test_a_locked_database_keeps_nobody_from_reading_what_is_stored(environment, file):
    with serving(environment) as address:
        page = get(address + PAGE)
    assert manage(environment, "shell", "--command", CHANGE).returncode == 0
    with locked(file, EVERYTHING), serving(environment, ready=PAGE) as address:
        wait_for(lambda: get(f"{address}/health/").status == 503)
        assert "locked" in get(f"{address}/health/").body.decode()
        assert get(address + PAGE).body == page.body
        assert get(address + NOT_STORED).status == 500


def test_when_the_lock_is_gone_the_site_goes_on_by_itself(environment, file):
    with serving(environment) as address:
        get(address + PAGE)
    with ExitStack() as lock, ExitStack() as server:
        lock.enter_context(locked(file, EVERYTHING))
        address = server.enter_context(serving(environment, ready=PAGE))
        wait_for(lambda: b"locked" in get(f"{address}/health/").body)
        lock.close()
        wait_for(lambda: get(f"{address}/health/").status == 200)
        assert get(address + NOT_STORED).status == 200
        assert manage(environment, "shell", "--command", CHANGE.replace(".save()", ".delete()")).returncode == 0
        wait_for(lambda: get(address + NOT_STORED).status == 404)


def test_an_editor_who_cannot_save_gets_the_words_back(environment, file):
    with serving(environment) as address:
        site = Site(address)
        site.environment = environment
        make_editor(site)
        editor = Editor(address, site)
        opened = editor.form("/en/admin/articles/article/1/change/", "title_en")
        opened.fields["body_en"] = ["Words of an hour's work."]

        with locked(file, WRITING):
            refused = editor.send(opened)
            assert get(address + PAGE).status == 200
        saved = editor.send(opened)

    assert refused.status == 503
    assert "Words of an hour" in refused.text
    assert (saved.status, "Words of an hour" in saved.text) == (200, True)
