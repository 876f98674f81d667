"""Runs everything and prints a table: `make bench`, or `make bench QUICK=--quick`. Figures go to var/bench.json too."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen

from tests.bench.load import Subject, measure, ratios
from tests.nginx import find_nginx, nginx
from tests.pages.http import get
from tests.server import ROOT, environment_for, free_port, manage, running_site, wait_until_answering

PAGE = "/en/articles/detention-and-following/"
ANSWER = "/en/rights/call-bombing/small-loan/"
SIZES = (100, 10_000, 100_000)
# Subject, yardstick, and the least ratio we want.
GOALS = [
    ("stored", "nginx, static file", 0.6),
    ("stored", "does nothing", 0.9),
    ("304", "nginx, static file", 0.7),
    ("nginx, store", "nginx, static file", 0.95),
]


def main(quick: bool) -> None:
    missing = [name for name, found in (("wrk", shutil.which("wrk")), ("nginx", find_nginx())) if not found]
    if missing:
        sys.exit(f"Needed: {' '.join(missing)} (Debian: apt install wrk nginx-light)")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        figures = {"readers": readers(Path(folder), rounds=3 if quick else 7, seconds=2 if quick else 5)}
        figures["growth"] = {size: growth(Path(folder), size) for size in (SIZES[:2] if quick else SIZES)}
    print_growth(figures["growth"])
    (ROOT / "var").mkdir(exist_ok=True)
    (ROOT / "var" / "bench.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


def readers(folder: Path, rounds: int, seconds: int) -> dict:
    """Requests a second of every way to a page, and their ratios."""
    with ExitStack() as stack:
        site = stack.enter_context(running_site(folder / "site"))
        environment = site.environment
        started = time.perf_counter()
        published = manage(environment, "publish", "--nginx-headers", f"{folder}/site/headers.conf", timeout=900)
        print(f"publish, whole handbook: {time.perf_counter() - started:.1f} s. {published.stdout.splitlines()[-1]}")
        subjects = make_subjects(stack, folder, environment)
        measure(subjects, rounds, seconds)
    return report({subject.name: subject for subject in subjects})


def make_subjects(stack: ExitStack, folder: Path, environment: dict[str, str]) -> list[Subject]:
    stored, stored_process = start(stack, environment, "guidance.wsgi:application", PAGE)
    page = get(stored + PAGE)
    keep_answer(folder / "answer", page)
    yardstick = {**environment, "BENCH_ANSWER": str(folder / "answer")}
    nothing, nothing_process = start(stack, yardstick, "tests.bench.nothing:application", PAGE)
    (folder / "nginx").mkdir()
    front = stack.enter_context(nginx(folder / "nginx", folder / "site", [stored]))
    nginx_process = int((folder / "nginx" / "nginx.pid").read_text(encoding="ascii"))
    (folder / "site" / "pages" / "none").mkdir()
    shutil.copytree(folder / "site" / "pages" / "current", folder / "plain", symlinks=False)
    static, static_process = plain_nginx(stack, folder)
    known = {"If-None-Match": page.headers["etag"]}
    return [
        Subject("nginx, static file", static + PAGE, static_process),
        Subject("nginx, store", front + PAGE, nginx_process),
        Subject("does nothing", nothing + PAGE, nothing_process),
        Subject("stored", stored + PAGE, stored_process),
        Subject("304", stored + PAGE, stored_process, known),
        Subject("article, made", f"{stored}{PAGE}?made", stored_process),
        Subject("answer, made", f"{stored}{ANSWER}?made", stored_process),
        Subject("search", f"{stored}/en/search/?q=they+call+my+mother", stored_process),
    ]


def start(stack: ExitStack, environment: dict[str, str], application: str, ready: str) -> tuple[str, int]:
    """A server with one worker. Returns its address and process."""
    port = free_port()
    granian = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--port", str(port)]
    process = Popen(
        [*granian, "--blocking-threads", "4", "--no-access-log", "--log-level", "error", application],
        cwd=ROOT,
        env={**environment, "MALLOC_ARENA_MAX": "2"},
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    started = time.perf_counter()
    wait_until_answering(f"http://127.0.0.1:{port}", process, ready)
    print(f"{application} answers after {time.perf_counter() - started:.2f} s")
    return f"http://127.0.0.1:{port}", process.pid


def keep_answer(file: Path, page: object) -> None:
    file.write_bytes(page.body)
    own = {"date", "server"}
    headers = [(name, value) for name, value in page.headers.items() if name not in own]
    file.with_suffix(".json").write_text(json.dumps(headers), encoding="utf-8")


def plain_nginx(stack: ExitStack, folder: Path) -> tuple[str, int]:
    """The yardstick: one nginx worker and a folder of files."""
    port = free_port()
    user = "user root;" if Path("/root").owner() == "root" and not subprocess.call(["test", "-O", "/"]) else ""
    text = (
        f"{user} daemon off; pid {folder}/plain.pid; error_log {folder}/plain.log; events {{}}"
        f" http {{ types {{ text/html html; }} access_log off; sendfile on; tcp_nopush on; server {{"
        f" listen 127.0.0.1:{port}; root {folder}/plain; }} }}"
    )
    (folder / "plain.conf").write_text(text, encoding="utf-8")
    process = Popen([find_nginx(), "-c", folder / "plain.conf", "-e", folder / "plain.log"])
    stack.callback(process.wait)
    stack.callback(process.terminate)
    time.sleep(1)
    return f"http://127.0.0.1:{port}", process.pid


def report(subjects: dict[str, Subject]) -> dict:
    """Prints and returns what was measured."""
    print(f"\n{'':22}{'requests/s':>12}{'µs CPU each':>13}{'MB a worker':>13}")
    for subject in subjects.values():
        rate, cost = (sorted(values)[len(values) // 2] for values in (subject.rates, subject.microseconds))
        print(f"{subject.name:22}{rate:12.0f}{cost:13.0f}{subject.megabytes:13.0f}")
    print(f"\n{'':42}{'least':>7}{'median':>8}{'most':>7}{'goal':>7}")
    found = {}
    for name, yardstick, goal in GOALS:
        least, median, most = ratios(subjects[name], subjects[yardstick])
        print(f"{name + ' / ' + yardstick:42}{least:7.2f}{median:8.2f}{most:7.2f}{goal:7.2f}")
        found[f"{name} / {yardstick}"] = {"least": least, "median": median, "most": most, "goal": goal}
    rates = {name: subject.rates for name, subject in subjects.items()}
    memory = {name: subject.megabytes for name, subject in subjects.items()}
    return {"requests a second": rates, "ratios": found, "MB": memory}


def growth(folder: Path, size: int) -> dict[str, float]:
    """What things cost in a handbook of so many articles."""
    home = folder / f"growth-{size}"
    home.mkdir()
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.bench.growth", str(size)],
        cwd=ROOT,
        env=environment_for(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        sys.exit(outcome.stderr)
    return json.loads(outcome.stdout.splitlines()[-1])


def print_growth(figures: dict[int, dict[str, float]]) -> None:
    print(f"\n{'ms, by articles':26}" + "".join(f"{size:>10}" for size in figures) + f"{'ratio':>8}")
    first, last = figures[min(figures)], figures[max(figures)]
    for name in first:
        row = "".join(f"{measured[name]:10.2f}" for measured in figures.values())
        print(f"{name:26}{row}{last[name] / first[name]:8.2f}")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
