"""The link for an outside lawyer: shows the draft, says so, and ends."""

import datetime
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Publishable, ReviewLink
from guidance.editorial.snapshot import words_of
from tests.factories import make_account, make_article, sign_in

DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor() -> User:
    return make_account("writer", "Author")


@pytest.fixture
def article(editor) -> Article:
    """A published article with a draft."""
    article = make_article()
    words = {**words_of(article), "title_en": "Only in the draft", "title_zh_hans": "只在草稿里"}
    workflow.save_draft(article, words=words, opened=open_desk(article).opened, by=editor, now=timezone.now())
    return article


@pytest.fixture
def token(article, editor) -> str:
    return ReviewLink.objects.issue(open_desk(article).draft, by=editor, now=timezone.now())


def read(token: str, language: str = "en"):
    """What someone outside gets, who has no account and sends no cookie."""
    return Client().get(f"/{language}/drafts/{token}/")


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "Only in the draft"), ("zh-hans", "只在草稿里")])
def test_the_link_shows_the_draft_and_says_so_in_both_languages(token, language, words):
    page = read(token, language)

    assert words in page.content.decode()
    assert "Draft, not published." in page.content.decode()
    assert "草稿" in re.search(r"<aside.*?</aside>", page.content.decode(), flags=re.DOTALL)[0]


@pytest.mark.django_db
def test_readers_still_get_the_live_page(client, token, article):
    read(token)

    assert "Only in the draft" not in client.get("/en/articles/detention-and-following/").content.decode()
    assert Article.objects.get().title_en == "Held or followed"


@pytest.mark.django_db
def test_the_link_is_neither_found_nor_kept_nor_passed_on(token):
    page = read(token)

    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex' in page.content.decode()
    assert not page.cookies


@pytest.mark.django_db
def test_the_link_follows_the_draft(token, article, editor):
    words = {**open_desk(article).newest.words, "title_en": "Written later"}
    workflow.save_draft(article, words=words, opened=open_desk(article).opened, by=editor, now=timezone.now())

    assert "Written later" in read(token).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("police")
def test_the_link_ends_when_the_draft_is_published(token, article):
    workflow.publish(article, by=make_account("second", "Reviewer"), now=timezone.now())

    assert read(token).status_code == 404


@pytest.mark.django_db
def test_the_link_ends_when_the_draft_is_discarded(token, article, editor):
    workflow.discard(article, by=editor, now=timezone.now())

    assert read(token).status_code == 404


@pytest.mark.django_db
def test_the_link_ends_after_14_days(article, editor):
    draft, now = open_desk(article).draft, timezone.now()

    last_day = ReviewLink.objects.issue(draft, by=editor, now=now - 13.9 * DAY)
    day_after = ReviewLink.objects.issue(draft, by=editor, now=now - 14.1 * DAY)

    assert read(last_day).status_code == 200
    assert read(day_after).status_code == 404


@pytest.mark.django_db
def test_the_token_is_not_in_the_database(token):
    kept = ReviewLink.objects.values().get()

    assert token not in str(kept)
    assert read(kept["token_hash"]).status_code == 404
    assert len(token) >= 40


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["x", "0" * 43, "%00", "é"])
def test_a_guessed_link_is_answered_like_an_ended_one(token, wrong):
    page = read(wrong)

    assert page.status_code == 404
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.django_db
def test_an_editor_makes_a_link_sees_it_once_and_ends_it(client, article, editor):
    sign_in(client, editor)
    page = reverse("admin:articles_article_links", args=[article.pk])

    made = client.post(page).context["address"]
    again = client.get(page)
    shown = read(made.rstrip("/").rpartition("/")[2]).status_code
    client.post(reverse("admin:articles_article_revoke", args=[article.pk, ReviewLink.objects.get().pk]))

    assert shown == 200
    assert made not in again.content.decode()
    assert read(made.rstrip("/").rpartition("/")[2]).status_code == 404


@pytest.mark.django_db
def test_a_page_never_published_has_a_link_too(client, editor):
    sign_in(client, editor)
    article = make_article(status=Publishable.Status.DRAFT)

    made = client.post(reverse("admin:articles_article_links", args=[article.pk])).context["address"]

    assert read(made.rstrip("/").rpartition("/")[2]).status_code == 200


@pytest.mark.django_db
def test_without_a_draft_there_is_nothing_to_show(client, editor):
    sign_in(client, editor)
    article = make_article()

    client.post(reverse("admin:articles_article_links", args=[article.pk]))

    assert not ReviewLink.objects.exists()


@pytest.mark.django_db
def test_only_those_who_may_write_make_and_end_links(client, article, token):
    link = ReviewLink.objects.get()
    addresses = [
        reverse("admin:articles_article_links", args=[article.pk]),
        reverse("admin:articles_article_revoke", args=[article.pk, link.pk]),
    ]

    anonymous = [client.post(address).status_code for address in addresses]
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    without_role = [client.post(address).status_code for address in addresses]

    assert (anonymous, without_role) == ([302, 302], [403, 403])
    assert ReviewLink.objects.get().revoked_at is None
