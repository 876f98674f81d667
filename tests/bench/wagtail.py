"""The same article as a Wagtail page: a yardstick, made anew in a virtual environment of its own below var/.

Wagtail is no dependency of this project. `make bench BENCH=--wagtail` installs it there with pip, copies
`wagtail_site/` beside it, fills that with our articles (title, summary, key points, text, sources, related articles,
a section as the parent page, the articles before and after) and serves it with granian, one worker of one thread, with
which it is fastest; SQLite, DEBUG off, cached templates, no cache of pages. What is compared is our article when it is
not stored, served as `manage.py serve` does.

Last measured, on two quiet cores, five rounds: our article's requests a second by Wagtail's, least 1.7, median 1.8,
most 2.0; processor time 7.7 ms against 14.9 ms; 3 queries against 13. Again:

    make bench BENCH="--wagtail --only readers"
"""

import json
import shutil
import subprocess
import sys
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from tests.bench.load import Subject
from tests.bench.servers import start
from tests.pages.http import get
from tests.server import ROOT, manage

VERSION = "8.0.1"
FOLDER = ROOT / "var" / "wagtail"
PYTHON = FOLDER / ".venv" / "bin" / "python"
# Several would compete for Python's lock, and take longer together.
FASTEST = ("--blocking-threads", "1")
# Run in our site; prints its styles, and its English articles by section.
TELL = """
import json
from django.utils import translation
from guidance.articles.models import Section
from guidance.site.styles import screen_styles
names = ("title", "slug", "summary")
def told(article):
    words = {name: getattr(article, name) for name in (*names, "key_points", "sources")}
    texts = {"contents": article.contents_html, "body": article.body_html, "checked_on": str(article.checked_on)}
    return words | texts | {"related": [other.slug for other in article.related_articles]}
def articles(section):
    return [told(article) for article in section.articles.filter(status="published").order_by("order", "slug")]
with translation.override("en"):
    sections = Section.objects.published()
    told_all = [{name: getattr(each, name) for name in names} | {"articles": articles(each)} for each in sections]
print(json.dumps({"styles": screen_styles(), "sections": told_all}))
"""


def subject(stack: ExitStack, environment: dict[str, str], page: str) -> Subject:
    """The Wagtail page of the article at our path `page`, ready to be measured."""
    install()
    told = json.loads(manage(environment, "shell", "--verbosity", "0", "--command", TELL).stdout)
    (FOLDER / "articles.json").write_text(json.dumps(told["sections"]), encoding="utf-8")
    (FOLDER / "templates" / "style.html").write_text(f"<style>{told['styles']}</style>", encoding="utf-8")
    address = path_of(told["sections"], slug=page.strip("/").rpartition("/")[2])
    queries = int(run("fill.py", address))
    own = {"python": PYTHON, "folder": FOLDER, "threads": FASTEST}
    server = start(stack, environment, "handbook.wsgi:application", address, **own)
    print(f"  Wagtail {VERSION}: {len(get(server.address + address).body)} bytes, {queries} queries")
    return Subject("Wagtail page", server.address + address, server.process)


def install() -> None:
    """Makes the environment unless it is there, and the project anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not PYTHON.exists():
        print("Installing Wagtail below var/ …")
        subprocess.run([sys.executable, "-m", "venv", FOLDER / ".venv"], check=True)
        # Of what both need, the same versions.
        pins = [f"{name}=={version(name)}" for name in ("django", "granian")]
        run("-m", "pip", "install", "-qq", f"wagtail=={VERSION}", *pins)
    for name in ("handbook", "templates"):
        shutil.rmtree(FOLDER / name, ignore_errors=True)
    (FOLDER / "handbook.sqlite3").unlink(missing_ok=True)
    shutil.copytree(Path(__file__).parent / "wagtail_site", FOLDER, dirs_exist_ok=True)


def run(*arguments: str) -> str:
    """Runs the environment's Python, and returns what it prints."""
    return subprocess.run([PYTHON, *arguments], cwd=FOLDER, stdout=subprocess.PIPE, text=True, check=True).stdout


def path_of(sections: list[dict], slug: str) -> str:
    section = next(each for each in sections if any(article["slug"] == slug for article in each["articles"]))
    return f"/{section['slug']}/{slug}/"
