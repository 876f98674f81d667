"""An article as readers see it, in its section, in either language."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.articles.models import ARTICLES_ON_A_PAGE, Article, Section, validate_key_points
from guidance.law.models import Provision
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
ADDRESS = "/en/articles/detention-and-following/"


def test_article_page_shows_all_its_parts(client):
    related = make_article("harassment-by-phone", title_en="Phone bombing", order=9)
    article = make_article(sources=["刑法 https://flk.npc.gov.cn/"], order=5)
    article.related.add(related)

    page = client.get(ADDRESS).content.decode()

    for words in ("Held or followed", "Leave first.", "<h2 id=", "2026-11-23", "not yet reviewed by a lawyer"):
        assert words in page
    assert 'href="https://flk.npc.gov.cn/"' in page
    assert 'href="#what-you-can-do"' in page
    assert page.count("Phone bombing") == 2


def test_chinese_headings_get_readable_anchors(client):
    make_article()

    page = client.get(ADDRESS.replace("/en/", "/zh-hans/")).content.decode()

    assert '<h2 id="你可以做什么">' in page
    assert 'href="#你可以做什么"' in page


@pytest.mark.parametrize(("status", "answer"), [(Article.Status.DRAFT, 404), (Article.Status.WITHDRAWN, 410)])
def test_unpublished_article_is_hidden_from_readers(client, status, answer):
    article = make_article(status=status)

    assert client.get(ADDRESS).status_code == answer
    for page in ("/en/", "/en/articles/", "/en/sections/tactics/"):
        assert article.title_en not in client.get(page).content.decode()


def test_an_article_of_a_withdrawn_section_is_hidden_from_readers(client):
    make_article(section=make_section(status=Section.Status.WITHDRAWN))

    assert client.get(ADDRESS).status_code == 410


def test_untranslated_article_shows_the_chinese_under_a_banner(client):
    make_article(title_en="", summary_en="", key_points_en=[], body_en="")

    page = client.get(ADDRESS).content.decode()

    assert "This page is not yet translated." in page
    assert '<article class="page with-contents" lang="zh-Hans">' in page
    assert "先离开，再报警。" in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'hreflang="zh-Hans" href="http' in page
    assert 'hreflang="en" href="http' not in page


def test_translated_article_names_both_languages_as_alternates(client):
    make_article()

    page = client.get(ADDRESS).content.decode()

    assert '<link rel="alternate" hreflang="zh-Hans" href="http://127.0.0.1:8000/zh-hans/articles' in page
    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/articles' in page
    assert "noindex" not in page


def test_neighbours_are_those_before_and_after_in_the_section():
    first, second, third = (make_article(f"article-{number}", order=number) for number in (1, 2, 3))
    make_article("elsewhere", section=make_section("causes"))

    assert first.neighbours == (None, second)
    assert second.neighbours == (first, third)
    assert third.neighbours == (second, None)


@pytest.mark.parametrize("length", [1, 2, 6])
def test_key_points_are_three_to_five(length):
    with pytest.raises(ValidationError):
        validate_key_points(["point"] * length)


@pytest.mark.parametrize(
    ("text", "minutes"), [("字" * 300, 1), ("字" * 301, 2), ("word " * 180, 1), ("word " * 540, 3)]
)
def test_reading_time_counts_characters_and_words(text, minutes):
    assert Article(body=text).minutes == minutes


@pytest.mark.usefixtures("watched")
def test_article_page_asks_the_database_at_most_three_times(client, django_assert_max_num_queries):
    for number in range(4):
        make_article(f"article-{number}").related.set(Article.objects.all()[:2])

    with django_assert_max_num_queries(3):
        client.get("/en/articles/article-2/")


def test_all_articles_are_listed_by_section(client):
    make_article(section=make_section("causes", title_en="Why it happens", order=30))
    make_article("visits-at-the-door", title_en="Visits at the door", section=make_section())

    page = client.get("/en/articles/").content.decode()

    assert page.index("How collectors overstep") < page.index("Visits at the door") < page.index("Why it happens")


@pytest.fixture
def long_section(db) -> None:
    for number in range(ARTICLES_ON_A_PAGE + 3):
        make_article(f"article-{number:03d}", title_en=f"Title {number:03d}", order=number // 2)


@pytest.mark.usefixtures("long_section")
def test_a_long_section_goes_on_on_further_pages(client):
    first, second = (client.get(f"/en/sections/tactics/{page}").content.decode() for page in ("", "2/"))

    assert ("Title 019" in first, "Title 020" in first) == (True, False)
    assert ("Title 019" in second, "Title 020" in second, "Title 022" in second) == (False, True, True)
    assert 'rel="next" href="/en/sections/tactics/2/"' in first
    assert 'rel="prev" href="/en/sections/tactics/"' in second


@pytest.mark.usefixtures("long_section")
@pytest.mark.parametrize("page", ["0/", "1/", "3/", "99999999999999999999/"])
def test_a_page_a_section_does_not_have_is_not_found(client, page):
    assert client.get(f"/en/sections/tactics/{page}").status_code == 404


def test_a_chinese_page_reads_no_english_text(client, db):
    make_article("door")

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/zh-hans/articles/door/").status_code == 200

    assert not [query for query in asked if "body_html_en" in query["sql"]]


@pytest.mark.usefixtures("long_section", "watched")
def test_an_article_costs_three_queries_however_long_its_section(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        page = client.get("/en/articles/article-020/").content.decode()

    assert 'rel="prev" href="/en/articles/article-019/"' in page
    assert 'rel="next" href="/en/articles/article-021/"' in page


def test_a_title_in_a_list_is_read_without_records_it_does_not_name():
    assert "articles_section" not in str(Article.objects.titles().order_by("pk").query)
    assert "law_instrument" in str(Provision.objects.titles().order_by("pk").query)


def test_hidden_is_the_rest_of_published(db):
    hidden, of_hidden_section = make_article("hidden"), make_article("other", make_section("gone"))
    make_article("shown")
    hidden.status = of_hidden_section.section.status = Article.Status.WITHDRAWN
    hidden.save()
    of_hidden_section.section.save()

    assert set(Article.objects.hidden()) == {hidden, of_hidden_section}
    assert [article.slug for article in Article.objects.published()] == ["shown"]


def test_a_title_in_a_list_knows_its_language_without_the_text(client, db, django_assert_num_queries):
    make_article("only-chinese", body_en="")
    make_article("both")
    [chinese, both] = Article.objects.titles().order_by("-slug")

    with django_assert_num_queries(0):
        assert chinese.languages == ["zh-hans"]
        assert both.languages == ["zh-hans", "en"]
