"""Makes the site ready to be read and serves it: what `make run` calls."""

import os
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from guidance import env

# Of the C library, for granian's threads: only one of them computes at a time.
ALLOCATION = {"MALLOC_ARENA_MAX": "2"}
# One makes a page, most wait their turn (see guidance/pages/turns.py), and there is still one that sends stored pages.
THREADS = ("--blocking-threads", "8")


class Command(BaseCommand):
    help = "Migrates, loads content/, collects static files, and starts granian on HOST and PORT."
    requires_system_checks = []

    def handle(self, verbosity: int, **options) -> None:
        host, port = env.env.str("HOST", default="127.0.0.1"), self.port()
        check_port(host, port)
        check_writable(env.VAR_DIR)
        try:
            self.prepare(verbosity)
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}".strip()) from None
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from None
        self.announce(host, port)
        serve(host, port)

    def port(self) -> int:
        port = env.env.str("PORT", default="8000")
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise CommandError(f"PORT must be a number from 1 to 65535, not “{port}”.")
        return int(port)

    def prepare(self, verbosity: int) -> None:
        self.step("Database")
        call_command("migrate", verbosity=0)
        self.step("Content")
        call_command("load_content", verbosity=verbosity, stdout=self.stdout, stderr=self.stderr)
        self.step("Static files")
        call_command("collectstatic", interactive=False, verbosity=0)

    def step(self, name: str) -> None:
        self.stdout.write(f"{name} …")
        self.stdout.flush()

    def announce(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}"
        self.stdout.write(
            f"\n  中文     {address}/\n  English  {address}/en/\n  Editors  {address}/en/{settings.ADMIN_PATH}/\n\n"
            f"Make an editor's account, in another terminal: make editor\nStop: Ctrl+C\n"
        )
        self.stdout.flush()


def check_port(host: str, port: int) -> None:
    """Raises CommandError unless this process could listen there."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Port {port} on {host} cannot be used: {error.strerror}. Choose another: PORT=8001 make run"
        ) from None


def check_writable(folder: Path) -> None:
    """Raises CommandError unless files can be made in the folder."""
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CommandError(f"{folder} cannot be written to: {error.strerror}.") from None


def serve(host: str, port: int) -> None:
    """Replaces this process by granian. Without SITE_ADDRESS, the address it listens on is the public one."""
    os.environ.setdefault("SITE_ADDRESS", f"http://{host}:{port}")
    workers = env.env.str("WORKERS", default="1")
    arguments = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", workers]
    # A worker that is told to stop while it is still starting does not hear it.
    arguments += ["--workers-kill-timeout", "30"]
    for name, value in ALLOCATION.items():
        os.environ.setdefault(name, value)
    arguments += [*THREADS, "--no-access-log", "--log-level", "error", "guidance.wsgi:application"]
    granian = Path(sys.executable).with_name("granian")
    os.execv(granian, arguments)  # noqa: S606  (no shell is wanted)
