"""Every page of the admin opens, in both languages, and keeps its promises to editors."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from guidance.accounts.models import Event
from guidance.agencies.models import Agency
from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.models import Draft, LawCheck, Link, Publishable, Translation
from guidance.feedback.models import Remark, Request
from guidance.images.models import Image
from guidance.law.models import Cap, Instrument, LenderType, Provision, Rate
from guidance.rights.models import Answer, Situation, SituationGroup, WordList
from guidance.search.models import MissedQuery, Synonym
from tests import factories
from tests.factories import make_agency, make_article, make_lender_type, make_provision, sign_in

BUILDERS = {
    Agency: factories.make_agency,
    Answer: lambda: factories.make_answer(factories.make_situation(), factories.make_lender_type()),
    Situation: factories.make_situation,
    SituationGroup: factories.make_situation_group,
    WordList: lambda: factories.make_word_list("danger"),
    Article: factories.make_article,
    Cap: factories.make_cap,
    Image: factories.make_image,
    Instrument: factories.make_instrument,
    LenderType: factories.make_lender_type,
    Link: factories.make_link,
    MissedQuery: factories.make_missed_query,
    Provision: factories.make_provision,
    Rate: factories.make_rate,
    Remark: factories.make_remark,
    Request: factories.make_request,
    Section: factories.make_section,
    SitePage: factories.make_site_page,
    Synonym: factories.make_synonym,
}
# Readers write these, or the site itself makes them: editors look at them.
NOT_ADDED = {Link, MissedQuery, Remark, Request}
# These have tests of their own: tests/accounts, tests/editorial/test_law_changes.py and test_translation_pages.py.
TESTED_ELSEWHERE = {Event, LawCheck, Translation}
admin.autodiscover()
MODELS = [
    model
    for model in admin.site._registry
    if model.__module__.startswith("guidance.") and model not in TESTED_ELSEWHERE
]


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_superuser("editor", password="a long enough passphrase")
    return sign_in(client, user)


def address(language: str, name: str, *arguments) -> str:
    with translation.override(language):
        return reverse(f"admin:{name}", args=arguments)


def label(model) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def form_data(response) -> dict[str, object]:
    """What a browser would send back from an opened form, unchanged."""
    form = response.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: form[name].field.prepare_value(value) if value is not None else "" for name, value in values.items()}


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("model", MODELS, ids=label)
def test_every_admin_page_opens(client, model, language):
    first = BUILDERS[model]()

    pages = [
        client.get(address(language, "index")),
        client.get(address(language, f"{label(model)}_changelist"), {"q": "a"}),
        client.get(address(language, f"{label(model)}_change", first.pk)),
        client.get(address(language, f"{label(model)}_history", first.pk)),
    ]
    if issubclass(model, Publishable):
        pages.append(client.get(address(language, f"{label(model)}_review", first.pk)))

    added = client.get(address(language, f"{label(model)}_add"))

    assert {page.status_code for page in pages} == {200}
    assert added.status_code == (403 if model in NOT_ADDED else 200)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["index", "articles_article_changelist"])
def test_readers_are_asked_to_sign_in(client, name):
    response = client.get(address("en", name))

    assert response.status_code == 302
    assert "/en/admin/login/" in response["Location"]


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
def test_an_editor_changes_both_languages_in_one_form(client):
    article = make_article(body_zh_hans="旧", body_en="old")
    make_agency()
    change = address("en", "articles_article_change", article.pk)
    words = {**form_data(client.get(change)), "body_zh_hans": "## 新的\n\n正文", "body_en": "## New\n\ntext"}

    response = client.post(change, words)
    assert response.status_code == 302, response.context["adminform"].errors
    client.post(address("en", "articles_article_act", article.pk, "publish"))

    article = Article.objects.get()
    assert "新的" in article.body_html_zh_hans
    assert "New" in article.body_html_en


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
def test_a_broken_citation_is_refused_with_its_line(client):
    article = make_article()
    change = address("en", "articles_article_change", article.pk)
    words = {**form_data(client.get(change)), "body_en": "First line.\n\nSee [[law:no-such-law]]."}

    response = client.post(change, words)

    assert response.status_code == 200
    [message] = response.context["adminform"].form.errors["body_en"]
    assert "3" in message
    assert "[[law:no-such-law]]" in message


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
def test_key_points_are_edited_one_to_a_line(client):
    article = make_article()
    change = address("en", "articles_article_change", article.pk)
    words = {**form_data(client.get(change)), "key_points_en": "One\r\nTwo\r\n\r\nThree\r\n"}

    client.post(change, words)

    assert Draft.objects.get().revision.words["key_points_en"] == "One\nTwo\nThree"


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("make", [make_article, make_provision, make_agency, make_lender_type])
def test_the_address_of_a_published_record_is_fixed(client, make):
    record = make()
    change = address("en", f"{label(type(record))}_change", record.pk)

    client.post(change, {**form_data(client.get(change)), "slug": "another-address"})

    record.refresh_from_db()
    assert record.slug != "another-address"


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("status", Publishable.Status.values)
def test_nothing_can_be_deleted(client, status):
    article = make_article(status=status)

    refused = client.post(address("en", "articles_article_delete", article.pk), {"post": "yes"})

    assert refused.status_code == 403
    assert Article.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
def test_editors_get_a_session_and_a_policy_of_their_own(client):
    response = client.get(address("en", "index"))

    assert "sessionid" in client.cookies
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.usefixtures("editor")
def test_editors_find_a_broken_link_and_the_record_it_stands_in(client):
    article = make_article()
    factories.make_link("https://example.org/gone", article, failures=2)
    factories.make_link("https://example.org/fine", article)

    page = client.get(address("en", "editorial_link_changelist")).content.decode()

    assert "https://example.org/gone" in page
    assert "https://example.org/fine" not in page
    assert address("en", "articles_article_change", article.pk) in page
