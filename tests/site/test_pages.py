"""Home, about, errors, and the answers for machines."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client

from guidance.articles.models import ARTICLES_ON_A_PAGE, Article, Section
from guidance.pages.watching import watcher
from guidance.site.addresses import public_paths
from tests.factories import make_agency, make_article, make_provision, make_section, make_site_page, make_situation

pytestmark = pytest.mark.django_db
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.mark.parametrize(("path", "lang"), [("/", "zh-Hans"), ("/zh-hans/", "zh-Hans"), ("/en/", "en")])
def test_home_is_served_in_its_language(client, path, lang):
    response = client.get(path)

    assert response.status_code == 200
    assert f'<html lang="{lang}">' in response.content.decode()
    assert response["Content-Language"] == lang


def test_the_address_without_a_language_names_the_chinese_home_as_canonical(client):
    assert '<link rel="canonical" href="http://127.0.0.1:8000/zh-hans/">' in client.get("/").content.decode()


def test_the_browsers_language_changes_nothing(client):
    make_article()
    path = "/zh-hans/articles/detention-and-following/"

    plain, english = client.get(path), client.get(path, headers={"accept-language": "en"})

    assert plain.content == english.content
    assert "Accept-Language" not in english.get("Vary", "")


def test_home_offers_emergency_lines_what_is_happening_and_the_sections(client):
    make_situation()
    make_article("first-24-hours", title_en="The first 24 hours", section=make_section("countermeasures"))

    page = client.get("/en/").content.decode()

    for words in ('href="tel:110"', 'href="tel:12356"', "Constant calls", "The first 24 hours"):
        assert words in page
    assert page.count('href="/en/sections/') == Section.objects.count()


def test_home_stands_with_an_empty_database(client):
    assert client.get("/").status_code == 200


def test_about_page_shows_how_to_ask_for_a_correction_when_it_is_known(client, settings):
    make_site_page()
    settings.CORRECTIONS_CONTACT = "corrections@handbook.example.org"

    assert "corrections@handbook.example.org" in client.get("/en/about/").content.decode()


@pytest.mark.parametrize(("path", "words"), [("/en/nothing/", "Page not found"), ("/nothing/", "没有这个页面")])
def test_a_wrong_address_is_answered_kindly(client, path, words):
    response = client.get(path)

    assert response.status_code == 404
    assert words in response.content.decode()
    assert 'href="tel:110"' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/en/articles/%00/", "/en/articles/%ff/", "/en/articles/" + "a" * 5000 + "/", "/en//"]
)
def test_an_odd_address_is_not_an_error(client, path):
    assert client.get(path).status_code in {301, 404}


def test_a_fault_of_ours_is_told_in_both_languages(settings, monkeypatch):
    monkeypatch.setattr(Section.objects, "published", lambda: 1 / 0)

    response = Client(raise_request_exception=False).get("/en/")

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "110" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_readers_pages_are_for_reading_only(client, method):
    assert getattr(client, method)("/en/").status_code == 405


def locations(client: Client, path: str) -> list[str]:
    """The paths of what a sitemap, or an index of sitemaps, names."""
    tree = ElementTree.fromstring(client.get(path).content)
    return [urlsplit(element.text).path for element in tree.findall(".//s:loc", XML)]


def test_sitemap_lists_each_page_in_each_language_it_is_written_in(client):
    make_article()
    make_article("only-chinese", body_en="")
    make_article("draft", status=Article.Status.DRAFT)
    make_provision()
    make_agency()

    addresses = [address for part in locations(client, "/sitemap.xml") for address in locations(client, part)]

    assert "/en/articles/detention-and-following/" in addresses
    assert "/zh-hans/articles/only-chinese/" in addresses
    assert "/en/articles/only-chinese/" not in addresses
    assert not [address for address in addresses if "draft" in address]
    assert len(addresses) == len(set(addresses))
    assert all(client.get(address).status_code == 200 for address in addresses if address != "/en/about/")


def test_where_the_list_of_a_section_goes_on_is_public_and_in_no_sitemap(client):
    for number in range(ARTICLES_ON_A_PAGE + 1):
        make_article(f"article-{number}")
    parts = [part for part in locations(client, "/sitemap.xml") if "sections" in part]

    assert "/en/sections/tactics/2/" in list(public_paths())
    assert not [path for part in parts for path in locations(client, part) if path.endswith("/2/")]


def test_sitemap_names_alternates_under_the_public_address(client):
    make_article()

    text = client.get("/sitemaps/articles-1.xml", headers={"host": "localhost"}).content.decode()

    assert 'hreflang="en" href="http://127.0.0.1:8000/en/articles/detention-and-following/"' in text
    assert set(re.findall(r"<loc>(https?://[^/]+)", text)) == {"http://127.0.0.1:8000"}


@pytest.mark.parametrize("path", ["/sitemaps/articles-2.xml", "/sitemaps/articles-0.xml", "/sitemaps/none-1.xml"])
def test_a_part_of_the_sitemap_that_is_none_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_robots_are_welcome_and_shown_the_sitemap(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow" not in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_health_is_good_when_there_is_something_to_read(client):
    make_article()

    assert client.get("/health/").json() == {"status": "ok", "articles": 1}


def test_health_says_that_pages_cannot_be_stored(client, monkeypatch):
    make_article()
    monkeypatch.setattr(watcher(), "store_fault", "No space left on device")

    response = client.get("/health/")

    assert response.status_code == 200
    assert "No space left on device" in response.json()["pages"]


def test_health_says_that_no_content_is_loaded(client):
    response = client.get("/health/")

    assert response.status_code == 503
    assert response.json()["reason"] == "no content is loaded"


def test_health_says_that_the_database_does_not_answer(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_article RENAME TO articles_gone")

    response = client.get("/health/")

    assert response.status_code == 503
    assert "database" in response.json()["reason"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_withdrawn_page_says_so_and_where_to_go(client, language):
    article = make_article(status=Article.Status.WITHDRAWN, instead="articles/first-24-hours/")

    response = client.get(f"/{language}/articles/{article.slug}/")
    page = response.content.decode()

    assert response.status_code == 410
    assert '<meta name="robots" content="noindex">' in page
    for address in ("articles/first-24-hours/", "sections/tactics/", "rights/", "law/", "agencies/", "search/"):
        assert f'"/{language}/{address}"' in page
    assert article.body_en not in page
