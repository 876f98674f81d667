"""What a reader does: finds what is happening to them, reads, switches language, goes on, checks a rule."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import ARTICLE, LANGUAGES, TAGS, slugs_of_articles
from tests.browser.walk import Visit, missing_anchors, walk
from tests.server import Site, extra_article


@pytest.fixture(scope="module")
def walks(browser: Browser, site: Site) -> dict[str, dict[str, Visit]]:
    """For each language, every page that links lead to from its home."""
    context = browser.new_context()
    found = {language: walk(context.request, f"{site}/{language}/", f"{site}/{language}/") for language in LANGUAGES}
    context.close()
    return found


@pytest.fixture
def untranslated(site: Site) -> Iterator[str]:
    """The slug of an article that nobody has translated."""
    english = dict.fromkeys(("title_en", "summary_en", "body_en", "key_points_en"), "")
    with extra_article(site, "not-yet-translated", **english) as slug:
        yield slug


def test_a_reader_taps_what_is_happening_and_reads_about_it(page: Page):
    page.goto("/")
    page.locator(".situations a").first.click()
    article = page.locator(".page-footer .titles a").first
    title = article.inner_text()

    article.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".key-points li").first).to_be_visible()
    expect(page.locator(".prose h2").first).to_be_visible()


@pytest.mark.parametrize(("here", "word", "there"), [("zh-hans", "English", "en"), ("en", "中文", "zh-hans")])
def test_the_language_switch_stays_on_the_article(page: Page, site: Site, here: str, word: str, there: str):
    page.goto(f"/{here}/{ARTICLE}")
    title = page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("link", name=word, exact=True).click()

    expect(page).to_have_url(f"{site}/{there}/{ARTICLE}")
    expect(page.locator("html")).to_have_attribute("lang", TAGS[there])
    expect(page.get_by_role("heading", level=1)).not_to_have_text(title)


@pytest.mark.parametrize("language", LANGUAGES)
def test_next_and_previous_follow_the_order_of_the_section(page: Page, language: str):
    page.goto(f"/{language}/sections/tactics/")
    titles = page.locator(".summaries h2").all_inner_texts()
    page.locator(".summaries a").first.click()

    for title in titles[1:]:
        page.locator("a[rel=next]").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.locator("a[rel=prev]").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(titles[-2])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citation_opens_the_provision_with_its_dates_and_official_text(page: Page, site: Site, language: str):
    page.goto(f"/{language}/{ARTICLE}")
    citation = page.locator(".prose a.citation[href*='/law/']").first
    rule = citation.inner_text()

    citation.click()

    expect(page.locator(".reference")).to_contain_text(rule)
    expect(page.locator(".facts time").first).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\d$"))
    expect(page.locator(".checked time").first).to_be_visible()
    expect(page.locator(".facts a.external")).to_have_attribute("href", re.compile("^https://"))
    page.go_back()
    expect(page).to_have_url(f"{site}/{language}/{ARTICLE}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_article_is_reached_from_home_by_links(walks: dict, site: Site, language: str):
    start = f"{site}/{language}/articles/"
    opened = {address for address, visit in walks[language].items() if visit.status == 200}
    reached = {address.removeprefix(start).strip("/") for address in opened if address.startswith(start)}

    assert len(slugs_of_articles(language)) >= 28
    assert slugs_of_articles(language) <= reached


def test_the_root_shows_the_same_ways_on_as_the_chinese_home(page: Page):
    page.goto("/")
    ways = page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    page.goto("/zh-hans/")

    assert ways == page.locator("main a").evaluate_all("links => links.map(link => link.href)")


def test_every_internal_link_answers(walks: dict):
    visits = {address: visit for walked in walks.values() for address, visit in walked.items()}
    linked = {link.partition("#")[0] for visit in visits.values() for link in visit.links}

    assert {address: visit.status for address, visit in visits.items() if visit.status != 200} == {}
    assert linked <= set(visits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_into_a_page_finds_its_place(walks: dict, language: str):
    assert missing_anchors(walks[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_leads_back_in_the_readers_language(page: Page, site: Site, language: str):
    response = page.goto(f"/{language}/articles/no-such-article/")

    assert response.status == 404
    expect(page.locator("html")).to_have_attribute("lang", TAGS[language])
    page.locator(f"main a[href='/{language}/']").last.click()
    expect(page).to_have_url(f"{site}/{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_address_is_offered_to_no_search_engine(page: Page, language: str):
    page.goto(f"/{language}/articles/no-such-article/")

    expect(page.locator("link[rel=alternate][hreflang]")).to_have_count(0, timeout=100)
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex", timeout=100)


def test_an_untranslated_page_shows_the_chinese_text_under_a_banner(page: Page, untranslated: str):
    page.goto(f"/en/articles/{untranslated}/")

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main > .notice-warning")).to_be_visible()
    expect(page.locator("article[lang='zh-Hans'] .prose")).to_contain_text("先离开")
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    expect(page.locator("link[hreflang=en]")).to_have_count(0)


def test_an_untranslated_page_names_no_english_version_in_chinese_either(page: Page, untranslated: str):
    page.goto(f"/zh-hans/articles/{untranslated}/")

    expect(page.locator("article .prose")).to_contain_text("先离开")
    expect(page.locator(".notice-warning, meta[name=robots]")).to_have_count(0)
    expect(page.locator("link[hreflang=zh-Hans]")).to_have_count(1)
    expect(page.locator("link[hreflang=en]")).to_have_count(0)
