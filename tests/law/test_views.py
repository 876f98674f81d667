"""The law as readers see it: our words, dates, consequence, who cites it, and honesty about what is not law."""

import datetime

import pytest
from django.utils import timezone

from guidance.law.models import Instrument, Provision
from tests.factories import make_article, make_cap, make_instrument, make_lender_type, make_provision, make_rate

pytestmark = pytest.mark.django_db
PROVISION = "/en/law/criminal-law/criminal-law-238/"


def test_provision_page_shows_words_dates_consequence_source_and_who_cites_it(client):
    make_provision(
        consequence_en="Up to three years.",
        caution_en="Even when the money is owed.",
        official_url="https://flk.npc.gov.cn/detail?id=1",
        sources=["国家法律法规数据库：刑法 https://flk.npc.gov.cn/detail?id=1"],
        editor_note="internal remark",
    )
    make_article(body_zh_hans="见[[law:criminal-law-238]]")

    page = client.get(PROVISION).content.decode()

    for words in ("Nobody may lock a person up", "1997-10-01", "Up to three years.", "Even when", "Held or followed"):
        assert words in page
    assert 'href="https://flk.npc.gov.cn/detail?id=1"' in page
    assert "internal remark" not in page


def test_a_trade_norm_says_that_it_is_not_law(client):
    make_provision(instrument=make_instrument(kind=Instrument.Kind.NORM))

    assert "not law" in client.get(PROVISION).content.decode()


def test_a_lapsed_provision_says_so(client):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    make_provision(in_force_until=yesterday)

    assert "No longer in force" in client.get(PROVISION).content.decode()


def test_a_provision_to_come_says_so(client):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    make_provision(in_force_from=tomorrow)

    assert "Not yet in force" in client.get(PROVISION).content.decode()


def test_a_provision_in_force_today_says_neither(client):
    make_provision(in_force_until=timezone.localdate())
    page = client.get(PROVISION).content.decode()

    assert "No longer in force" not in page
    assert "Not yet in force" not in page


def test_a_single_source_is_said_to_need_a_second_check(client):
    make_provision(confidence=Provision.Confidence.SINGLE_SOURCE)

    assert "needs a second check" in client.get(PROVISION).content.decode()


def test_a_provision_is_found_only_under_its_own_instrument(client):
    make_provision()
    make_instrument("civil-code")

    assert client.get("/en/law/civil-code/criminal-law-238/").status_code == 404


@pytest.mark.parametrize(("status", "answer"), [(Provision.Status.DRAFT, 404), (Provision.Status.WITHDRAWN, 410)])
def test_unpublished_law_is_hidden_from_readers(client, status, answer):
    make_provision(status=status)

    assert client.get(PROVISION).status_code == answer
    assert b"Detaining" not in client.get("/en/law/criminal-law/").content


def test_provision_page_names_whom_it_binds(client):
    provision = make_provision()
    provision.lenders.add(make_lender_type())

    assert "Small loan company" in client.get(PROVISION).content.decode()


def test_provision_page_asks_the_database_at_most_five_times(client, django_assert_max_num_queries):
    make_provision()
    make_article(body_zh_hans="见[[law:criminal-law-238]]")
    client.get(PROVISION)

    with django_assert_max_num_queries(5):
        client.get(PROVISION)


def test_rates_page_parts_caps_in_force_from_others(client):
    make_cap("now", title_en="The cap today")
    make_cap("later", title_en="A cap to come", in_force_from=timezone.localdate() + datetime.timedelta(days=9))
    make_rate()

    page = client.get("/en/law/rates/").content.decode()

    assert page.index("The cap today") < page.index("begin later") < page.index("A cap to come")
    assert "12.00 %" in page


def test_rates_page_works_before_any_rate_is_known(client):
    assert client.get("/en/law/rates/").status_code == 200


def test_lenders_page_says_who_each_is(client):
    make_lender_type()

    page = client.get("/en/law/lenders/").content.decode()

    assert 'id="small-loan"' in page
    assert "The contract names a small loan company." in page
