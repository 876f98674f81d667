"""What the database itself holds to, and what an inbox asks it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from guidance.feedback.models import Remark, Request
from tests.factories import make_remark, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor", is_staff=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"language": "fr"},
        {"page": "https://elsewhere.example/"},
        {"state": "assigned"},
        {"reason": "boredom"},
        {"useful": True, "reason": "wrong"},
        {"useful": None, "reason": "", "note": ""},
        {"note": "a" * 501},
    ],
)
def test_the_database_refuses_a_remark_that_cannot_be(wrong):
    with pytest.raises(DatabaseError), transaction.atomic():
        make_remark(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "threat"},
        {"wrong": ""},
        {"right": "a" * 1001},
        {"state": "answered"},
        {"state": "answered", "answer_zh_hans": "", "answer_en": ""},
    ],
)
def test_the_database_refuses_a_request_that_cannot_be(wrong):
    with pytest.raises(DatabaseError), transaction.atomic():
        make_request(**wrong)


def test_no_two_requests_have_one_number():
    first = make_request()

    with pytest.raises(DatabaseError), transaction.atomic():
        make_request(number=first.number)


def test_unread_are_counted_for_every_language():
    make_remark(language="en")
    make_remark(language="en")
    make_remark(language="zh-hans", state="read")

    assert Remark.objects.unread_by_language() == {"zh-hans": 0, "en": 2}


def test_remarks_are_counted_by_page_and_language():
    make_remark(page="/en/law/")
    make_remark(page="/en/law/", useful=True, reason="", state="read")
    make_remark(page="/zh-hans/law/", language="zh-hans", state="archived")

    counts = [(row["page"], row["yes"], row["no"], row["unread"], row["all"]) for row in Remark.objects.per_page()]

    assert counts == [("/en/law/", 1, 1, 1, 2), ("/zh-hans/law/", 0, 1, 0, 1)]


def test_each_step_of_the_inbox_changes_what_it_may(editor):
    make_remark()
    make_remark(state="archived")

    steps = [
        Remark.objects.mark_read(),
        Remark.objects.filter(state="read").assign_to(editor),
        Remark.objects.filter(state="assigned").mark_answered(),
    ]

    assert steps == [1, 1, 1]
    assert set(Remark.objects.values_list("state", "assigned_to")) == {("answered", editor.pk), ("archived", None)}


def test_only_a_request_with_an_answer_becomes_answered():
    make_request()
    answered = make_request(answer_en="Done.")

    assert Request.objects.mark_answered() == 1
    assert Request.objects.get(state="answered") == answered


def old(days: int) -> datetime.date:
    return datetime.date.today() - datetime.timedelta(days=days)


def make_old(days: int, **fields) -> Remark:
    remark = make_remark(**fields)
    remark.received_on = old(days)
    remark.save()
    return remark


def test_only_what_is_archived_and_old_is_forgotten():
    kept = [make_old(364, state="archived"), make_old(900, state="answered")]
    make_old(370, state="archived")

    call_command("forget_feedback", verbosity=0)

    assert set(Remark.objects.all()) == set(kept)


def test_days_are_chosen_and_a_dry_run_removes_nothing(capsys):
    make_old(40, state="archived")

    call_command("forget_feedback", "--days", "30", "--dry-run")
    told, still_there = capsys.readouterr().out, Remark.objects.count()
    call_command("forget_feedback", "--days", "30")

    assert "1 " in told
    assert (still_there, Remark.objects.count()) == (1, 0)


@pytest.mark.parametrize("days", [-1, 10**9])
def test_impossible_days_are_refused(days):
    with pytest.raises(CommandError):
        call_command("forget_feedback", days=days)
