"""The systemd unit the README shows: systemd understands it, and what it says starts the site and stops it."""

import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from tests.pages.http import get
from tests.server import ROOT, environment_for, free_port

README = (ROOT / "README.md").read_text(encoding="utf-8")
BY_HTTPS = {"X-Forwarded-Proto": "https"}
SECONDS_TO_START = 120
# Of ten; an ordinary service has more than nine.
MOST_EXPOSED = 2.0


def shown(mark: str, language: str = "") -> str:
    """A file the README shows."""
    return re.search(rf"<!-- {mark} -->\n```{language}\n(.*?)```", README, flags=re.DOTALL)[1]


def unit() -> dict[str, list[str]]:
    """The settings of its section Service, each with all its values."""
    found: dict[str, list[str]] = {}
    for line in shown("file: handbook.service", "ini").partition("[Service]")[2].partition("\n[")[0].split("\n"):
        name, _equals, value = line.partition("=")
        if name:
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The unit's file, with programs that are on this machine."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze found")
    text = shown("file: handbook.service", "ini").replace("/srv/handbook/.venv/bin/python", sys.executable)
    file = tmp_path / "handbook.service"
    file.write_text(text, encoding="utf-8")
    return file


def test_systemd_has_nothing_to_say_about_the_unit(installed: Path):
    check = subprocess.run(["systemd-analyze", "verify", installed], capture_output=True, text=True, check=False)

    assert (check.returncode, check.stderr.strip()) == (0, "")


def test_the_unit_may_do_little(installed: Path):
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", installed]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert float(re.search(r"exposure level for \S+: ([0-9.]+)", said)[1]) < MOST_EXPOSED


def test_the_one_folder_it_may_write_to_is_the_one_it_uses():
    [directory] = unit()["WorkingDirectory"]

    assert unit()["ReadWritePaths"] == [f"{directory}/var"]
    assert unit()["ExecStart"][0].startswith(f"{directory}/.venv/bin/python ")


@contextmanager
def started(folder: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """What the unit starts, with its environment, until it answers; and its port. Paths are this machine's."""
    [directory], [command] = unit()["WorkingDirectory"], unit()["ExecStart"]
    assert (unit()["EnvironmentFile"], directory) == (["/etc/handbook.env"], "/srv/handbook")
    sections = shutil.copytree(settings.CONTENT_DIR / "sections", folder / "content" / "sections").parent
    port = free_port()
    environment = environment_for(folder / "var", CONTENT_DIR=str(sections), PORT=str(port))
    set_here = [*shown("environment: production").split(), *unit()["Environment"]]
    environment |= dict(setting.split("=", 1) for setting in set_here)
    arguments = shlex.split(command.replace(f"{directory}/.venv/bin/python", sys.executable))
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            wait_for_answer(process, port)
            yield process, port
        finally:
            process.terminate()
            process.wait(timeout=60)


def wait_for_answer(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while get(f"http://127.0.0.1:{port}/en/", BY_HTTPS).status != 200:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_what_the_unit_starts_serves_readers_and_lets_a_running_request_end(tmp_path):
    """A form of which only half has been sent when the site is told to stop is still taken in."""
    with started(tmp_path) as (process, port), socket.create_connection(("127.0.0.1", port), timeout=60) as reader:
        form = urlencode({"seal": "none", "note": "Half of it"}).encode()
        head = (
            f"POST /en/feedback/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\nContent-Length: {len(form)}"
        )
        reader.sendall(f"{head}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + form[:5])
        time.sleep(0.5)
        process.terminate()
        time.sleep(0.5)
        reader.sendall(form[5:])
        answer = reader.recv(100)
        process.wait(timeout=60)

    assert answer.startswith(b"HTTP/1.1 403")
