"""Measures everything and prints tables: `make bench`. Figures go to var/bench.json too.

`python -m tests.bench --help` names what can be left out or added; see wagtail.py for what `--wagtail` adds.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.memory import memory
from tests.bench.readers import PAGE, goals_met, readers
from tests.bench.starting import cold_starts
from tests.bench.tables import print_cold_starts, print_growth, print_memory, print_readers
from tests.nginx import find_nginx
from tests.server import ROOT, environment_for, manage, running_site

BEGUN = time.monotonic()


@dataclass(frozen=True)
class Bench:
    """A published site in a folder, and how thoroughly it is to be measured. Each part prints and returns figures."""

    folder: Path
    environment: dict[str, str]
    quick: bool
    wagtail: bool

    def readers(self) -> dict:
        """Requests a second."""
        rounds, seconds = (3, 1) if self.quick else (5, 3)
        subjects = readers(self.folder, self.environment, rounds=rounds, seconds=seconds, with_wagtail=self.wagtail)
        ratios = goals_met(subjects)
        print_readers(subjects, ratios)
        rates = {name: subject.rates for name, subject in subjects.items()}
        costs = {name: subject.microseconds for name, subject in subjects.items()}
        return {"requests a second": rates, "microseconds of CPU": costs, "ratios": ratios}

    def start(self) -> dict:
        """Seconds from the start of a process to its first answer."""
        seconds = cold_starts(self.environment, self.folder / "empty", PAGE, times=3 if self.quick else 7)
        print_cold_starts(seconds)
        return seconds

    def memory(self) -> dict:
        """Megabytes while a worker answers what an hour's readers ask."""
        store = self.folder / "site" / "pages" / "current"
        grown = memory(self.environment, store, minutes=5 if self.quick else 60)
        print_memory(grown)
        return asdict(grown)

    def growth(self) -> dict:
        """What things cost with more and more articles."""
        sizes = (100, 500) if self.quick else (100, 10_000, 100_000)
        figures = {size: growth(self.folder, size) for size in sizes}
        print_growth(figures)
        return figures


PARTS = ("readers", "start", "memory", "growth")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and no large handbook")
    parser.add_argument("--wagtail", action="store_true", help="install Wagtail below var/ and measure it too")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS, help="parts to measure")
    options = parser.parse_args()
    missing = [name for name, found in (("wrk", shutil.which("wrk")), ("nginx", find_nginx())) if not found]
    if missing:
        sys.exit(f"Needed: {' '.join(missing)} (Debian: apt install wrk nginx-light)")
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        step("the site is made and published")
        bench = Bench(Path(folder), published_site(Path(folder)), options.quick, options.wagtail)
        for part in options.only:
            step(f"{part}: {getattr(Bench, part).__doc__}")
            figures[part] = getattr(bench, part)()
    keep(figures)


def step(name: str) -> None:
    print(f"\n[{time.monotonic() - BEGUN:.0f} s] {name}", flush=True)


def keep(figures: dict[str, dict]) -> None:
    file = ROOT / "var" / "bench.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    step(f"done: {file.relative_to(ROOT)}")


def published_site(folder: Path) -> dict[str, str]:
    """Makes the real handbook in `folder`/site, with every page stored. Returns the environment it runs in."""
    with running_site(folder / "site") as site:
        environment = site.environment
    started = time.perf_counter()
    published = manage(environment, "publish", "--nginx-headers", f"{folder}/site/headers.conf", timeout=900)
    if published.returncode:
        sys.exit(published.stderr)
    print(f"  publish: {published.stdout.splitlines()[-1]} {time.perf_counter() - started:.1f} s")
    return environment


def growth(folder: Path, size: int) -> dict[str, float]:
    """What things cost in a handbook of so many articles, made in a database of its own and thrown away."""
    home = folder / f"growth-{size}"
    home.mkdir()
    (home / "static").symlink_to(folder / "site" / "static")
    command = [sys.executable, "-m", "tests.bench.growth", str(size)]
    outcome = subprocess.run(
        command, cwd=ROOT, env=environment_for(home), stdout=subprocess.PIPE, text=True, check=False
    )
    shutil.rmtree(home)
    if outcome.returncode:
        sys.exit(f"Growth could not be measured at {size} articles.")
    return json.loads(outcome.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
