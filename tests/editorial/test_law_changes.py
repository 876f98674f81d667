"""A change of the law opens a to-do for everything that leans on it, which stays until someone answers."""

import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from guidance.editorial import law_changes, review, workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import LawCheck, Publishable
from guidance.editorial.schedule import publish_due
from guidance.law.models import Provision
from guidance.rights.models import Situation
from tests.content.files import ARTICLE, PROVISION, change, load_files, write_handbook
from tests.editorial.editors import act, page, save, signed_in
from tests.factories import (
    make_account,
    make_agency,
    make_answer,
    make_article,
    make_cap,
    make_instrument,
    make_lender_type,
    make_provision,
    make_situation,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)
Why, Outcome = LawCheck.Why, LawCheck.Outcome
CITES = "见[[law:criminal-law-238]]。"


def draft(record: Publishable, *, now: datetime.datetime = NOW, is_minor: bool = False, **words: str) -> None:
    by = make_account(f"author of {record.slug} at {now:%H:%M}", "Author")
    desk = open_desk(type(record)._default_manager.get(pk=record.pk))
    words = {**desk.newest.words, **words}
    workflow.save_draft(record, words=words, opened=desk.opened, by=by, now=now, is_minor=is_minor)


def publish(record: Publishable, *, now: datetime.datetime = NOW, is_minor: bool = False, **words: str) -> None:
    draft(record, now=now, is_minor=is_minor, **words)
    workflow.publish(record, by=make_account(f"reviewer of {record.slug} at {now:%H:%M}", "Reviewer"), now=now)


def rule_and_answer() -> tuple[Provision, Situation]:
    """A provision, and the answer that stands on it, with the channel it names."""
    make_agency()
    return make_provision(), make_situation()


def flagged() -> set[Publishable]:
    return {check.record for check in LawCheck.objects.open()}


CHANGES = {
    "words": ({"body_zh_hans": "讨债关人，是犯罪。"}, Why.CHANGED),
    "article number": ({"article_en": "Article 239"}, Why.CHANGED),
    "first day": ({"in_force_from": "1998-01-01"}, Why.CHANGED),
    "last day": ({"in_force_until": "2027-12-31"}, Why.ENDS),
}


@pytest.mark.parametrize(("words", "why"), CHANGES.values(), ids=CHANGES)
def test_a_change_of_meaning_opens_a_check_for_everything_that_cites_the_provision(words, why):
    provision = make_provision()
    article, situation = make_article(body_zh_hans=CITES), make_situation()
    make_agency("another", body_zh_hans="不提法律。")

    publish(provision, **words)

    assert flagged() == {article, situation}
    assert {check.why for check in LawCheck.objects.all()} == {why}


def test_what_cites_in_one_language_alone_is_flagged_too():
    provision, article = make_provision(), make_article(body_en="See [[law:criminal-law-238]].")

    publish(provision, title_en="Locking up a debtor is a crime")

    assert flagged() == {article}


def test_an_end_that_lies_ahead_opens_them_at_once_and_says_when():
    provision = make_provision()
    make_situation()

    publish(provision, in_force_until="2027-12-31")

    assert LawCheck.objects.get().ends_on == datetime.date(2027, 12, 31)


def test_answers_are_flagged_by_their_own_rows_or_by_those_they_inherit():
    provision, situation = rule_and_answer()
    heir = make_answer(situation, make_lender_type())
    own = {"grounds_zh_hans": ["civil-code | 别的规定。"]}
    make_provision("civil-code")
    make_answer(situation, make_lender_type("bank"), **own)

    publish(provision, body_zh_hans="改了。")

    assert flagged() == {situation, heir}


def test_a_cap_is_flagged_by_the_provision_it_rests_on_and_flags_who_cites_that():
    provision, cap, article = make_provision(), make_cap(), make_article(body_zh_hans=CITES)
    cap.provisions.add(provision)

    publish(cap, lpr_multiple="3")
    by_cap = flagged()
    LawCheck.objects.all().delete()
    publish(provision, body_zh_hans="改了。")

    assert by_cap == {article}
    assert flagged() == {article, cap}


def test_an_instrument_that_ends_flags_its_provisions_and_who_cites_them():
    provision, article = make_provision(), make_article(body_zh_hans=CITES)

    publish(provision.instrument, in_force_until="2027-12-31")

    assert flagged() == {provision, article}


