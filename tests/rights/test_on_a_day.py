"""Editors look at the site as of another day; readers cannot."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from guidance.editorial.models import Publishable
from guidance.rights.on_a_day import differences, rules_that_change
from tests.editorial.editors import opened, page, signed_in
from tests.factories import make_account, make_agency, make_answer, make_lender_type, make_provision, make_situation

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)
LAST = datetime.date(2027, 6, 30)
BEFORE, AFTER = LAST, LAST + datetime.timedelta(days=1)


@pytest.fixture
def editor():
    return signed_in(make_account("chen", "Author"))


def answer_that_loses_its_ground():
    make_provision(in_force_until=LAST)
    return make_situation()


def admin(name: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name)


def test_an_answer_that_loses_its_last_ground_is_listed_from_the_day_after():
    situation = answer_that_loses_its_ground()

    assert differences(today=TODAY, day=BEFORE) == []
    [found] = differences(today=TODAY, day=AFTER)

    assert found.now.situation == situation
    assert [provision.slug for provision in found.lost] == ["criminal-law-238"]
    assert (found.now.under_review, found.then.under_review) == (False, True)


def test_an_answer_that_gains_a_ground_is_listed():
    make_provision("new-rule", in_force_from=AFTER)
    make_provision()
    make_situation(grounds_zh_hans=["criminal-law-238 | 不能关人。", "new-rule | 新规定。"])

    [found] = differences(today=TODAY, day=AFTER)

    assert [provision.slug for provision in found.gained] == ["new-rule"]
    assert found.lost == []


def test_every_lender_is_asked_about():
    situation = answer_that_loses_its_ground()
    lender = make_lender_type()
    make_answer(situation, lender)

    assert [found.then.lender for found in differences(today=TODAY, day=AFTER)] == [None, lender]


def test_a_provision_ends_with_its_instrument():
    provision = make_provision()
    provision.instrument.in_force_until = LAST
    provision.instrument.save()
    make_situation()

    [found] = differences(today=TODAY, day=AFTER)

    assert found.lost == [provision]


def test_rules_that_begin_or_end_in_between_are_listed():
    ends = make_provision(in_force_until=LAST)
    begins = make_provision("new-rule", in_force_from=AFTER)
    make_provision("both-days")

    assert set(rules_that_change(today=TODAY, day=AFTER)) == {(ends, False), (begins, True)}


def test_more_situations_cost_no_more_queries(django_assert_max_num_queries):
    def queries_of(number: int) -> int:
        with django_assert_max_num_queries(100) as asked:
            differences(today=TODAY, day=AFTER)
        return len(asked)

    answer_that_loses_its_ground()
    first = queries_of(1)
    for number in range(2, 6):
        make_situation(f"situation-{number}", code=f"1{number}")

    assert queries_of(5) == first


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_leads_to_readers_pages_of_that_day(editor, language: str):
    answer_that_loses_its_ground()
    with translation.override(language):
        situation = reverse("rights:situation", args=["call-bombing"])
        address = reverse("as-of")

    listed = editor.get(admin("on-a-day", language), {"day": AFTER.isoformat()}).content.decode()
    shown = editor.get(address, {"day": AFTER.isoformat(), "path": situation}).content.decode()

    assert f"{address}?day=2027-07-01&amp;path={situation.replace('/', '%2F')}" in listed
    assert "2027-07-01" in shown
    assert {"en": "Under review.", "zh-hans": "正在核对。"}[language] in shown


def test_without_a_day_the_answer_stands(editor, client):
    answer_that_loses_its_ground()
    editor.get(admin("as-of"), {"day": AFTER.isoformat(), "path": "/en/rights/call-bombing/"})

    assert "Under review." not in client.get("/en/rights/call-bombing/").content.decode()


@pytest.mark.parametrize("name", ["day", "as_of", "on"])
def test_no_readers_query_moves_the_day(client, name: str):
    answer_that_loses_its_ground()

    shown = client.get("/en/rights/call-bombing/", {name: AFTER.isoformat()}).content.decode()

    assert "Under review." not in shown


@pytest.mark.parametrize("name", ["on-a-day", "as-of"])
def test_the_day_is_for_editors_alone(client, name: str):
    answer_that_loses_its_ground()

    response = client.get(admin(name), {"day": AFTER.isoformat(), "path": "/en/rights/call-bombing/"})

    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("day", ["tomorrow", "2027-02-30", "<b>"])
def test_what_is_no_day_is_said_to_be_none(editor, day: str):
    response = editor.get(admin("on-a-day"), {"day": day})

    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["", "/en/rights/none/", "/en/admin/", "https://example.org/", "/en/rights/withdrawn/"]
)
def test_what_readers_have_no_page_for_has_none_on_any_day(editor, path: str):
    answer_that_loses_its_ground()
    make_situation("withdrawn", code="12", status=Publishable.Status.WITHDRAWN)

    assert editor.get(admin("as-of"), {"day": AFTER.isoformat(), "path": path}).status_code == 404
    assert editor.get(admin("as-of"), {"path": "/en/rights/call-bombing/"}).status_code == 404


def test_the_preview_beside_a_form_shows_the_draft_as_of_a_day(editor):
    make_agency()
    answer = answer_that_loses_its_ground()
    posted = {**opened(editor, answer), "answer_en": "Typed just now."}

    today = editor.post(page(answer, "preview"), posted).json()["pages"]["en"]
    then = editor.post(page(answer, "preview"), {**posted, "as_of": AFTER.isoformat()}).json()["pages"]["en"]

    assert "Under review." not in today
    assert "Under review." in then
    assert "Typed just now." in then
    assert "As of 2027-07-01" in then


def test_a_provisions_preview_says_on_a_later_day_that_it_is_no_longer_in_force(editor):
    provision = make_provision()
    posted = {**opened(editor, provision), "in_force_until": LAST.isoformat(), "as_of": AFTER.isoformat()}

    shown = editor.post(page(provision, "preview"), posted).json()["pages"]["en"]

    assert "No longer in force." in shown
    assert timezone.localdate() < AFTER
