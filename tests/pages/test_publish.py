"""`publish`: every page made before it is asked for, a mirror of plain files, and one file with everything."""

import gzip
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from playwright.sync_api import Browser

from guidance.articles.models import Article
from guidance.content.sync import quiet
from guidance.pages.models import Generation
from guidance.pages.page import digest
from guidance.pages.publishing import Outcome, publish
from guidance.pages.store import PageStore
from guidance.pages.watching import watcher
from tests.browser.walk import missing_anchors, walk
from tests.factories import make_article, make_site_page
from tests.server import ROOT, Site, manage

MOST_FOR_ONE_FILE = 1_000_000


@pytest.fixture(scope="module")
def mirror(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder below which the mirror lies under a prefix."""
    folder = tmp_path_factory.mktemp("served") / "some" / "prefix"
    outcome = manage(site.environment, "publish", "--to", str(folder), timeout=600)
    assert outcome.returncode == 0, outcome.stderr
    return folder


@pytest.fixture(scope="module")
def file_server(mirror: Path) -> Iterator[str]:
    """Python's own file server, which knows nothing of this site."""
    handler = partial(QuietHandler, directory=mirror.parents[1])
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/some/prefix/"
        server.shutdown()
        thread.join()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *arguments) -> None:
        """Says nothing."""


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_link_of_the_mirror_leads_somewhere(browser: Browser, file_server: str, language: str):
    context = browser.new_context(java_script_enabled=False)
    visits = walk(context.request, f"{file_server}{language}/", within=file_server)
    context.close()

    assert len(visits) > 300
    assert {address: visit.status for address, visit in visits.items() if visit.status != 200} == {}
    assert missing_anchors(visits) == []


def test_a_page_of_the_mirror_loads_only_its_own_files_and_asks_nothing(browser: Browser, file_server: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)

    for path in ("", "en/", "en/rights/", "en/rights/violence/small-loan/", "zh-hans/articles/"):
        page.goto(file_server + path)
        assert page.locator("form").count() == 0
        assert page.locator("h1").is_visible()
    context.close()

    assert [address for address in asked if not address.startswith(file_server)] == []
    assert failed == []


def test_the_mirror_has_what_machines_ask_for(mirror: Path, site: Site):
    assert f"{site}/sitemaps/articles-1.xml" in (mirror / "sitemap.xml").read_text(encoding="utf-8")
    assert (mirror / "sitemaps" / "articles-1.xml").is_file()
    assert (mirror / "robots.txt").is_file()
    assert f'href="{site}/zh-hans/"' in (mirror / "404.html").read_text(encoding="utf-8")


def test_canonical_and_alternates_name_the_public_site(mirror: Path, site: Site):
    page = (mirror / "en" / "rights" / "violence" / "index.html").read_text(encoding="utf-8")

    assert f'<link rel="canonical" href="{site}/en/rights/violence/">' in page
    assert f'hreflang="zh-Hans" href="{site}/zh-hans/rights/violence/"' in page


@pytest.fixture
def few_pages(db, settings, tmp_path: Path) -> Path:
    """A site of a few pages in this process, and a folder for its mirror."""
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    make_article()
    for slug in ("about", "now", "who-lent", "someone-elses-debt", "note-for-employers"):
        make_site_page(slug)
    return tmp_path / "mirror"


def publish_to(folder: Path) -> dict[str, int]:
    """When each file of the mirror was written."""
    Generation.objects.advance()
    call_command("publish", "--to", str(folder), "--processes", "1", verbosity=0)
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_publishing_again_touches_only_what_changed(few_pages: Path):
    make_article("only-for-a-while", order=1)
    before = publish_to(few_pages)
    Article.objects.get(slug="only-for-a-while").delete()
    after = publish_to(few_pages)

    assert "en/articles/only-for-a-while/index.html" in set(before) - set(after)
    kept = {name for name in after if after[name] == before[name]}
    assert {"en/about/index.html", "en/law/index.html", "static/css/print.css", "404.html"} <= kept
    assert "en/sections/tactics/index.html" not in kept


def test_publishing_again_what_has_not_changed_touches_nothing(few_pages: Path):
    before, after = publish_to(few_pages), publish_to(few_pages)

    assert {name for name in after if after[name] != before[name]} <= {".mirror"}


def test_a_folder_that_is_no_mirror_is_left_alone(few_pages: Path):
    few_pages.mkdir()
    (few_pages / "letter.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(CommandError, match="is no mirror of this site"):
        publish_to(few_pages)

    assert [path.name for path in few_pages.iterdir()] == ["letter.txt"]


@pytest.mark.usefixtures("few_pages")
def test_a_page_that_cannot_be_made_is_named():
    published = publish(lambda: ["/en/about/", "/en/none/"], processes=1, progress=quiet)

    assert published.made == ["/en/about/"]
    assert published.faults == [Outcome("/en/none/", fault="404 Not Found")]
    assert not (watcher().store.folder / published.generation / ".complete").exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_one_file_holds_everything_and_needs_nothing(site: Site, tmp_path: Path, browser: Browser, language: str):
    file = tmp_path / "handbook.html"
    outcome = manage(site.environment, "publish", "--single-file", str(file), "--language", language, timeout=600)
    assert outcome.returncode == 0, outcome.stderr
    text = file.read_text(encoding="utf-8")

    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    names = set(re.findall(r'\sid="([^"]+)"', text))
    context.close()

    assert asked == [file.as_uri()]
    assert len(gzip.compress(text.encode())) < MOST_FOR_ONE_FILE
    assert re.search(r'class="page-code">.*<strong>113</strong>', text)
    assert len(re.findall(r'\sid="', text)) == len(names)
    assert [link for link in re.findall(r'href="#([^"]+)"', text) if link not in names] == []
    assert not re.search(r"<(script|form|img|link)\b", text)


def test_a_kill_at_any_point_leaves_whole_pages(site: Site, tmp_path: Path):
    (tmp_path / "static").symlink_to(Path(site.environment["VAR_DIR"]) / "static")
    database = site.environment.get("DATABASE_URL", f"sqlite:///{site.environment['VAR_DIR']}/guidance.sqlite3")
    environment = {**site.environment, "VAR_DIR": str(tmp_path), "DATABASE_URL": database}
    command = [sys.executable, "manage.py", "publish", "--processes", "1"]
    for pages in (1, 25):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and len(list(tmp_path.rglob("*.head"))) < pages:
            time.sleep(0.005)
        process.kill()
        process.wait()
        assert_whole(PageStore(tmp_path / "pages"))


def assert_whole(store: PageStore) -> None:
    """Whatever counts as stored is what was made."""
    [generation] = store.generations()
    heads = list((store.folder / generation).rglob("*.head"))
    assert heads
    for head in heads:
        path = "/" + str(head.relative_to(store.folder / generation)).removesuffix(".head").removesuffix("index.html")
        page = store.read(generation, path, ("br",))
        assert page is not None, path
        assert digest(page.body) == page.etag
