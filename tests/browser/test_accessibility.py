"""Every kind of page, in both languages and both schemes, on the narrowest phone and a wide screen."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, Page

from tests.browser.pages import every_page
from tests.server import Site

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
SMALLEST_TARGET = 24
# Every rule of axe-core, with the one for touch targets that it leaves out unless asked.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """One window for all. axe is injected, which the site's policy rightly forbids: here the policy is put aside."""
    context = browser.new_context(base_url=site, bypass_csp=True)
    yield context.new_page()
    context.close()


def what_axe_finds(page: Page) -> str:
    """A report of every violation on the page as it is now shown, "" when there is none."""
    found = AxeResults(page.evaluate("rules => axe.run(rules)", RULES))
    return found.generate_report() if found.violations_count else ""


@every_page
def test_axe_finds_nothing(page: Page, path: str):
    page.goto(path)
    page.evaluate(AXE_SCRIPT)
    reports = []

    for size in (PHONE, DESK):
        for scheme in ("light", "dark"):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            reports.append(what_axe_finds(page))

    assert reports == ["", "", "", ""], "\n".join(reports)


@every_page
def test_nothing_is_cut_off_and_every_target_can_be_hit_at_320_px(page: Page, path: str):
    page.set_viewport_size(PHONE)
    page.goto(path)

    width = page.evaluate("document.documentElement.scrollWidth")
    targets = page.locator(":is(body > header, nav) a").filter(visible=True)
    heights = targets.evaluate_all("links => links.map(link => [link.innerText, link.getBoundingClientRect().height])")

    assert width == PHONE["width"]
    assert heights
    assert [target for target in heights if target[1] < SMALLEST_TARGET] == []
