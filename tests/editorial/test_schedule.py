"""A scheduled draft is published when its moment has come and somebody reads, once, and breaks no reader's page."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.utils import timezone

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Draft, Revision
from guidance.editorial.schedule import next_moment, publish_due
from tests.factories import make_account, make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police")]

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
MOMENT = NOW + datetime.timedelta(hours=1)
AFTER = MOMENT + datetime.timedelta(minutes=1)


@pytest.fixture
def reviewer() -> User:
    return make_account("li", "Reviewer")


def make_scheduled(by: User, publish_at: datetime.datetime = MOMENT, slug: str = "waiting") -> Article:
    article = make_article(slug, title_en="Before")
    desk = open_desk(article)
    words = {**desk.newest.words, "title_en": "After"}
    workflow.save_draft(article, words=words, opened=desk.opened, by=by, now=publish_at - datetime.timedelta(hours=2))
    workflow.schedule(article, publish_at=publish_at, by=by, now=publish_at - datetime.timedelta(hours=1))
    return article


def test_a_scheduled_draft_waits_for_its_moment(reviewer):
    make_scheduled(reviewer)

    assert publish_due(NOW) == 0
    assert Article.objects.get().title_en == "Before"


def test_a_scheduled_draft_is_published_once_its_moment_has_come(reviewer):
    article = make_scheduled(reviewer)

    assert (publish_due(AFTER), publish_due(AFTER)) == (1, 0)
    assert Article.objects.get().title_en == "After"
    assert Revision.objects.of(article).newest().made_at == MOMENT
    assert Revision.objects.of(article).newest().author == reviewer


def test_the_next_moment_is_when_the_first_scheduled_draft_is_due(reviewer):
    assert next_moment(NOW) is None

    make_scheduled(reviewer)
    make_scheduled(reviewer, AFTER, slug="later")

    assert next_moment(NOW) == MOMENT
    assert next_moment(AFTER) == AFTER


def test_a_schedule_whose_ground_moved_is_held_back_and_says_so(reviewer):
    article = make_scheduled(reviewer)
    article.body_en = "## Changed meanwhile"
    article.save()

    assert publish_due(AFTER) == 0
    assert Article.objects.get().title_en == "Before"
    assert Draft.objects.get().publish_at is None
    assert Revision.objects.of(article).newest().kind == Revision.Kind.HELD_BACK


def test_one_that_is_held_back_does_not_stop_the_others(reviewer):
    broken = make_scheduled(reviewer, slug="broken")
    broken.body_en = "## Changed meanwhile"
    broken.save()
    make_scheduled(reviewer, AFTER, slug="sound")

    assert publish_due(AFTER) == 1
    assert Article.objects.get(slug="sound").title_en == "After"


def test_the_first_reader_after_the_moment_gets_the_new_words(client, reviewer):
    make_scheduled(reviewer, timezone.now() - datetime.timedelta(seconds=1))

    page = client.get("/en/articles/waiting/")

    assert "<h1>After</h1>" in page.content.decode()


def test_a_reader_gets_the_page_even_if_publishing_fails(client, caplog):
    make_article("first")

    def fail(execute, sql, *arguments):
        if "editorial_draft" in sql:
            raise DatabaseError("the disk is full")
        return execute(sql, *arguments)

    with connection.execute_wrapper(fail):
        page = client.get("/en/articles/first/")

    assert page.status_code == 200
    [line] = caplog.messages
    assert "disk is full" in line
