"""The answer to "this is happening, and this is who lent", as the law stands on a day."""

import datetime

import pytest

from guidance.law.models import Instrument
from guidance.rights.lookup import Finding, channels_once, lookup, said_once
from guidance.rights.models import Situation, Verdict
from guidance.rights.shelf import library
from tests.factories import (
    make_agency,
    make_answer,
    make_instrument,
    make_lender_type,
    make_provision,
    make_situation,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
DAY = datetime.timedelta(days=1)


def ask(*slugs: str, lender=None, on: datetime.date = TODAY) -> list[Finding]:
    situations = list(Situation.objects.for_answering().filter(slug__in=slugs))
    return lookup(situations, lender, on, library())


def grounds_of(finding: Finding) -> list[str]:
    return [ground.provision.slug for ground in finding.grounds]


def channels_of(finding: Finding) -> list[str]:
    return [channel.agency.slug for channel in finding.channels]


@pytest.fixture
def lender():
    return make_lender_type()


@pytest.fixture
def agency(lender):
    agency = make_agency()
    agency.lenders.add(lender)
    return agency


def test_the_situations_own_answer_holds_for_a_lender_without_one(lender):
    make_provision()
    make_situation()

    [finding] = ask("call-bombing", lender=lender)

    assert finding.answer.verdict == Verdict.LIMITED
    assert finding.is_general
    assert grounds_of(finding) == ["criminal-law-238"]


def test_what_differs_for_a_lender_replaces_and_the_rest_is_inherited(lender):
    make_provision()
    answer = make_answer(make_situation(), lender, now_zh_hans=["先核对。"], now_en=["Check first."])

    [finding] = ask("call-bombing", lender=lender)

    assert finding.answer == answer
    assert finding.answer.verdict == Verdict.NO
    assert not finding.is_general
    assert finding.now == ["先核对。"]
    assert finding.today == ["截图。"]
    assert grounds_of(finding) == ["criminal-law-238"]


def test_another_lenders_answer_is_never_borrowed(lender):
    make_answer(make_situation(), make_lender_type("platform"))

    [finding] = ask("call-bombing", lender=lender)

    assert finding.answer == finding.situation


@pytest.mark.parametrize(
    ("first", "last", "on", "expected"),
    [
        (None, TODAY, TODAY, True),
        (None, TODAY, TODAY + DAY, False),
        (TODAY, None, TODAY, True),
        (TODAY, None, TODAY - DAY, False),
        (None, None, TODAY, True),
    ],
    ids=["its last day", "the day after", "its first day", "the day before", "no dates known"],
)
def test_a_provision_counts_only_while_it_is_in_force(first, last, on, expected):
    make_provision(in_force_from=first, in_force_until=last)
    make_situation()

    [finding] = ask("call-bombing", on=on)

    assert bool(finding.grounds) is expected
    assert finding.under_review is not expected


def test_a_ground_is_left_out_for_a_lender_it_does_not_bind(lender):
    provision = make_provision()
    provision.lenders.add(make_lender_type("bank-card"))
    make_situation()

    [finding] = ask("call-bombing", lender=lender)

    assert not finding.grounds


def test_without_a_lender_only_what_binds_all_counts(lender):
    make_provision().lenders.add(lender)
    make_provision("for-all")
    make_situation(grounds_zh_hans=["criminal-law-238 | 小贷。", "for-all | 都管。"])

    [finding] = ask("call-bombing")

    assert grounds_of(finding) == ["for-all"]


def test_a_withdrawn_provision_is_no_ground():
    make_provision(status="withdrawn")
    make_situation()

    [finding] = ask("call-bombing")

    assert finding.under_review


def test_trade_norms_alone_are_not_enough_ground():
    make_provision(instrument=make_instrument(kind=Instrument.Kind.NORM))
    make_situation()

    [finding] = ask("call-bombing")

    assert grounds_of(finding) == ["criminal-law-238"]
    assert finding.under_review


def test_a_channel_is_named_only_for_lenders_it_hears_about(lender, agency):
    make_situation()

    [heard] = ask("call-bombing", lender=lender)
    [not_heard] = ask("call-bombing", lender=make_lender_type("bank-card"))

    assert channels_of(heard) == ["police-110"]
    assert channels_of(not_heard) == []


def test_the_most_dangerous_situation_comes_first():
    make_situation("call-bombing", code="11")
    make_situation("violence", code="21", danger=Situation.Danger.NOW)
    make_situation("home-visit", code="14", danger=Situation.Danger.MAY_BECOME)

    findings = ask("call-bombing", "home-visit", "violence")

    assert [finding.situation.slug for finding in findings] == ["violence", "home-visit", "call-bombing"]


def test_shared_steps_and_channels_are_said_once(agency):
    make_situation("call-bombing", code="11", now_zh_hans=["静音。", "录音。"])
    make_situation("violence", code="21", now_zh_hans=["离开。", "录音。"])

    findings = ask("call-bombing", "violence")

    assert said_once(findings, "now") == ["静音。", "录音。", "离开。"]
    assert [channel.agency for channel in channels_once(findings)] == [agency]


def test_lookup_itself_asks_the_database_nothing(agency, lender, django_assert_num_queries):
    make_provision()
    make_answer(make_situation(), lender)
    situations = list(Situation.objects.for_answering())
    known = library()

    with django_assert_num_queries(0):
        [finding] = lookup(situations, lender, TODAY, known)

    assert finding.grounds
