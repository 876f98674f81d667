"""A PostgreSQL server of the tests' own: made in a temporary folder, heard on this machine only, then gone."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.server import free_port

DEBIAN = Path("/usr/lib/postgresql")


def find_programs() -> Path | None:
    """The folder that holds initdb and pg_ctl: on the path, or the newest of Debian's."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3])) if DEBIAN.is_dir() else []
    return versions[-1].parent if versions else None


def unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as another user."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


class Server(str):
    """The address of a running server, as DATABASE_URL wants it. It can be stopped for a while."""

    stop: Callable[[], None]
    start: Callable[[], None]
    # Makes a standby one that is written to.
    promote: Callable[[], None]


@contextmanager
def server(programs: Path, *, copied_from: Server | None = None) -> Iterator[Server]:
    """A server that runs until it is no longer needed: a new one, or the standby of another."""
    user = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="guidance-postgresql-"))
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str, check: bool = True) -> None:
        command = [str(programs / program), "--pgdata", str(folder / "data"), *arguments]
        subprocess.run(command, user=user, cwd=folder, check=check, stdout=subprocess.DEVNULL)

    try:
        if copied_from:
            run("pg_basebackup", "--dbname", copied_from, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")
        else:
            run("initdb", "--username=guidance", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        address = Server(f"postgres://guidance@127.0.0.1:{port}/postgres")
        address.start = partial(run, "pg_ctl", "--wait", "--log", str(folder / "log"), "--options", options, "start")
        address.stop = partial(run, "pg_ctl", "--wait", "--mode=immediate", "stop")
        address.promote = partial(run, "pg_ctl", "--wait", "promote")
        address.start()
        try:
            yield address
        finally:
            # A test may have stopped it already.
            run("pg_ctl", "--wait", "--mode=immediate", "--silent", "stop", check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
