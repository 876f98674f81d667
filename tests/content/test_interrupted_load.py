"""A load that is killed half-way leaves the database as it was, and the next one goes through."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.files import write_handbook
from tests.server import ROOT, environment_for, manage

CONTENT = ("law", "agencies", "articles", "editorial")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A database of its own, holding a small handbook."""
    environment = environment_for(tmp_path_factory.mktemp("site"))
    small = write_handbook(tmp_path_factory.mktemp("files") / "content")
    for arguments in (["migrate", "--verbosity=0"], ["load_content", str(small)]):
        done = manage(environment, *arguments)
        assert done.returncode == 0, done.stderr
    return environment


def stored(environment: dict[str, str]) -> str:
    """All content in the database, as a text."""
    done = manage(environment, "dumpdata", *CONTENT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def kill_while(environment: dict[str, str], stage: str, folder: Path) -> int:
    """Loads a folder, kills the process at its first sign of a stage, and returns how it ended."""
    command = [sys.executable, "manage.py", "load_content", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    with process.stdout as lines:
        assert any(line.strip().startswith(stage) for line in lines)
        process.kill()
    return process.wait()


@pytest.mark.parametrize("stage", ["writing law/lenders", "writing law/provisions", "writing articles"])
def test_killed_load_leaves_the_database_as_it_was(environment: dict[str, str], stage: str):
    before = stored(environment)

    ended = kill_while(environment, stage, ROOT / "content")

    assert ended == -signal.SIGKILL
    assert stored(environment) == before


def test_load_after_a_killed_one_goes_through(environment: dict[str, str]):
    kill_while(environment, "writing articles", ROOT / "content")

    done = manage(environment, "load_content", str(ROOT / "content"))

    assert done.returncode == 0, done.stderr
    assert '"slug": "harassment-by-phone"' in stored(environment)
