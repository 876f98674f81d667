"""The search page: a page code, what own words sound like, and groups of results."""

import re

import pytest
from django.utils import timezone

from guidance.editorial import at_hand
from guidance.search.models import MissedQuery
from tests.factories import (
    make_agency,
    make_article,
    make_lender_type,
    make_provision,
    make_situation,
    make_word_list,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call_bombing(committing):
    with committing():
        lender = make_lender_type()
        make_provision()
        make_agency().lenders.add(lender)
        return make_situation()


@pytest.mark.usefixtures("call_bombing")
def test_a_code_in_the_box_opens_its_page(client):
    assert client.get("/en/search/?q=11-1")["Location"] == "/en/rights/call-bombing/small-loan/"


def test_own_words_say_what_it_sounds_like_and_why(client, call_bombing):
    make_word_list("call-bombing", call_bombing)
    make_word_list("elsewhere", phrases_zh_hans=["今天天气怎么样"], phrases_en=["how is the weather"])

    text = client.get("/en/search/?q=they+call+all+day+long").content.decode()

    assert "They ring me non-stop." in text
    assert re.search(r"<q>[^<]*(day|call)[^<]*</q>", text)


def test_words_of_something_else_find_nothing_and_show_the_groups(client, call_bombing):
    make_word_list("call-bombing", call_bombing)
    make_word_list("elsewhere", phrases_zh_hans=["今天天气怎么样"], phrases_en=["how is the weather"])

    text = client.get("/zh-hans/search/?q=今天天气怎么样").content.decode()

    assert "没有找到" in text
    assert "12348" in text
    assert 'href="/zh-hans/rights/call-bombing/"' in text


def test_words_of_danger_put_the_emergency_lines_first(client, call_bombing):
    make_word_list("danger", phrases_zh_hans=["不想活"], phrases_en=["kill myself"])
    make_word_list("call-bombing", call_bombing)

    text = client.get("/en/search/?q=nothing+fits+but+i+want+to+kill+myself").content.decode()

    assert text.index('class="emergency"') < text.index('class="situations"')


@pytest.mark.usefixtures("call_bombing")
@pytest.mark.parametrize("text", ["", " ", "\x00", "‮", "%ed%a0%80", "a" * 9000, "'\"<script>", "🙂" * 50, "。。。"])
def test_no_words_are_an_error(client, text):
    response = client.get("/en/search/", {"q": text})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


@pytest.mark.usefixtures("call_bombing")
def test_results_stand_in_groups_with_their_number_and_the_words_marked(client, committing):
    with committing():
        make_article()

    text = client.get("/en/search/?q=leave").content.decode()

    assert 'href="/en/articles/detention-and-following/"' in text
    assert re.search(r'Handbook <span class="muted">1</span>', text)
    assert "<mark>Leave</mark>" in text
    assert "How collectors overstep" in text
    assert "2026-11-23" in text


def test_a_group_of_many_results_is_read_page_by_page(client, committing):
    with committing():
        for number in range(12):
            make_article(f"leaving-{number}", title_en=f"Leaving {number}")

    together = client.get("/en/search/?q=leaving").content.decode()
    first = client.get("/en/search/?q=leaving&kind=handbook").content.decode()
    second = client.get("/en/search/?q=leaving&kind=handbook&page=2").content.decode()

    assert "?q=leaving&amp;kind=handbook" in together
    assert 'rel="next" href="?q=leaving&amp;kind=handbook&amp;page=2"' in first
    pages = [set(re.findall(r"/en/articles/leaving-\d+/", text)) for text in (first, second)]
    assert [len(pages[0]), len(pages[1]), len(pages[0] & pages[1])] == [10, 2, 0]


@pytest.mark.parametrize(
    "query", ["kind=nothing", "kind=law&page=99", "page=-1", "page=1e9", "page=٣", "kind=law&page=abc"]
)
def test_a_wrong_page_or_kind_is_no_error(client, committing, query):
    with committing():
        make_article()

    assert client.get(f"/en/search/?q=followed&{query}").status_code == 200


def test_a_page_only_in_chinese_is_found_in_english_and_marked(client, committing):
    with committing():
        make_article(title_en="", summary_en="", key_points_en=[], body_en="")

    text = client.get("/en/search/?q=跟踪").content.decode()

    assert 'href="/en/articles/detention-and-following/"' in text
    assert "in Chinese" in text
    assert re.search(r'<h3 lang="zh-Hans">', text)


def test_a_chinese_word_typed_on_the_english_site_leads_to_english_pages(client, committing):
    with committing():
        make_article()

    text = client.get("/en/search/?q=跟踪").content.decode()

    assert re.search(r'href="/en/articles/detention-and-following/">\s*Held or followed', text)


def test_a_misspelt_word_is_put_right_and_said(client, committing):
    with committing():
        make_article(title_en="Harassment by phone")

    text = client.get("/en/search/?q=harrassment").content.decode()

    assert "<strong>harassment</strong>" in text
    assert "/en/articles/detention-and-following/" in text


def test_one_wrong_character_is_put_right_and_said(client, committing):
    with committing():
        make_article(title_zh_hans="通讯录被爆了")

    text = client.get("/zh-hans/search/?q=通迅录").content.decode()

    assert "<strong>通讯录</strong>" in text
    assert "/zh-hans/articles/detention-and-following/" in text


def test_a_quoted_phrase_is_found_to_the_letter_only(client, committing):
    with committing():
        make_article("one", title_en="Call the police")
        make_article("two", title_en="Police, when they call the bank")

    text = client.get('/en/search/?q="call the police"').content.decode()

    assert "/en/articles/one/" in text
    assert "/en/articles/two/" not in text


@pytest.mark.parametrize("typed", ['"', '"""', '"" ""', "“", "a“b", "'", '"\x00"'])
def test_a_lone_quotation_mark_is_only_a_sign(client, committing, typed):
    with committing():
        make_article()

    assert client.get("/en/search/", {"q": f"{typed} followed"}).content.decode().count("/articles/") > 0


@pytest.mark.usefixtures("call_bombing")
@pytest.mark.parametrize("path", ["/en/", "/en/now/", "/en/rights/call-bombing/", "/en/articles/", "/en/nothing/"])
def test_every_page_has_one_search_box_that_needs_no_script(client, path):
    text = client.get(path).content.decode()

    if "site-header" in text:
        assert text.count('role="search"') == 1
        assert 'action="/en/search/" method="get"' in text


def test_rarely_asked_words_are_not_kept_and_often_asked_ones_are_shown(client):
    for _time in range(4):
        client.get("/en/search/?q=zxqv+13812345678")
    assert [miss.text for miss in MissedQuery.objects.all()] == [""]

    client.get("/en/search/?q=zxqv+13812345678")

    [miss] = MissedQuery.objects.shown()
    assert (miss.text, miss.times, miss.last_asked_on) == ("zxqv ###########", 5, timezone.localdate())


def test_a_story_that_finds_nothing_is_not_counted(client):
    client.get("/en/search/", {"q": "zxqv " * 30})

    assert not MissedQuery.objects.exists()


@pytest.mark.usefixtures("call_bombing")
def test_a_search_asks_the_database_a_bounded_number_of_times(
    client, committing, django_assert_max_num_queries, monkeypatch
):
    with committing():
        make_article()
    # As where changes are followed: what every page needs is at hand after the first.
    monkeypatch.setattr(at_hand, "content_now", lambda: "counted in this test alone")
    client.get("/en/search/?q=they+call+me")

    with django_assert_max_num_queries(21):
        client.get("/en/search/?q=they+call+me+all+day+leave")
