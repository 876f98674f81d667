"""The admin's first page says what this person can do, most harmful first, and how much there is in all."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Publishable
from guidance.editorial.schedule import publish_due
from guidance.editorial.translation_state import take_in_work
from guidance.feedback.models import Remark
from guidance.law.models import Provision
from guidance.site.counts import Count, counts
from guidance.site.dashboard import FROM_EACH, MOST, Task, things_to_do
from tests.factories import (
    make_account,
    make_agency,
    make_article,
    make_link,
    make_missed_query,
    make_provision,
    make_remark,
    make_request,
    sign_in,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
LONG_AGO = datetime.date(2025, 1, 1)


@pytest.fixture
def author() -> User:
    return make_account("chen", "Author")


@pytest.fixture
def reviewer() -> User:
    return make_account("li", "Reviewer")


@pytest.fixture
def manager() -> User:
    return make_account("zhao", "Manager")


def draft(record: Publishable, by: User, *, sent: bool = False, days_ago: int = 0) -> Publishable:
    """Somebody changes a title and perhaps sends it for review."""
    now = NOW - datetime.timedelta(days=days_ago)
    desk = open_desk(record)
    words = {**desk.newest.words, "title_en": f"{desk.newest.words['title_en']}, written anew"}
    workflow.save_draft(record, words=words, opened=desk.opened, by=by, now=now)
    if sent:
        workflow.send_for_review(record, by=by, now=now)
    return record


def make_stale(article: Article) -> Article:
    """The Chinese goes on without its English."""
    article.title_zh_hans = "新的标题"
    article.save()
    return article


def make_urgent(by: User) -> Provision:
    provision = draft(make_provision(), by)
    workflow.publish(provision, by=by, now=NOW, urgent=True, note="Repealed today.")
    return Provision.objects.get()


def tasks(user: User) -> list[Task]:
    return things_to_do(user, on=TODAY)


def addresses(user: User) -> list[str]:
    """Without the language."""
    return [task.address.removeprefix("/zh-hans").removeprefix("/en") for task in tasks(user)]


def place(record: Publishable, page: str) -> str:
    opts = record._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/{record.pk}/{page}/"


def test_nothing_to_do_is_said(client, author):
    make_article()
    sign_in(client, author)

    page = client.get("/en/admin/")

    assert page.context["tasks"] == []
    assert page.status_code == 200


def test_an_author_gets_own_drafts_and_translations_that_are_behind(author, reviewer):
    own = draft(make_article("own"), author)
    draft(make_article("of-another"), reviewer)
    draft(make_article("sent"), author, sent=True)
    behind = make_stale(make_article("behind"))
    make_article("due", checked_on=LONG_AGO)
    make_request()

    assert addresses(author) == [place(own, "change"), place(behind, "change")]


def test_a_draft_whose_schedule_was_stopped_or_changed_comes_back_to_its_writer(author, reviewer):
    article = draft(make_article(), author, sent=True)
    assert addresses(author) == []

    draft(article, reviewer)

    assert addresses(author) == [place(article, "change")]


def test_a_reviewer_gets_what_others_sent_the_longest_waiting_first(author, reviewer):
    late = draft(make_article("late"), author, sent=True, days_ago=1)
    early = draft(make_article("early"), author, sent=True, days_ago=5)
    draft(make_article("own"), reviewer, sent=True)
    draft(draft(make_article("both"), author), reviewer, sent=True)

    assert addresses(reviewer) == [place(early, "review"), place(late, "review")]


def test_what_is_scheduled_waits_for_nobody(author, reviewer):
    make_agency()
    article = draft(make_article(), author, sent=True)

    workflow.schedule(article, publish_at=NOW + datetime.timedelta(days=1), by=reviewer, now=NOW)

    assert tasks(reviewer) == []


def test_a_second_check_is_for_someone_else(reviewer, manager, author):
    provision = make_urgent(reviewer)

    assert addresses(manager) == [place(provision, "review")]
    assert addresses(reviewer) == addresses(author) == []


def test_a_check_that_is_due_is_for_those_who_publish(author, reviewer):
    make_provision()
    due = make_article("due", checked_on=LONG_AGO)
    make_article("withdrawn", checked_on=LONG_AGO, status=Article.Status.WITHDRAWN)

    assert addresses(reviewer) == [place(due, "change")]
    assert tasks(reviewer)[0].since == due.next_check
    assert tasks(author) == []


def test_what_was_held_back_is_to_be_done(author, reviewer):
    make_agency()
    article = draft(make_article(), author, sent=True)
    workflow.schedule(article, publish_at=NOW + datetime.timedelta(hours=1), by=reviewer, now=NOW)
    article.body_en = "## Changed by a file"
    article.save()

    publish_due(NOW + datetime.timedelta(hours=2))

    assert place(article, "review") in addresses(reviewer)


def test_feedback_is_for_managers(author, reviewer, manager):
    request, remark = make_request(), make_remark()

    assert addresses(manager) == [
        f"/admin/feedback/request/{request.pk}/change/",
        f"/admin/feedback/remark/{remark.pk}/change/",
    ]
    assert tasks(reviewer) == tasks(author) == []


def test_read_feedback_is_done(manager):
    make_remark()

    Remark.objects.all().mark_read()

    assert tasks(manager) == []


def test_a_broken_link_leads_to_where_it_stands(author):
    article = make_article()
    make_link(record=article, failures=2)
    make_link("https://example.org/once", record=article, failures=1)

    assert addresses(author) == [place(article, "change")]


def test_a_translation_in_someone_elses_hands_is_left_to_them(author):
    make_stale(make_article())

    take_in_work(Article.objects.get(), "en", by="someone else")

    assert tasks(author) == []


def test_harm_to_readers_decides_the_order_and_seven_is_the_most(author, reviewer, manager):
    urgent = make_urgent(reviewer)
    due = [make_article(f"due-{number}", checked_on=LONG_AGO) for number in range(FROM_EACH + 2)]
    waiting = draft(make_article("waiting"), author, sent=True)
    behind = make_stale(make_article("behind"))
    make_link(record=urgent, failures=2)
    make_request()
    make_remark()

    found = addresses(manager)

    expected = [place(urgent, "review"), *(place(each, "change") for each in due[:FROM_EACH])]
    expected += [place(waiting, "review"), place(behind, "change"), place(urgent, "change")]
    assert found == expected
    assert len(found) == MOST


def test_someone_without_a_role_has_nothing_to_do():
    make_request()
    make_stale(make_article(checked_on=LONG_AGO))
    stranger = make_account("stranger")

    assert tasks(stranger) == []
    assert counts(stranger, on=TODAY) == []


def numbers(found: list[Count]) -> dict[str, int]:
    """By what the address of each list asks for."""
    return {place.address.partition("/admin/")[2]: place.number for count in found for place in count.places}


def test_the_counts_are_those_of_the_lists_they_lead_to(client, author, manager):
    draft(make_article("written"), author)
    draft(make_article("waiting"), author, sent=True)
    make_article("due", checked_on=LONG_AGO)
    make_stale(make_article("behind"))
    make_article("untranslated", title_en="")
    make_urgent(make_account("wang", "Reviewer"))
    make_link(failures=2, record=Provision.objects.get())
    make_request()
    make_remark()
    make_missed_query()
    sign_in(client, manager)

    found = numbers(counts(manager, on=timezone.localdate()))

    assert found["articles/article/?work=draft"] == found["articles/article/?work=in-review"] == 1
    assert found["law/provision/?work=second-check"] == 1
    for address, number in found.items():
        context = client.get(f"/en/admin/{address}").context
        rows = context["rows"] if "rows" in context and "cl" not in context else context["cl"].result_list
        assert len(rows) == number, address


def test_only_what_a_role_may_see_is_counted(author, reviewer, manager):
    make_request()

    assert "feedback/request/?state__exact=unread" not in numbers(counts(reviewer, on=TODAY))
    assert "feedback/request/?state__exact=unread" in numbers(counts(manager, on=TODAY))
    make_article("without-a-file")
    assert "articles/article/?file=differs" not in numbers(counts(author, on=TODAY))
    assert "articles/article/?file=differs" in numbers(counts(reviewer, on=TODAY))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_first_page_shows_tasks_and_counts(client: Client, author, language):
    article = draft(make_article(), author)
    sign_in(client, author)

    page = client.get(f"/{language}/admin/").content.decode()

    assert f'href="/{language}{place(article, "change")}"' in page
    assert f'href="/{language}/admin/articles/article/?work=draft"' in page
