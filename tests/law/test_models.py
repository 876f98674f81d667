"""Dates in force, how provisions are named, rates by period, and what the database refuses."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import translation

from guidance.law.models import Instrument, Provision, Rate
from tests.factories import make_cap, make_instrument, make_provision, make_rate

pytestmark = pytest.mark.django_db

FIRST, LAST = datetime.date(2025, 1, 17), datetime.date(2026, 6, 30)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(("on", "expected"), [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)])
def test_a_provision_is_in_force_from_its_first_day_to_its_last(on, expected):
    provision = make_provision(in_force_from=FIRST, in_force_until=LAST)

    assert provision.in_force(on) is expected
    assert Provision.objects.in_force(on).exists() is expected


def test_a_date_that_is_not_set_lies_outside():
    provision = make_provision(in_force_from=None, in_force_until=None)

    assert provision.in_force(datetime.date.min)
    assert provision.in_force(datetime.date.max)
    assert Provision.objects.in_force(FIRST).exists()


@pytest.mark.parametrize("make", [make_provision, make_instrument, make_cap])
def test_nothing_ends_before_it_begins(make):
    with pytest.raises(IntegrityError):
        make(in_force_from=LAST, in_force_until=FIRST)


@pytest.mark.parametrize(
    ("language", "article", "label"),
    [
        ("zh-hans", "第五十条第一款", "《刑法》第五十条第一款"),
        ("zh-hans", "第一条、第二条", "《刑法》第一条、第二条"),
        ("zh-hans", "第八条、第十七条、第十八条", "《刑法》第八条等"),
        ("zh-hans", "", "《刑法》"),
        ("en", "Article 50(1)", "Criminal Law, Article 50(1)"),
        ("en", "", "Criminal Law"),
    ],
)
def test_a_citation_names_instrument_and_article(language, article, label):
    provision = make_provision(article_zh_hans=article, article_en=article)

    with translation.override(language):
        assert provision.citation_label == label


def test_the_provisions_own_page_names_all_its_articles():
    provision = make_provision(article_zh_hans="第八条、第十七条、第十八条")

    with translation.override("zh-hans"):
        assert provision.reference == "《刑法》第八条、第十七条、第十八条"


def test_a_trade_norm_is_not_binding():
    assert not make_instrument("gbt", kind=Instrument.Kind.NORM).is_binding
    assert make_instrument("law", kind=Instrument.Kind.LAW).is_binding


def test_instruments_are_grouped_by_kind_with_their_published_provisions_counted():
    law = make_instrument()
    make_instrument("norm", kind=Instrument.Kind.NORM)
    make_provision(instrument=law)
    make_provision("draft", instrument=law, status=Provision.Status.DRAFT)

    groups = Instrument.objects.by_kind()

    assert [[instrument.slug for instrument in instruments] for _kind, instruments in groups] == [
        ["criminal-law"],
        ["norm"],
    ]
    assert groups[0][1][0].number_of_provisions == 1


def test_a_provision_of_a_withdrawn_instrument_is_not_published():
    make_provision(instrument=make_instrument(status=Instrument.Status.WITHDRAWN))

    assert not Provision.objects.published().exists()


def test_equal_rates_in_a_row_are_one_period():
    for month, percent in ((1, "3.10"), (2, "3.10"), (3, "3.00"), (4, "3.00")):
        make_rate(datetime.date(2025, month, 20), percent)

    newest, oldest = Rate.objects.periods()

    assert (oldest.first, oldest.last) == (datetime.date(2025, 1, 20), datetime.date(2025, 3, 19))
    assert (newest.first, newest.last) == (datetime.date(2025, 3, 20), None)
    assert newest.four_times == Decimal("12.00")


def test_without_rates_there_are_no_periods():
    assert Rate.objects.periods() == []


@pytest.mark.parametrize("percent", ["0", "-1", "100"])
def test_a_rate_is_a_percentage(percent):
    with pytest.raises(IntegrityError):
        make_rate(percent=percent)


def test_a_cap_is_a_percentage_or_a_multiple_of_the_rate():
    with pytest.raises(IntegrityError):
        make_cap(percent=24, lpr_multiple=4)
