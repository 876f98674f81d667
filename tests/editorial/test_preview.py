"""What the preview shows is what publishing brings, and nothing of it stays."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.models import Publishable
from tests import factories
from tests.factories import sign_in
from tests.test_admin import form_data

LANGUAGES = ("zh-hans", "en")


def make_situation():
    factories.make_provision()
    factories.make_agency()
    return factories.make_situation()


def make_article():
    factories.make_agency()
    return factories.make_article()


MAKERS = {
    "article": make_article,
    "section": factories.make_section,
    "site page": lambda: factories.make_site_page("now"),
    "provision": factories.make_provision,
    "instrument": factories.make_instrument,
    "lender": factories.make_lender_type,
    "cap": factories.make_cap,
    "agency": factories.make_agency,
    "situation": make_situation,
    "answer": lambda: factories.make_answer(make_situation(), factories.make_lender_type()),
}


@pytest.fixture(autouse=True)
def editor(client, admin_user) -> User:
    sign_in(client, admin_user)
    return admin_user


def addresses(row) -> tuple[str, str]:
    """Where a record is changed, and where its form is previewed."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
    return reverse(f"{name}_change", args=[row.pk]), reverse(f"{name}_preview", args=[row.pk])


def main_part(page: str) -> str:
    return re.search(r"<main.*?</main>", page, flags=re.DOTALL)[0]


def read(client, row, language: str) -> str:
    path = row.get_absolute_url().split("#")[0].replace("/zh-hans/", f"/{language}/", 1)
    return client.get(path).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_is_the_readers_page_byte_for_byte(client, kind, language):
    row = MAKERS[kind]()
    change, preview = addresses(row)
    posted = form_data(client.get(change))
    words = {name: f"{posted[name]}\n\nA line that was just typed, 刚写的一行。" for name in posted if "body_" in name}

    answer = client.post(preview, {**posted, **words}).json()
    client.post(change, {**posted, **words})
    if words:
        workflow.publish(row, by=User.objects.create_superuser("second person"), now=timezone.now())

    assert answer["faults"] == []
    assert main_part(answer["pages"][language]) == main_part(read(client, row, language))
    assert not words or "刚写的一行" in answer["pages"][language]


@pytest.mark.django_db
def test_a_preview_shows_chosen_relations_and_keeps_none(client):
    article, other = factories.make_article(), factories.make_article("another", title_en="Another article")
    change, preview = addresses(article)

    answer = client.post(preview, {**form_data(client.get(change)), "related": [other.pk]}).json()

    assert "Another article" in main_part(answer["pages"]["en"])
    assert not article.related.exists()


@pytest.mark.django_db
def test_a_preview_changes_nothing(client):
    article = factories.make_article()
    before = Article.objects.values().get()
    change, preview = addresses(article)

    client.post(preview, {**form_data(client.get(change)), "title_en": "Typed, not saved", "status": "withdrawn"})

    assert Article.objects.values().get() == before


@pytest.mark.django_db
def test_a_draft_is_shown_as_it_will_be_published(client):
    article = factories.make_article(status=Publishable.Status.DRAFT)
    change, preview = addresses(article)

    answer = client.post(preview, form_data(client.get(change))).json()

    assert "Held or followed" in answer["pages"]["en"]
    assert Article.objects.get().status == Publishable.Status.DRAFT


@pytest.mark.django_db
def test_a_new_record_is_shown_before_it_is_ever_saved(client):
    section = factories.make_section()
    posted = {**form_data(client.get(reverse("admin:articles_article_add"))), "slug": "new", "section": section.pk}
    posted |= {"title_zh_hans": "新文章", "body_zh_hans": "正文", "summary_zh_hans": "摘要", "checked_on": "2026-11-23"}

    answer = client.post(reverse("admin:articles_article_preview", args=["new"]), posted).json()

    assert "新文章" in answer["pages"]["zh-hans"]
    assert not Article.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_shown_yet_says_why(client):
    answer = client.post(reverse("admin:articles_article_preview", args=["new"]), {}).json()

    assert answer["pages"] == {}
    assert len(answer["faults"]) > 1


@pytest.mark.django_db
def test_a_page_below_an_unpublished_section_says_why_it_has_none(client):
    article = factories.make_article(section=factories.make_section(status=Publishable.Status.DRAFT))
    change, preview = addresses(article)

    answer = client.post(preview, form_data(client.get(change))).json()

    assert answer["pages"] == {}
    assert len(answer["faults"]) == 1


@pytest.mark.django_db
def test_a_broken_citation_is_named_with_its_line_beside_the_page(client):
    article = factories.make_article()
    change, preview = addresses(article)
    posted = {**form_data(client.get(change)), "body_en": "One.\n\n[[law:none]] <b>bold</b>"}

    answer = client.post(preview, posted).json()

    [fault] = answer["faults"]
    assert "3" in fault
    assert "[[law:none]]" in fault
    assert "&lt;b&gt;bold" in answer["pages"]["en"]


@pytest.mark.django_db
def test_only_those_who_may_change_a_record_preview_it(client):
    article = factories.make_article()
    _change, preview = addresses(article)
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_article"))

    client.logout()
    anonymous = client.post(preview)
    sign_in(client, viewer)
    answers = [client.post(preview), client.post(reverse("admin:articles_article_preview", args=["new"]))]

    assert anonymous.status_code == 302
    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.django_db
def test_a_preview_is_asked_for_by_post_and_of_what_exists(client):
    _change, preview = addresses(factories.make_article())

    assert client.get(preview).status_code == 405
    assert client.post(reverse("admin:articles_article_preview", args=["987654"])).status_code == 404
    assert client.post(reverse("admin:articles_article_preview", args=["no-number"])).status_code == 404
