"""The choosing form, an answer's page, a page composed of several, and a reader's own words."""

import datetime

import pytest
from django.utils import timezone

from guidance.law.models import Provision
from tests.factories import (
    make_agency,
    make_answer,
    make_article,
    make_lender_type,
    make_provision,
    make_situation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lender():
    return make_lender_type()


@pytest.fixture
def call_bombing(lender):
    make_provision()
    make_agency().lenders.add(lender)
    return make_situation()


@pytest.fixture
def violence(call_bombing):
    fields = {"code": "21", "danger": 3, "safety_zh_hans": "先离开。", "safety_en": "Leave first."}
    return make_situation("violence", question_en="They hit me.", **fields)


@pytest.mark.usefixtures("violence")
def test_the_form_offers_every_situation_and_every_lender(client):
    text = client.get("/en/rights/").content.decode()

    assert text.count('type="checkbox"') == 2
    assert text.count('type="radio"') == 2
    assert 'method="get"' in text
    assert "noindex" not in text


@pytest.mark.usefixtures("call_bombing")
def test_one_situation_goes_to_its_own_address(client):
    alone = client.get("/en/rights/?s=call-bombing&l=unknown")
    with_lender = client.get("/en/rights/?s=call-bombing&l=small-loan")

    assert (alone.status_code, alone["Location"]) == (302, "/en/rights/call-bombing/")
    assert (with_lender.status_code, with_lender["Location"]) == (302, "/en/rights/call-bombing/small-loan/")


@pytest.mark.usefixtures("violence")
def test_several_situations_are_one_page_under_one_address(client):
    unsorted = client.get("/en/rights/?s=violence&s=call-bombing&l=small-loan")
    page = client.get("/en/rights/?l=small-loan&s=call-bombing&s=violence")
    text = page.content.decode()

    assert unsorted["Location"] == "/en/rights/?l=small-loan&s=call-bombing&s=violence"
    assert page.status_code == 200
    assert text.index("They hit me.") < text.index("They ring me non-stop.")
    assert text.count("Silence the phone.") == 1
    assert text.count('href="/en/agencies/police-110/"') == 1
    assert '<meta name="robots" content="noindex">' in text


@pytest.mark.usefixtures("violence")
@pytest.mark.parametrize(
    "query",
    ["s=violence&s=nonsense", "s=violence&l=nobody", "s=violence&l=small-loan&l=unknown-too", "s=violence&s=%00"],
)
def test_a_mistake_keeps_what_was_right_and_says_so_kindly(client, query):
    response = client.get(f"/en/rights/?{query}")
    text = response.content.decode()

    assert response.status_code == 200
    assert 'value="violence" checked' in text
    assert "not one of ours" in text


@pytest.mark.usefixtures("call_bombing")
def test_choosing_nothing_is_asked_again(client):
    text = client.get("/en/rights/?l=small-loan").content.decode()

    assert "choose at least one" in text
    assert 'value="small-loan" checked' in text


@pytest.mark.usefixtures("violence")
def test_an_answer_stands_in_the_order_a_reader_needs(client):
    text = client.get("/en/rights/violence/small-loan/").content.decode()
    order = [
        'class="verdict',
        "Leave first.",
        'id="now"',
        'id="today"',
        'id="week"',
        'id="why"',
        'id="evidence"',
        'id="complain"',
        'id="avoid"',
        'id="lenders"',
        "whoever the lender is",
        'class="page-code"',
    ]
    places = [text.index(part) for part in order[:10]]

    assert places == sorted(places)
    assert all(part in text for part in order)
    assert "<strong>211</strong>" in text


@pytest.mark.usefixtures("call_bombing")
def test_a_verdict_is_a_word_and_an_icon_and_a_sentence(client):
    text = client.get("/en/rights/call-bombing/").content.decode()

    assert "Allowed within limits" in text
    assert 'class="verdict verdict-limited"><svg' in text
    assert "They may call. They may not bombard you." in text


def test_a_lenders_own_answer_is_shown(client, call_bombing, lender):
    make_answer(call_bombing, lender)

    assert "This lender may not." in client.get("/en/rights/call-bombing/small-loan/").content.decode()
    assert "This lender may not." not in client.get("/en/rights/call-bombing/").content.decode()


@pytest.mark.usefixtures("call_bombing")
def test_an_answer_that_lost_its_ground_says_so_above_the_verdict(client):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Provision.objects.update(in_force_until=yesterday)

    text = client.get("/en/rights/call-bombing/").content.decode()

    assert text.index("Under review.") < text.index('class="verdict')


@pytest.mark.usefixtures("call_bombing")
@pytest.mark.parametrize("path", ["/en/rights/nonsense/", "/en/rights/call-bombing/nobody/", "/en/rights/a/b/c/"])
def test_an_unknown_pair_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_draft_is_hidden_from_readers(client, call_bombing):
    call_bombing.status = "draft"
    call_bombing.save()

    for path in ("/en/", "/en/rights/", "/en/search/?q=x"):
        assert "Constant calls" not in client.get(path).content.decode()
    assert client.get("/en/rights/call-bombing/").status_code == 404


def test_an_untranslated_answer_is_shown_in_chinese_and_says_so(client, call_bombing):
    call_bombing.answer_en = ""
    call_bombing.save()

    text = client.get("/en/rights/call-bombing/").content.decode()

    assert "not yet translated" in text
    assert "noindex" in text


def test_an_answer_leads_to_its_articles(client, call_bombing):
    call_bombing.related.add(make_article())

    assert "Held or followed" in client.get("/en/rights/call-bombing/").content.decode()


@pytest.mark.usefixtures("call_bombing")
def test_an_answer_asks_the_database_a_bounded_number_of_times(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get("/en/rights/call-bombing/small-loan/")


@pytest.mark.usefixtures("violence")
def test_the_language_switch_keeps_the_answers_and_the_words(client):
    several = client.get("/en/rights/?l=small-loan&s=call-bombing&s=violence").content.decode()
    words = client.get("/en/search/?q=they+call").content.decode()

    assert 'href="/zh-hans/rights/?l=small-loan&amp;s=call-bombing&amp;s=violence"' in several
    assert 'href="/zh-hans/search/?q=they+call"' in words


@pytest.mark.usefixtures("violence")
def test_a_composed_page_names_its_one_address(client):
    text = client.get("/en/rights/?l=small-loan&s=call-bombing&s=violence").content.decode()

    assert (
        'rel="canonical" href="http://127.0.0.1:8000/en/rights/?l=small-loan&amp;s=call-bombing&amp;s=violence"' in text
    )


@pytest.mark.usefixtures("call_bombing")
def test_an_answer_says_when_it_was_checked_and_when_it_is_due(client):
    text = client.get("/en/rights/call-bombing/").content.decode()

    assert "2026-11-23" in text
    assert "2027-02-21" in text
