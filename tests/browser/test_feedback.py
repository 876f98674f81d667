"""A reader tells the editors something: with script and without, and nothing typed is lost on the way."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.pages import LANGUAGES
from tests.server import Site

AGENCY = "agencies/nfra-12378/"


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest):
    """A cheap phone's screen, with script and without."""
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 640}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_says_that_a_number_does_not_answer_and_comes_back(page: Page, site: Site, language: str):
    page.goto(f"/{language}/{AGENCY}")

    page.locator(".useful a[href$='useful=no']").click()
    page.locator("input[name=reason]").first.check()
    page.locator("#note").fill("138 1234 5678")
    page.locator(".choose button").click()
    expect(page).to_have_url(f"{site}/{language}/feedback/thanks/?page=%2F{language}%2Fagencies%2Fnfra-12378%2F")
    page.locator("main .titles a").first.click()

    expect(page).to_have_url(f"{site}/{language}/{AGENCY}")
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_refused_once_keeps_its_words_and_then_gives_a_number(page: Page, language: str):
    page.goto(f"/{language}/feedback/request/")
    page.locator("#wrong").fill("The office has a new number.")
    page.locator("#phone").fill("13812345678")
    page.locator(".choose button").click()
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("#wrong")).to_have_value("The office has a new number.")

    page.locator("#phone").fill("12378")
    page.locator(".choose button").click()
    number = page.locator(".request-number").inner_text()
    page.goto(f"/{language}/feedback/request/state/")
    page.locator("#number-asked").fill(number.lower())
    page.locator("main .submit button").click()

    expect(page.locator(".request-number")).to_have_text(number)


def test_a_form_on_another_site_sends_nothing(context: BrowserContext, site: Site):
    page = context.new_page()
    page.goto("about:blank")
    page.set_content(f"<form method=post action='{site}/en/feedback/'><input name=note value=forged><button>x</button>")

    with page.expect_navigation() as navigation:
        page.locator("button").click()

    assert navigation.value.status == 403
