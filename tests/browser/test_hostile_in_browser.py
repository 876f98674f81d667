"""A real browser without any policy is shown everything hostile at once: nothing runs, loads or misleads."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from guidance.content.markdown import render
from tests.content.hostile import hostile_texts, resolve

HOST = "http://guidance.test"
# What a browser made of the addresses it was given, after all its own repairs.
ADDRESSES = "nodes => nodes.map(node => node.tagName === 'A' ? [node.href, node.className] : [node.src, 'image'])"
# Besides its location, a document has properties of its own only when elements take names for themselves.
NAMES = "Object.getOwnPropertyNames(document)"
# Whatever waits for a pointer or for focus gets it.
TOUCH_EVERYTHING = """
    for (const node of document.querySelectorAll('main *')) {
        node.focus();
        for (const name of ['mouseover', 'toggle', 'load', 'error']) node.dispatchEvent(new Event(name));
    }
"""


def page_html() -> str:
    """All hostile texts, rendered, one after another in the page a reader would get."""
    rendered = [render(text, resolve=resolve) for text in hostile_texts().values()]
    articles = "".join(f"<article>{each.contents_html}{each.html}</article>" for each in rendered)
    return f"<!DOCTYPE html><html lang=zh-Hans><title>x</title><body><main>{articles}</main></body></html>"


class Watch:
    """What happened while the page was open."""

    def __init__(self, page: Page) -> None:
        self.html = page_html()
        self.requests: list[str] = []
        self.events: list[str] = []
        page.on("dialog", lambda dialog: (self.events.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.events.append(f"script error {error}"))
        page.on("console", lambda message: self.note_console(message.text))
        page.on("popup", lambda popup: self.events.append(f"window {popup.url}"))

    def note_console(self, text: str) -> None:
        if "Failed to load resource" not in text:
            self.events.append(f"console {text}")

    def answer(self, route: Route) -> None:
        """Gives the page, and nothing else, while noting what was asked for."""
        self.requests.append(route.request.url)
        if route.request.url == f"{HOST}/zh-hans/":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    page = browser.new_page()
    watch = Watch(page)
    page.route("**/*", watch.answer)
    page.goto(f"{HOST}/zh-hans/", wait_until="load")
    yield page, watch
    page.close()


def test_nothing_hostile_runs(opened: tuple[Page, Watch]):
    page, watch = opened

    page.evaluate(TOUCH_EVERYTHING)
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")

    assert watch.events == []
    assert page.locator("script, style, iframe, object, embed, form, input, svg, math, meta, link, base").count() == 0


def test_nothing_hostile_is_fetched(opened: tuple[Page, Watch]):
    _page, watch = opened

    fetched = {url for url in watch.requests if url not in {f"{HOST}/zh-hans/", f"{HOST}/favicon.ico"}}

    assert [url for url in fetched if not url.startswith((f"{HOST}/static/", f"{HOST}/media/"))] == []


def test_every_link_leads_where_it_seems_to(opened: tuple[Page, Watch]):
    page, _watch = opened

    addresses = page.eval_on_selector_all("main a[href], main img[src]", ADDRESSES)

    own = (f"{HOST}/", "tel:", "mailto:")
    files = (f"{HOST}/static/", f"{HOST}/media/")
    disguised = [
        address
        for address, kind in addresses
        if kind != "external" and not address.startswith(files if kind == "image" else own)
    ]
    assert disguised == []
    assert all(address.startswith(("http://", "https://")) for address, kind in addresses if kind == "external")


def test_all_hostile_texts_stay_in_their_place(opened: tuple[Page, Watch]):
    page, _watch = opened

    assert page.locator("body > main > article").count() == len(hostile_texts())
    assert page.locator("body > *").count() == 1


def test_no_name_of_the_document_is_taken(opened: tuple[Page, Watch]):
    page, _watch = opened

    assert page.evaluate(NAMES) == ["location"]
