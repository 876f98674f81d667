"""Nothing leaves the host, nothing fails, nothing is kept about readers, and little is sent to them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.browser.pages import KINDS_OF_PAGE, LANGUAGES, longest_article
from tests.server import Site, extra_article, sign_in

MOST_FOR_AN_ARTICLE = 45_000
MOST_FOR_STYLES = 12_000
KEPT = """async () => ({
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
READ = ("articles/article", "articles/section", "articles/sitepage", "agencies/agency")
LAW = ("law/cap", "law/instrument", "law/lendertype", "law/provision", "law/rate")
ACCOUNTS = ("auth/user", "auth/group")
ROWS = "#result_list a[href*='/change/']"


class Window:
    """A browser's window that remembers all that goes wrong in it: foreign requests, failed ones, and errors."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.faults: list[str] = []
        page.on("request", self.note_request)
        page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url} {request.failure}"))
        page.on("response", self.note_response)
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:")):
            self.faults.append(f"foreign: {request.url}")

    def note_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")

    def note_console(self, message: ConsoleMessage) -> None:
        """Also tells what the policy stopped. A refused request is told by its answer."""
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def open(self, path: str) -> Response | None:
        return self.page.goto(path, wait_until="networkidle")


@pytest.fixture(scope="module")
def readers_window(browser: Browser, site: Site) -> Iterator[Window]:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 640})
    yield Window(context.new_page(), site)
    context.close()


@pytest.fixture
def reader(readers_window: Window) -> Window:
    readers_window.faults.clear()
    return readers_window


@pytest.fixture(scope="module")
def editors_window(browser: Browser, site: Site) -> Iterator[Window]:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    window = Window(context.new_page(), site)
    sign_in(window.page, site)
    expect(window.page.locator("#nav-sidebar-apps")).to_be_visible()
    assert window.faults == []
    yield window
    context.close()


@pytest.fixture
def editor(editors_window: Window) -> Window:
    """Someone signed in to the admin, at a desk."""
    editors_window.faults.clear()
    return editors_window


@pytest.fixture
def article(site: Site) -> Iterator[str]:
    """The slug of a published article that this test may change."""
    with extra_article(site, "written-by-an-editor") as slug:
        yield slug


@pytest.mark.parametrize("kind", KINDS_OF_PAGE)
def test_a_page_loads_only_from_here_and_keeps_nothing_about_its_reader(reader: Window, kind: str):
    response = reader.open(f"/zh-hans/{KINDS_OF_PAGE[kind]}")

    assert response.status == (404 if kind == "not-found" else 200)
    assert reader.faults == []
    assert "set-cookie" not in response.headers
    assert reader.page.context.cookies() == []
    assert set(reader.page.evaluate(KEPT).values()) == {0}


def test_a_browser_that_asks_for_the_usual_icon_gets_one(context: BrowserContext):
    response = context.request.get("/favicon.ico")

    assert response.ok
    assert response.headers["content-type"].startswith("image/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_of_an_article_is_small(page: Page, language: str):
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))

    page.goto(longest_article(language), wait_until="networkidle")
    sizes = {request.url: request.sizes()["responseBodySize"] for request in finished}
    styles = [size for address, size in sizes.items() if urlsplit(address).path.endswith(".css")]

    assert sum(sizes.values()) <= MOST_FOR_AN_ARTICLE, sizes
    assert 0 < sum(styles) <= MOST_FOR_STYLES, sizes


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_editors_home_opens_without_fault(editor: Window, language: str):
    editor.open(f"/{language}/admin/")

    expect(editor.page.locator(f"#nav-sidebar-apps a[href='/{language}/admin/articles/article/']")).to_be_visible()
    assert editor.faults == []


@pytest.mark.parametrize("record", [*READ, *LAW, *ACCOUNTS])
def test_lists_and_forms_open_without_fault(editor: Window, record: str):
    editor.page.goto(f"/en/admin/{record}/")
    rows = editor.page.locator(ROWS)
    editor.open(rows.first.get_attribute("href") if rows.count() else f"/en/admin/{record}/add/")

    expect(editor.page.locator("[name=_save]")).to_be_visible()
    assert editor.faults == []


@pytest.mark.parametrize("record", ["articles/article", "law/provision"])
def test_an_editor_goes_from_one_languages_tab_to_the_other_and_back(editor: Window, record: str):
    page = editor.page
    page.goto(f"/en/admin/{record}/")
    page.goto(page.locator(ROWS).first.get_attribute("href"))
    chinese, english = page.locator("[name$=_zh_hans]").first, page.locator("[name$=_en]").first
    expect(english).to_be_hidden()

    page.get_by_role("button", name="English").click()
    expect(english).to_be_visible()
    expect(chinese).to_be_hidden()
    page.get_by_role("button", name="中文").click()

    expect(chinese).to_be_visible()
    expect(english).to_be_hidden()
    assert editor.faults == []


def test_what_an_editor_publishes_is_what_readers_see(editor: Window, page: Page, article: str):
    editor.page.goto(f"/en/admin/articles/article/?q={article}")
    editor.page.goto(editor.page.locator(ROWS).first.get_attribute("href"))

    editor.page.get_by_role("button", name="English").click()
    editor.page.locator("[name=summary_en]").fill("What an editor wrote just now.")
    editor.page.locator("[name=_publish]").click()
    editor.page.locator("form[action$='/act/publish/'] button").click()
    expect(editor.page.locator("form[action$='/act/publish/']")).to_have_count(0)
    page.goto(f"/en/articles/{article}/")

    expect(page.locator(".lead")).to_have_text("What an editor wrote just now.")
    assert editor.faults == []
