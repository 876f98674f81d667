"""Requests a second of every way to a page, beside yardsticks that do as little as can be."""

import json
import shutil
from contextlib import ExitStack
from pathlib import Path

from tests.bench import wagtail
from tests.bench.load import Subject, measure, ratios
from tests.bench.servers import Server, plain_nginx, start
from tests.nginx import nginx
from tests.pages.http import Answer, get

PAGE = "/en/articles/detention-and-following/"
ANSWER = "/en/rights/call-bombing/small-loan/"
SEARCH = "/en/search/?q=they+call+my+mother"
# Subject, yardstick, and the least ratio of requests a second that we want.
GOALS = [
    ("stored", "nginx, static file", 0.6),
    ("stored", "does nothing", 0.9),
    ("304", "nginx, static file", 0.7),
    ("nginx, store", "nginx, static file", 0.95),
    ("nginx, store", "nginx, same headers", 0.95),
    ("article, made", "Wagtail page", 8.0),
]


def readers(folder: Path, environment: dict[str, str], *, rounds: int, seconds: int, with_wagtail: bool) -> dict:
    """What was measured of a published site whose files lie in `folder`/site."""
    with ExitStack() as stack:
        subjects = make_subjects(stack, folder, environment)
        if with_wagtail:
            subjects.append(wagtail.subject(stack, environment, PAGE))
        measure(subjects, rounds, seconds)
    return {subject.name: subject for subject in subjects}


def make_subjects(stack: ExitStack, folder: Path, environment: dict[str, str]) -> list[Subject]:
    site = start(stack, environment, "guidance.wsgi:application", PAGE)
    page = get(site.address + PAGE)
    known = {"If-None-Match": page.headers["etag"]}
    return [
        *yardsticks(stack, folder, environment, page),
        behind_nginx(stack, folder, site),
        Subject("stored", site.address + PAGE, site.process),
        Subject("304", site.address + PAGE, site.process, known),
        Subject("article, made", f"{site.address}{PAGE}?made", site.process),
        Subject("answer, made", f"{site.address}{ANSWER}?made", site.process),
        Subject("search", site.address + SEARCH, site.process),
    ]


def yardsticks(stack: ExitStack, folder: Path, environment: dict[str, str], page: Answer) -> list[Subject]:
    """nginx with a copy of the files, the same with all the headers of a page, and a WSGI application."""
    shutil.copytree(folder / "site" / "pages" / "current", folder / "files")
    said = (folder / "site" / "headers.conf").read_text(encoding="utf-8") + "add_header Content-Language en;"
    bare = plain_nginx(stack, folder / "bare", folder / "files")
    same = plain_nginx(stack, folder / "same", folder / "files", headers=f"charset utf-8; {said}")
    keep_answer(folder / "answer", page)
    answering = {**environment, "BENCH_ANSWER": str(folder / "answer")}
    nothing = start(stack, answering, "tests.bench.nothing:application", PAGE)
    return [
        Subject("nginx, static file", bare.address + PAGE, bare.process),
        Subject("nginx, same headers", same.address + PAGE, same.process),
        Subject("does nothing", nothing.address + PAGE, nothing.process),
    ]


def keep_answer(file: Path, page: Answer) -> None:
    file.write_bytes(page.body)
    own = {"date", "server"}
    headers = [(name, value) for name, value in page.headers.items() if name not in own]
    file.with_suffix(".json").write_text(json.dumps(headers), encoding="utf-8")


def behind_nginx(stack: ExitStack, folder: Path, site: Server) -> Subject:
    """nginx as the README shows it, which reads the store itself."""
    (folder / "nginx").mkdir()
    address = stack.enter_context(nginx(folder / "nginx", folder / "site", [site.address]))
    return Subject("nginx, store", address + PAGE, int((folder / "nginx" / "nginx.pid").read_text(encoding="ascii")))


def goals_met(subjects: dict[str, Subject]) -> dict[str, dict[str, float]]:
    """Each ratio that has a goal, as least, median and most of the rounds."""
    found = {}
    for name, yardstick, goal in GOALS:
        if yardstick in subjects:
            least, median, most = ratios(subjects[name], subjects[yardstick])
            found[f"{name} / {yardstick}"] = {"least": least, "median": median, "most": most, "goal": goal}
    return found
