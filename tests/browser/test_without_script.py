"""With JavaScript off every page works: nothing is missing but what could do nothing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import LANGUAGES, every_page
from tests.server import Site


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """A phone whose owner, or whose network, lets no script run."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 640}, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_gets_from_home_to_an_article_a_rule_and_a_channel(page: Page, language: str):
    page.goto(f"/{language}/")
    page.locator(".situations a").first.click()
    expect(page.locator(".verdict")).to_be_visible()

    page.locator(".page-footer .titles a").first.click()
    expect(page.locator(".key-points")).to_be_visible()

    page.locator(".prose a.citation[href*='/law/']").first.click()
    expect(page.locator(".provision .facts time").first).to_be_visible()

    page.locator(f".site-nav a[href='/{language}/agencies/']").click()
    page.locator(".channels h2 a").first.click()
    expect(page.locator(".phones a[href^='tel:']").first).to_be_visible()


@every_page
def test_everything_is_shown_but_the_print_button(page: Page, path: str):
    page.goto(path)

    texts = page.locator("main :is(h1, h2, h3, p, li, dt, dd, th, td)")

    expect(page.locator("h1")).to_be_visible()
    expect(texts.filter(visible=False)).to_have_count(page.locator("[data-print]").count())
    expect(page.locator("[data-print]").filter(visible=True)).to_have_count(0)
