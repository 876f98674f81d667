"""Lint, then every test on SQLite, then every test on PostgreSQL: what `make test` calls.

What is missing on this machine is said in one line. With CI set, missing is a failure.
"""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests import postgresql
from tests.browser.chromium import find_chromium
from tests.nginx import find_nginx
from tests.redis import find_redis

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    lint_only = "--lint-only" in arguments
    chosen = [argument for argument in arguments if argument != "--lint-only"]
    failed = not lint()
    if lint_only:
        return int(failed)
    missing = find_missing()
    for sentence in missing:
        print(sentence, flush=True)
    failed |= not run_pytest("SQLite", None, chosen)
    failed |= not run_on_postgresql(chosen)
    return int(failed or bool(missing and os.environ.get("CI")))


def lint() -> bool:
    """Whether the code is formatted and ruff finds nothing."""
    ruff = [sys.executable, "-m", "ruff"]
    formatted = subprocess.run([*ruff, "format", "--check", "--quiet", "."], cwd=ROOT, check=False).returncode == 0
    if not formatted:
        print(f"Not formatted: {' '.join(ruff)} format .", flush=True)
    return subprocess.run([*ruff, "check", "--quiet", "."], cwd=ROOT, check=False).returncode == 0 and formatted


def find_missing() -> list[str]:
    """One sentence for each thing that will not be tested here."""
    missing = []
    if not os.environ.get("DATABASE_URL") and postgresql.find_programs() is None:
        missing.append("Not run: the tests on PostgreSQL (neither DATABASE_URL is set nor initdb found).")
    if find_chromium() is None:
        missing.append("Not run: the browser tests (no Chromium found).")
    if find_nginx() is None:
        missing.append("Not run: the tests behind nginx (no nginx found).")
    if shutil.which("systemd-analyze") is None:
        missing.append("Not run: the check of the systemd unit (no systemd-analyze found).")
    if find_redis() is None:
        missing.append("Not run: the tests with a shared cache (no redis-server found).")
    return missing


def run_on_postgresql(chosen: list[str]) -> bool:
    with ExitStack() as stack:
        address = os.environ.get("DATABASE_URL")
        programs = postgresql.find_programs()
        if not address and programs:
            address = stack.enter_context(postgresql.server(programs))
        return run_pytest("PostgreSQL", address, chosen) if address else True


def run_pytest(name: str, database: str | None, chosen: list[str]) -> bool:
    """Runs pytest against a database; None is SQLite in the tests' own folder."""
    print(f"Tests on {name}", flush=True)
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    if database:
        environment["DATABASE_URL"] = database
    # All of them on every core; tests of one file share what it made. A few chosen ones are quicker alone.
    how = chosen or ["-n", "auto", "--dist", "loadfile"]
    command = [sys.executable, "-m", "pytest", "-q", *how]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