@pytest.mark.parametrize("words", [{"checked_on": "2026-11-25"}, {"order": "7"}, {"editor_note": "Seen."}], ids=str)
def test_what_is_no_part_of_the_meaning_opens_none(words):
    provision = make_provision()
    make_situation()

    publish(provision, **words)

    assert not LawCheck.objects.exists()


def test_a_minor_edit_opens_none_and_answers_none():
    provision, situation = rule_and_answer()
    publish(provision, title_en="Locking someone up over a debt is a crime", is_minor=True)
    assert not LawCheck.objects.exists()

    publish(provision, now=LATER, body_en="Changed.")
    publish(situation, now=LATER + datetime.timedelta(hours=1), say_en="Call by day!", is_minor=True)

    assert flagged() == {situation}


def test_the_first_publication_of_a_provision_opens_none():
    provision = make_provision(status=Publishable.Status.DRAFT)
    make_situation()

    publish(provision, body_en="Other words.")

    assert not LawCheck.objects.exists()


def test_withdrawing_a_provision_opens_them():
    provision, situation = rule_and_answer()

    workflow.withdraw(provision, by=make_account("li", "Reviewer"), now=NOW, note="Repealed.")

    assert flagged() == {situation}
    assert LawCheck.objects.get().why == Why.WITHDRAWN


def test_a_scheduled_change_opens_them_when_it_goes_live():
    provision, situation = rule_and_answer()
    draft(provision, body_en="Changed.")
    workflow.schedule(provision, publish_at=LATER, by=make_account("li", "Reviewer"), now=NOW)
    before = flagged()

    publish_due(LATER)

    assert before == set()
    assert flagged() == {situation}


def test_a_second_change_keeps_one_open_check_with_the_newer_reason():
    provision = make_provision()
    make_situation()
    publish(provision, body_en="Changed.")

    publish(provision, now=LATER, in_force_until="2027-12-31")

    check = LawCheck.objects.get()
    assert (check.why, check.opened_at) == (Why.ENDS, LATER)


def test_the_database_refuses_a_second_open_check_for_a_pair():
    provision = make_provision()
    make_situation()
    publish(provision, body_en="Changed.")
    check = LawCheck.objects.get()
    check.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        check.save()


def test_publishing_an_edit_of_the_record_answers_with_name_and_date():
    provision, situation = rule_and_answer()
    publish(provision, body_en="Changed.")

    publish(situation, now=LATER, answer_en="They may call, by day.")

    check = LawCheck.objects.get()
    assert (check.outcome, check.done_at, check.done_by_name) == (Outcome.EDITED, LATER, check.done_by.username)


def test_an_edit_written_before_the_law_changed_answers_nothing():
    provision, situation = rule_and_answer()
    draft(situation, answer_en="They may call, by day.")
    publish(provision, now=LATER, body_en="Changed.")

    workflow.publish(situation, by=make_account("li", "Reviewer"), now=LATER)

    assert flagged() == {situation}


def test_a_reviewer_says_that_it_is_still_right():
    provision, reviewer = make_provision(), make_account("li", "Reviewer")
    make_situation()
    publish(provision, body_en="Changed.")

    review.confirm_still_right(LawCheck.objects.get(), by=reviewer, now=LATER)

    check = LawCheck.objects.get()
    assert (check.outcome, check.done_at, check.done_by_name) == (Outcome.CONFIRMED, LATER, "li")


def test_what_was_answered_is_not_answered_again():
    provision, reviewer = make_provision(), make_account("li", "Reviewer")
    make_situation()
    publish(provision, body_en="Changed.")
    check = LawCheck.objects.get()
    review.confirm_still_right(check, by=reviewer, now=LATER)

    with pytest.raises(workflow.Refused):
        review.confirm_still_right(check, by=reviewer, now=LATER)


def loaded(tmp_path: Path) -> Path:
    root = write_handbook(tmp_path)
    change(root, f"{ARTICLE}.zh-hans.md", "checked_on: 2026-11-23\n---\n", f"checked_on: 2026-11-23\n---\n\n{CITES}\n")
    load_files(root)
    return root


def test_the_first_load_opens_none_and_a_changed_file_opens_them(tmp_path: Path):
    root = loaded(tmp_path)
    before = LawCheck.objects.count()

    change(root, f"{PROVISION}.zh-hans.md", "任何人都不能", "谁都不能")
    load_files(root)

    assert before == 0
    assert "detention-and-following" in {record.slug for record in flagged()}


