"""What is broken is not published, for warnings somebody answers, and both can be seen before and afterwards."""

import datetime

import pytest
from django.contrib.auth.models import User

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Draft, Publishable, Revision
from guidance.editorial.problems import Waiver
from guidance.editorial.refusals import Unsound
from guidance.editorial.schedule import publish_due
from guidance.law.models import Provision
from guidance.rights.models import Situation
from tests.editorial.editors import act, page, save
from tests.factories import make_account, make_article, make_provision, make_situation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police")]

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
MOMENT = NOW + datetime.timedelta(hours=1)
WARNING = "Call 12378."
BROKEN = "One line.\n\n<br>"


@pytest.fixture
def person() -> User:
    return make_account("zhao", "Reviewer")


def draft(record: Publishable, **words: str) -> None:
    """Another editor changes some words."""
    desk = open_desk(type(record).objects.get(pk=record.pk))
    writer = User.objects.filter(username="writer").first() or make_account("writer", "Author")
    workflow.save_draft(record, words={**desk.newest.words, **words}, opened=desk.opened, by=writer, now=NOW)


def live_title(record: Publishable) -> str:
    return type(record).objects.get(pk=record.pk).title_en


def test_everything_that_is_broken_is_named_at_once_and_nothing_is_published(person):
    article = make_article()
    draft(article, title_en="New", summary_en="<hr>", body_en=BROKEN)

    with pytest.raises(Unsound) as refusal:
        workflow.publish(article, by=person, now=NOW, waiver=Waiver(one_language=True, despite="I know."))

    assert [(problem.field, problem.line) for problem in refusal.value.problems] == [("summary_en", 1), ("body_en", 3)]
    assert all(problem.message in str(refusal.value) for problem in refusal.value.problems)
    assert live_title(article) == "Held or followed"
    assert Draft.objects.exists()


def test_what_is_broken_is_not_scheduled(person):
    article = make_article()
    draft(article, body_en=BROKEN)

    with pytest.raises(Unsound):
        workflow.schedule(article, publish_at=MOMENT, by=person, now=NOW, waiver=Waiver(despite="I know."))

    assert Draft.objects.get().publish_at is None


def test_an_emergency_does_not_publish_what_is_broken(person):
    provision = make_provision()
    desk = open_desk(provision)
    words = {**desk.newest.words, "body_en": BROKEN}
    workflow.save_draft(provision, words=words, opened=desk.opened, by=person, now=NOW)

    with pytest.raises(Unsound):
        workflow.publish(
            provision, by=person, now=NOW, urgent=True, note="At once.", waiver=Waiver(despite="So be it.")
        )

    assert Provision.objects.get().body_en != BROKEN


def test_warnings_need_a_reason_that_stays_in_the_history(person):
    article = make_article()
    draft(article, body_en=WARNING)

    for nothing in ("", "  "):
        with pytest.raises(Unsound):
            workflow.publish(article, by=person, now=NOW, waiver=Waiver(despite=nothing))
    workflow.publish(article, by=person, now=NOW, waiver=Waiver(despite="The line opens tomorrow."))

    assert Article.objects.get().body_en == WARNING
    assert Revision.objects.of(article).newest().despite == "The line opens tomorrow."


def test_one_language_for_now_is_said_and_kept(person):
    article = make_article()
    draft(article, title_en="", body_en="")

    with pytest.raises(Unsound):
        workflow.publish(article, by=person, now=NOW)
    workflow.publish(article, by=person, now=NOW, waiver=Waiver(one_language=True))

    assert not Article.objects.get().is_available_in("en")
    assert Revision.objects.of(article).newest().one_language


def test_a_schedule_is_checked_for_its_day(person):
    make_provision(in_force_from=datetime.date(2026, 12, 1))
    article = make_article()
    draft(article, body_en="See [[law:criminal-law-238]].")

    with pytest.raises(Unsound):
        workflow.schedule(article, publish_at=MOMENT, by=person, now=NOW)
    later = datetime.datetime(2026, 12, 2, tzinfo=datetime.UTC)

    assert workflow.schedule(article, publish_at=later, by=person, now=NOW).publish_at == later


def test_what_was_answered_when_scheduling_holds_at_the_moment(person):
    article = make_article()
    draft(article, title_en="", body_en=WARNING)
    waiver = Waiver(one_language=True, despite="The line opens tomorrow.")
    workflow.schedule(article, publish_at=MOMENT, by=person, now=NOW, waiver=waiver)

    assert publish_due(MOMENT) == 1
    published = Revision.objects.of(article).newest()
    assert (published.one_language, published.despite) == (True, "The line opens tomorrow.")


