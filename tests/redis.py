"""A Redis server of the tests' own, heard on this machine only, that keeps nothing on disk."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.server import free_port

SECONDS_TO_START = 10


def find_redis() -> str | None:
    """Redis, or Valkey, which speaks the same."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


@contextmanager
def redis() -> Iterator[str]:
    """Its address, as CACHE_URL wants it."""
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([find_redis(), *options], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while socket.socket().connect_ex(("127.0.0.1", port)) and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=10)