def test_loading_a_change_back_and_forth_opens_them_each_time(tmp_path: Path):
    root = loaded(tmp_path)
    for before, after in (("任何人", "谁"), ("谁", "任何人"), ("任何人", "谁")):
        LawCheck.objects.all().delete()
        change(root, f"{PROVISION}.zh-hans.md", before, after)
        load_files(root)

        assert LawCheck.objects.open().exists()


def test_a_file_of_the_record_that_changed_answers_what_was_asked_before_the_load(tmp_path: Path):
    root = loaded(tmp_path)
    change(root, f"{PROVISION}.zh-hans.md", "任何人都不能", "谁都不能")
    load_files(root)

    change(root, f"{ARTICLE}.zh-hans.md", CITES, f"{CITES}已按新规定改过。")
    load_files(root)

    assert "detention-and-following" not in {record.slug for record in flagged()}


def test_a_provision_whose_file_is_gone_opens_them(tmp_path: Path):
    root = loaded(tmp_path)
    for language in ("zh-hans", "en"):
        (root / f"{PROVISION}.{language}.md").unlink()

    change(root, f"{ARTICLE}.zh-hans.md", CITES, "")
    load_files(root)

    assert {check.why for check in LawCheck.objects.open()} <= {Why.WITHDRAWN}


def admin(name: str, *arguments: object) -> str:
    with translation.override("en"):
        return reverse(f"admin:editorial_lawcheck_{name}", args=arguments)


def test_the_review_page_lists_who_cites_in_each_language_before_publishing(reviewer):
    provision, article = make_provision(), make_article(body_zh_hans=CITES)
    draft(provision, body_en="Changed.")

    [leaning] = reviewer.get(page(provision, "review")).context["leanings"]

    assert leaning.record == article
    assert [each["path"] for each in leaning.pages] == [
        f"/{each}/articles/{article.slug}/" for each in ("zh-hans", "en")
    ]


def test_the_list_shows_each_rule_with_what_leans_on_it(author):
    provision, situation = rule_and_answer()
    publish(provision, body_en="Changed.")

    [(law, to_dos)] = author.get(admin("changelist")).context["rules"]

    assert law == provision
    assert [to_do.check.record for to_do in to_dos] == [situation]


@pytest.mark.parametrize("name", ["change", "review"])
def test_a_flagged_record_says_so_and_a_reviewer_answers_there(reviewer, name: str):
    provision, situation = rule_and_answer()
    publish(provision, body_en="Changed.")
    confirm = admin("confirm", LawCheck.objects.get().pk)
    assert confirm in reviewer.get(page(situation, name)).content.decode()

    response = reviewer.post(confirm, {"next": page(situation, name)})

    assert response["Location"] == page(situation, name)
    assert confirm not in reviewer.get(page(situation, name)).content.decode()
    assert LawCheck.objects.get().done_by_name == "li"


def test_an_author_sees_the_flag_and_may_not_answer(author):
    provision, situation = rule_and_answer()
    publish(provision, body_en="Changed.")
    confirm = admin("confirm", LawCheck.objects.get().pk)

    seen = author.get(page(situation, "change")).content.decode()

    assert "law-changed" in seen
    assert confirm not in seen
    assert author.post(confirm).status_code == 403
    assert flagged() == {situation}


def test_only_editors_see_the_list(client):
    nobody = signed_in(make_account("zhao"))

    assert client.get(admin("changelist")).status_code == 302
    assert nobody.get(admin("changelist")).status_code == 403


def test_lists_find_what_the_law_has_changed(reviewer):
    provision, situation = rule_and_answer()
    make_situation("other", code="12", grounds_zh_hans=[], grounds_en=[])
    publish(provision, body_en="Changed.")

    with translation.override("en"):
        response = reviewer.get(reverse("admin:rights_situation_changelist"), {"work": "law-changed"})

    assert list(response.context["cl"].queryset) == [situation]


def test_saving_publishing_and_answering_by_the_admin_alone(author, reviewer):
    provision, situation = rule_and_answer()

    save(author, provision, body_en="Changed.")
    act(reviewer, provision, "publish")
    opened = flagged()
    save(author, situation, answer_en="They may call, by day.")
    act(reviewer, situation, "publish")

    assert opened == {situation}
    assert flagged() == set()


def test_a_rule_that_cites_itself_is_not_flagged_for_itself():
    instrument = make_instrument()
    provision = make_provision(instrument=instrument, body_zh_hans=CITES)

    assert law_changes.leaning_on(provision) == []
