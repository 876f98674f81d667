"""Starts what is measured, each with one worker: granian, and nginx with a folder of files."""

import os
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen, TimeoutExpired

from guidance.site.management.commands.serve import ALLOCATION, THREADS
from tests.nginx import find_nginx
from tests.server import ROOT, free_port, wait_until_answering

SECONDS_TO_STOP = 20
QUIET = ("--no-access-log", "--log-level", "error")


@dataclass(frozen=True)
class Server:
    """A running server: its address, its first process, and after how many seconds it answered."""

    address: str
    process: int
    seconds: float = 0.0


def start(
    stack: ExitStack,
    environment: dict[str, str],
    application: str,
    ready: str,
    *,
    python: Path = Path(sys.executable),
    folder: Path = ROOT,
    threads: tuple[str, ...] = THREADS,
) -> Server:
    """A WSGI application that runs until the stack is left, as `manage.py serve` would start it.

    `ready` is the path it must answer first.
    """
    port = free_port()
    granian = python.with_name("granian")
    command = [granian, "--interface", "wsgi", "--port", str(port), *threads, *QUIET, application]
    started = time.perf_counter()
    process = Popen(command, cwd=folder, env={**environment, **ALLOCATION})
    stack.callback(stop, process)
    address = f"http://127.0.0.1:{port}"
    wait_until_answering(address, process, ready, pause=0.01)
    return Server(address, process.pid, time.perf_counter() - started)


def plain_nginx(stack: ExitStack, folder: Path, root: Path, headers: str = "") -> Server:
    """A yardstick: nginx with the files below `root`, and nothing else but the lines that say which headers to send."""
    port = free_port()
    folder.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}"
        f" http {{ types {{ text/html html; }} access_log off; sendfile on; tcp_nopush on;"
        f" server {{ listen 127.0.0.1:{port}; root {root}; {headers} }} }}",
        encoding="utf-8",
    )
    process = Popen([find_nginx(), "-c", folder / "nginx.conf", "-e", folder / "error.log"])
    stack.callback(stop, process)
    wait_until_answering(f"http://127.0.0.1:{port}", process, "/robots.txt")
    return Server(f"http://127.0.0.1:{port}", process.pid)


def stop(process: Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=SECONDS_TO_STOP)
    except TimeoutExpired:
        process.kill()
        process.wait()
