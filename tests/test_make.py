"""`make run` fails with one clear sentence, never a traceback, where it cannot work."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from tests.server import environment_for, manage

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def bare_folder(tmp_path) -> Path:
    """A folder with the Makefile and the locks, as a newcomer has it before the first run."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / name, tmp_path)
    tmp_path.chmod(0o755)
    return tmp_path


def make_run(folder: Path, **changes) -> subprocess.CompletedProcess:
    return subprocess.run(["make", "run"], cwd=folder, capture_output=True, text=True, check=False, **changes)


def test_too_old_a_python_is_named_in_one_sentence(bare_folder):
    old_python = bare_folder / "old-python"
    old_python.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n', encoding="ascii")
    old_python.chmod(0o755)

    outcome = make_run(bare_folder, env={**os.environ, "MAKEFLAGS": f"PYTHON={old_python}"})

    assert outcome.returncode != 0
    assert "Python 3.11 or newer is needed" in outcome.stderr
    assert "Python 3.9.2" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_read_only_folder_is_named_in_one_sentence(bare_folder):
    bare_folder.chmod(0o555)
    for parent in bare_folder.parents[:2]:
        parent.chmod(0o755)
    user = "nobody" if os.geteuid() == 0 else None

    # The system's own Python: a root user's may lie where another user cannot look.
    outcome = make_run(bare_folder, user=user, env={"PATH": "/usr/bin:/bin", "MAKEFLAGS": "PYTHON=/usr/bin/python3"})

    assert outcome.returncode != 0
    assert "cannot be written to" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_port_in_use_is_named_in_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        outcome = manage(environment_for(tmp_path, PORT=port), "serve")

    assert outcome.returncode != 0
    assert f"Port {port} on 127.0.0.1 cannot be used" in outcome.stderr
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "٣"])
def test_a_port_that_is_none_is_refused(tmp_path, port):
    outcome = manage(environment_for(tmp_path, PORT=port), "serve")

    assert "PORT must be a number from 1 to 65535" in outcome.stderr


def test_without_a_secret_nothing_starts(tmp_path):
    environment = {**environment_for(tmp_path), "SECRET_KEY": ""}

    outcome = manage(environment, "check")

    assert outcome.returncode != 0
    assert "SECRET_KEY" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_database_that_does_not_answer_is_named_in_one_sentence(tmp_path):
    environment = {**environment_for(tmp_path), "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}

    outcome = manage(environment, "serve")

    assert "The database cannot be used" in outcome.stderr
    assert "Traceback" not in outcome.stderr
