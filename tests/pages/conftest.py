"""Other processes beside the running site; and, for tests that enter Django in their own, the connection is kept."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from tests.server import Site, serving


@pytest.fixture(scope="module")
def others(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """A second process on the same machine, and one on another machine: with a folder of its own."""
    elsewhere = tmp_path_factory.mktemp("another-machine")
    folder = Path(site.environment["VAR_DIR"])
    shutil.copytree(folder / "static", elsewhere / "static")
    database = site.environment.get("DATABASE_URL", f"sqlite:///{folder / 'guidance.sqlite3'}")
    another_machine = {**site.environment, "VAR_DIR": str(elsewhere), "DATABASE_URL": database}
    with serving(site.environment) as sibling, serving(another_machine) as other:
        yield [sibling, other]


@pytest.fixture(autouse=True)
def _connection_is_kept() -> Iterator[None]:
    """As Django's test client does: a test's transaction is in it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
