"""The site as it runs for readers: granian, the real content, a database and collected files of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parent.parent
EDITOR = ("editor", "a long enough passphrase")
# Each lets the editor pass the second step once, whatever the time is.
RECOVERY_CODES = [f"TEST{number:04}" for number in range(100)]
GIVE_SECOND_STEP = f"""
from django.contrib.auth.models import User
from guidance.accounts.models import RecoveryCode
editor = User.objects.get(username={EDITOR[0]!r})
editor.totpdevice_set.create(confirmed=True)
for code in {RECOVERY_CODES!r}:
    editor.recovery_codes.create(digest=RecoveryCode.digest_of(code))
"""
SECONDS_TO_START = 120


class Site(str):
    """The address of a running site, with the environment in which commands reach its database."""

    environment: dict[str, str]
    recovery_codes: Iterator[str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(environment: dict[str, str], *arguments: str, **options) -> subprocess.CompletedProcess:
    """Runs a management command to its end, as a person would, and returns what it said."""
    command = [sys.executable, "manage.py", *arguments]
    options = {"timeout": 300, **options}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, **options)


def environment_for(folder: Path, **changes: str) -> dict[str, str]:
    """An environment whose files are in `folder` and whose database is new, of the kind the tests run on."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE", "VAR_DIR"}
    }
    environment = {**kept, "SECRET_KEY": "only for tests", "VAR_DIR": str(folder), **changes}
    if os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = new_database(os.environ["DATABASE_URL"], f"guidance_{uuid.uuid4().hex}")
    return environment


def new_database(address: str, name: str) -> str:
    """Makes a PostgreSQL database beside another and returns its address."""
    with psycopg.connect(address.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def wait_until_answering(address: str, process: subprocess.Popen, ready: str = "/health/", pause: float = 0.1) -> None:
    """Asks every `pause` seconds. Raises RuntimeError when the process ends or does not answer in time."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address + ready, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(pause)
        else:
            return
    process.kill()
    raise RuntimeError("The site did not start.")


@contextmanager
def running(
    command: list[str | Path], environment: dict[str, str], address: str, ready: str = "/health/"
) -> Iterator[subprocess.Popen]:
    """A server's process, from when it answers. What it says goes to a file: a full pipe would make it wait."""
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            wait_until_answering(address, process, ready)
            yield process
        except RuntimeError as error:
            said.seek(0)
            raise RuntimeError(f"{error}\n{said.read()}") from error
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def serving(
    environment: dict[str, str], ready: str = "/health/", application: str = "guidance.wsgi:application"
) -> Iterator[str]:
    """The address of one more server process on a folder, and mostly a database, that are ready."""
    port = free_port()
    granian = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--port", str(port)]
    arguments = ["--blocking-threads", "8", "--no-access-log", "--log-level", "error", application]
    with running([*granian, *arguments], environment, f"http://127.0.0.1:{port}", ready):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running_site(folder: Path) -> Iterator[Site]:
    """The address of the whole site, served by `manage.py serve` with one editor's account."""
    port = free_port()
    address = Site(f"http://127.0.0.1:{port}")
    address.environment = environment_for(folder, HOST="127.0.0.1", PORT=str(port), SITE_ADDRESS=address)
    with running([sys.executable, "manage.py", "serve"], address.environment, address):
        make_editor(address)
        yield address


def make_editor(site: Site) -> None:
    account = {**site.environment, "DJANGO_SUPERUSER_PASSWORD": EDITOR[1]}
    manage(account, "createsuperuser", "--noinput", "--username", EDITOR[0], "--email", "editor@example.org")
    run_on(site, GIVE_SECOND_STEP)
    site.recovery_codes = iter(RECOVERY_CODES)


def sign_in(page: Page, site: Site, path: str = "/en/admin/") -> None:
    """Takes the editor of the running site through both steps, to a page of the admin."""
    page.goto(path)
    page.locator("[name=username]").fill(EDITOR[0])
    page.locator("[name=password]").fill(EDITOR[1])
    page.keyboard.press("Enter")
    page.locator("[name=code]").fill(next(site.recovery_codes))
    page.keyboard.press("Enter")
    page.wait_for_url(path)


def run_on(site: Site, code: str) -> None:
    """Runs Python beside the running site, on its database."""
    result = manage(site.environment, "shell", "--command", code)
    assert result.returncode == 0, result.stderr


@contextmanager
def extra_article(site: Site, slug: str, **fields: str) -> Iterator[str]:
    """The slug of an article that readers of the running site see for a while; `fields` as in `make_article`."""
    run_on(site, f"from tests.factories import make_article; make_article({slug!r}, **{fields!r})")
    try:
        yield slug
    finally:
        run_on(site, f"from guidance.articles.models import Article; Article.objects.get(slug={slug!r}).delete()")
