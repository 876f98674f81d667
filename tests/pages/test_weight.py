"""Pages are light: the first view of each, and an answer that the first packets show whole."""

import re

import brotli
import pytest
from django.conf import settings

from tests.browser.pages import KINDS_OF_PAGE, LANGUAGES, every_page, longest_article
from tests.pages.http import get
from tests.server import Site

MOST_FOR_A_FIRST_VIEW = 45_000
MOST_FOR_AN_ANSWER = 14_000
MOST_FOR_SCRIPTS = 8_000
LOADED = re.compile(rb'<(?:link rel="(?:stylesheet|icon)"|script|img)[^>]* (?:href|src)="(/[^"]+)"')
PACKED = {"Accept-Encoding": "br, gzip"}


def weight(site: Site, path: str) -> int:
    return len(get(str(site) + path, PACKED).body)


def first_view(site: Site, path: str) -> int:
    """Bytes over the wire of a page and of all it loads."""
    loaded = LOADED.findall(get(str(site) + path).body)
    return weight(site, path) + sum(weight(site, address.decode()) for address in dict.fromkeys(loaded))


@every_page
def test_the_first_view_of_a_page_is_light(site: Site, path: str):
    assert 0 < first_view(site, path) <= MOST_FOR_A_FIRST_VIEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_view_of_the_longest_article_is_light(site: Site, language: str):
    assert first_view(site, longest_article(language)) <= MOST_FOR_A_FIRST_VIEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_packets_show_an_answer(site: Site, language: str):
    """Its own bytes are all it needs: no style is waited for."""
    listed = get(f"{site}/sitemaps/situations-1.xml").body.decode() + get(f"{site}/sitemaps/pairs-1.xml").body.decode()
    answers = re.findall(rf"<loc>{site}(/{language}/rights/[^<]+)</loc>", listed)
    weights = {path: weight(site, path) for path in [*answers[:22], *answers[22::9]]}

    assert len(weights) > 30
    assert max(weights.values()) <= MOST_FOR_AN_ANSWER
    page = get(str(site) + answers[0]).body.decode()
    assert re.findall(r'<link rel="stylesheet"(?![^>]*media="print")', page) == []


def test_the_page_for_the_worst_moment_is_as_light(site: Site):
    assert first_view(site, f"/zh-hans/{KINDS_OF_PAGE['now']}") <= MOST_FOR_AN_ANSWER


def test_all_scripts_for_readers_together_are_small():
    scripts = [file.read_bytes() for file in (settings.BASE_DIR / "static" / "js").glob("*.js")]

    assert scripts
    assert sum(len(brotli.compress(script)) for script in scripts) <= MOST_FOR_SCRIPTS