def test_a_schedule_that_broke_meanwhile_is_held_back_and_editors_see_it(person, reviewer):
    make_provision()
    situation = make_situation()
    draft(situation, title_en="New")
    workflow.send_for_review(situation, by=person, now=NOW)
    workflow.schedule(situation, publish_at=MOMENT, by=person, now=NOW)
    workflow.withdraw(Provision.objects.get(), by=person, now=NOW, note="Repealed.")

    assert publish_due(MOMENT) == 0

    assert live_title(situation) == "Constant calls"
    assert list(Draft.objects.held_back()) == [Draft.objects.get()]
    reason = Revision.objects.of(situation).newest().note
    sentences = reviewer.get(page(situation, "review")).context["sentences"]
    assert any(sentence.is_warning and reason in sentence.text for sentence in sentences)
    found = reviewer.get("/en/admin/rights/situation/", {"work": "held-back"}).context["cl"].result_list
    assert list(found) == [Situation.objects.get()]


def test_what_was_held_back_and_written_again_is_an_ordinary_draft(person):
    article = make_article()
    draft(article, title_en="New")
    workflow.schedule(article, publish_at=MOMENT, by=person, now=NOW)
    article.body_en = "## Changed meanwhile"
    article.save()
    publish_due(MOMENT)
    assert Draft.objects.held_back().exists()

    workflow.send_for_review(article, by=person, now=MOMENT)

    assert not Draft.objects.held_back().exists()


def test_a_schedule_stopped_by_a_person_was_not_held_back(person):
    article = make_article()
    draft(article, title_en="New")
    workflow.schedule(article, publish_at=MOMENT, by=person, now=NOW)

    workflow.unschedule(article, by=person, now=NOW)

    assert not Draft.objects.held_back().exists()


def test_a_new_warning_does_not_hold_a_schedule_back(person):
    other = make_article("other")
    article = make_article()
    draft(article, body_en="See [[article:other]].")
    workflow.schedule(article, publish_at=MOMENT, by=person, now=NOW)
    workflow.withdraw(other, by=person, now=NOW)

    assert publish_due(MOMENT) == 1


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_review_page_lists_problems_before_anyone_presses_anything(author, reviewer, language):
    article = make_article()
    save(author, article, body_en="One line.\n\nCall 12378.", summary_en="<hr>")

    review = reviewer.get(page(article, "review").replace("/en/", f"/{language}/"))

    (_sentence, broken), (sentence, warning) = review.context["problems"]
    assert (broken.blocking, warning.blocking) == (True, False)
    assert "English" in sentence
    assert "3" in sentence
    assert warning.message in sentence
    assert sentence in review.content.decode()


def test_the_form_asks_only_for_what_there_is_to_answer(author, reviewer):
    sound, warned, untranslated = (make_article(slug) for slug in ("sound", "warned", "untranslated"))
    save(author, sound, title_en="New")
    save(author, warned, body_en=WARNING)
    save(author, untranslated, title_en="")

    def asked(article: Article) -> set[str]:
        acts = {each.name: form for each, form in reviewer.get(page(article, "review")).context["acts"]}
        return set(acts["publish"].fields) - {"note"}

    assert asked(sound) == set()
    assert asked(warned) == {"all_the_same", "despite"}
    assert asked(untranslated) == {"one_language"}


@pytest.mark.parametrize("answer", [{}, {"all_the_same": "on"}, {"despite": "It is new."}])
def test_a_tick_without_a_reason_or_a_reason_without_a_tick_is_not_enough(author, reviewer, answer):
    article = make_article()
    save(author, article, body_en=WARNING)

    response = act(reviewer, article, "publish", note="A new line.", **answer)

    [form] = [form for each, form in response.context["acts"] if each.name == "publish"]
    assert form.errors
    assert form["note"].value() == "A new line."
    assert Draft.objects.exists()


def test_tick_and_reason_publish_and_the_history_shows_the_reason(author, reviewer):
    article = make_article()
    save(author, article, body_en=WARNING, title_en="")

    act(reviewer, article, "publish", all_the_same="on", despite="It opens tomorrow.", one_language="on")

    assert Article.objects.get().body_en == WARNING
    assert "It opens tomorrow." in reviewer.get(page(article, "history")).content.decode()


def test_what_only_the_scheduled_day_warns_of_can_be_answered(author, reviewer):
    make_provision(in_force_until=datetime.date(2029, 12, 31))
    article = make_article()
    save(author, article, body_en="See [[law:criminal-law-238]].")

    response = act(reviewer, article, "schedule", publish_at="2030-01-01T08:00")
    [form] = [form for each, form in response.context["acts"] if each.name == "schedule"]
    assert form.errors
    assert {"all_the_same", "despite"} <= set(form.fields)
    answer = {"all_the_same": "on", "despite": "It tells of the past."}
    act(reviewer, article, "schedule", publish_at="2030-01-01T08:00", **answer)

    assert Draft.objects.get().publish_at is not None


def test_an_author_cannot_publish_by_answering_for_it(author):
    article = make_article()
    save(author, article, body_en=WARNING)

    response = act(author, article, "publish", all_the_same="on", despite="I may.")

    assert response.status_code == 403
    assert Draft.objects.exists()
