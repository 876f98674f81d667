"""The journeys the site is for: two taps to a verdict, one's own words to it, and the page for during the call."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import LANGUAGES
from tests.server import Site

WORDS = {
    "zh-hans": ("催收天天给我爸妈打电话", "contacting-relatives"),
    "en": ("they keep calling my mother about my loan", "contacting-relatives"),
}
OFF_TOPIC = {"zh-hans": "今天天气怎么样", "en": "what is the weather like tomorrow"}
DANGER = {"zh-hans": "我不想活了", "en": "i want to kill myself"}


@pytest.fixture(params=[True, False], ids=["with-script", "without-script"])
def page(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A cheap phone's screen, with script and without."""
    context = browser.new_context(
        base_url=site, viewport={"width": 360, "height": 640}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_taps_lead_from_home_to_a_verdict_for_the_lender(page: Page, site: Site, language: str):
    page.goto(f"/{language}/")

    page.locator(f".situations a[href='/{language}/rights/call-bombing/']").click()
    expect(page.locator(".verdict")).to_be_visible()
    page.locator(f".lender-links a[href='/{language}/rights/call-bombing/small-loan/']").click()

    expect(page).to_have_url(f"{site}/{language}/rights/call-bombing/small-loan/")
    expect(page.locator(".verdict svg")).to_be_visible()
    expect(page.locator(".grounds a[href*='/law/']").first).to_be_visible()
    expect(page.locator(".channel-steps a[href*='local-financial-administration']")).to_be_visible()
    expect(page.locator(".channel-steps a[href*='nfra-12378']")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_leads_to_one_page_for_several_situations(page: Page, site: Site, language: str):
    page.goto(f"/{language}/rights/")
    page.locator("input[value='call-bombing']").check()
    page.locator("input[value='violence']").check()
    page.locator("input[value='platform']").check()

    page.locator(".choose button").click()

    expect(page).to_have_url(f"{site}/{language}/rights/?l=platform&s=call-bombing&s=violence")
    expect(page.locator(".finding").first.locator("h2")).to_have_attribute("id", "violence")
    expect(page.locator(".safety").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_readers_own_words_lead_to_the_situation(page: Page, site: Site, language: str):
    words, situation = WORDS[language]
    page.goto(f"/{language}/")
    page.locator("#q").fill(words)

    page.locator(".search-box button").click()
    page.locator(".summaries a").first.click()

    expect(page).to_have_url(f"{site}/{language}/rights/{situation}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_code_typed_on_the_home_page_opens_its_page(page: Page, site: Site, language: str):
    page.goto(f"/{language}/rights/home-visit/private/")
    code = page.locator(".page-code strong").inner_text()
    page.goto(f"/{language}/")
    page.locator("#q").fill(code)

    page.locator("#q").press("Enter")

    expect(page).to_have_url(f"{site}/{language}/rights/home-visit/private/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_this_site_does_not_answer_are_told_so_and_shown_the_groups(page: Page, language: str):
    page.goto(f"/{language}/rights/")
    page.locator("#q").fill(OFF_TOPIC[language])

    page.locator("#q").press("Enter")

    expect(page.locator(".summaries")).to_have_count(0)
    expect(page.locator(".notice")).to_be_visible()
    expect(page.locator(".situations").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_danger_put_the_emergency_lines_first(page: Page, language: str):
    page.goto(f"/{language}/")
    page.locator("#q").fill(DANGER[language])

    page.locator("#q").press("Enter")

    expect(page.locator(".emergency a[href='tel:12356']")).to_be_visible()
    expect(page.locator(".emergency a[href='tel:110']")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_during_the_call_is_one_tap_away_from_any_page(page: Page, language: str):
    page.goto(f"/{language}/law/")

    page.locator(".site-nav a").first.click()

    expect(page.locator("h2")).to_have_count(4)
    expect(page.locator("blockquote")).to_have_count(4)
    expect(page.locator("a[href='tel:110']").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_someone_called_about_anothers_debt_finds_their_door(page: Page, site: Site, language: str):
    page.goto(f"/{language}/")

    page.locator(".ways a[href$='/rights/someone-elses-debt/']").click()

    expect(page).to_have_url(f"{site}/{language}/rights/someone-elses-debt/")
    expect(page.locator("blockquote").first).to_be_visible()


def test_words_to_say_are_copied_with_one_tap(browser: Browser, site: Site):
    context = browser.new_context(base_url=site, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/en/rights/call-bombing/")
    words = page.locator(".say p").inner_text()

    page.locator(".say button").click()

    expect(page.locator(".say button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == words
    context.close()
