"""On paper, as people carry it to the police: the text, the day it was checked, its sources, and nothing else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import ANSWER, ARTICLE, LANGUAGES, PROVISION, longest_article
from tests.server import Site

MOST_SHEETS = 6
WRITTEN_AFTER = "links => links.map(link => [link.getAttribute('href'), getComputedStyle(link, '::after').content])"


@pytest.fixture
def paper(page: Page) -> Iterator[Page]:
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [ARTICLE, PROVISION], ids=["article", "provision"])
def test_what_only_works_on_a_screen_is_left_out(paper: Page, language: str, path: str):
    paper.goto(f"/{language}/{path}")

    expect(paper.locator("nav, button, .skip-link").filter(visible=True)).to_have_count(0)
    expect(paper.locator("h1")).to_be_visible()
    expect(paper.locator("main .prose > *").filter(visible=False)).to_have_count(0)
    expect(paper.locator(".checked time").first).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "links"),
    [(ARTICLE, ".sources a"), (PROVISION, ".facts a, .sources a")],
    ids=["article", "provision"],
)
def test_the_addresses_of_sources_are_written_out(paper: Page, language: str, path: str, links: str):
    paper.goto(f"/{language}/{path}")

    written = paper.locator(links).evaluate_all(WRITTEN_AFTER)

    assert written
    assert [address for address, after in written if address not in after] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_article_fits_on_six_sheets(page: Page, language: str):
    page.goto(longest_article(language))

    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))

    assert 0 < sheets <= MOST_SHEETS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "most"), [(ANSWER, 2), ("rights/impersonation/bank-card/", 2), ("rights/note-for-employers/", 1)]
)
def test_an_answer_fits_on_two_sides_and_the_note_on_one(page: Page, language: str, path: str, most: int):
    page.goto(f"/{language}/{path}")

    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))

    assert 0 < sheets <= most


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_printed_answer_carries_its_address_its_code_and_its_date(paper: Page, site: Site, language: str):
    paper.goto(f"/{language}/{ANSWER}")

    expect(paper.locator(".page-code")).to_contain_text("113")
    expect(paper.locator(".page-code")).to_contain_text(f"{site}/{language}/{ANSWER}")
    expect(paper.locator(".checked time").first).to_be_visible()
