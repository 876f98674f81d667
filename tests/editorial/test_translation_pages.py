"""Editors see every translation's state and what it is behind by; readers are told in one line."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation as language

from guidance.articles.models import Article
from guidance.editorial.models.translation import Translation
from tests.factories import make_answer, make_article, make_lender_type, make_provision, make_situation, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client) -> User:
    user = User.objects.create_superuser("editor", password="a long enough passphrase", first_name="薇", last_name="李")
    sign_in(client, user)
    return user


def admin(name: str, *arguments) -> str:
    with language.override("en"):
        return reverse(f"admin:{name}", args=arguments)


def stale_article(**fields) -> Article:
    article = make_article(**fields)
    article.title_zh_hans = "改过的标题"
    article.save()
    return article


def act(client, article: Article, what: str):
    address = admin("editorial_translation_act", "en", "articles", "article", article.pk)
    return client.post(address, {"act": what})


TABLE = {"": {"current", "stale", "missing"}, "current": {"current"}, "stale": {"stale"}, "missing": {"missing"}}


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(("state", "shown"), [*TABLE.items(), ("nonsense", TABLE[""])])
def test_the_table_shows_the_records_in_a_state(client, state: str, shown: set[str]):
    make_article("current", title_en="Current")
    stale_article(slug="stale")
    make_article("missing", body_en="")

    response = client.get(admin("editorial_translation_changelist"), {"state": state})

    slugs = {row.record.slug for row in response.context["rows"] if isinstance(row.record, Article)}
    assert slugs == shown


@pytest.mark.usefixtures("editor")
def test_the_table_shows_one_kind_of_record(client):
    make_article()
    provision = make_provision()
    kind = Translation.objects.get(record_id=provision.pk, record_type__model="provision").record_type_id

    response = client.get(admin("editorial_translation_changelist"), {"kind": kind})

    assert [row.record for row in response.context["rows"]] == [provision]
    assert admin("law_provision_change", provision.pk) in response.content.decode()


@pytest.mark.usefixtures("editor")
def test_the_table_asks_no_more_for_more_records(client, django_assert_max_num_queries):
    def queries_with(number: int) -> int:
        for count in range(number):
            make_article(f"article-{number}-{count}")
        with django_assert_max_num_queries(100) as asked:
            client.get(admin("editorial_translation_changelist"))
        return len(asked)

    assert queries_with(2) == queries_with(20)


@pytest.mark.usefixtures("editor")
def test_the_form_shows_what_the_translation_is_behind_by(client):
    article = stale_article()

    page = client.get(admin("articles_article_change", article.pk)).content.decode()

    assert "被扣住、被跟踪" in page
    assert 'value="confirm"' in page


@pytest.mark.usefixtures("editor")
def test_an_editor_confirms_that_a_translation_is_still_correct(client):
    article = stale_article()

    response = act(client, article, "confirm")

    assert response["Location"] == admin("articles_article_change", article.pk)
    found = Translation.objects.get(record_id=article.pk, record_type__model="article")
    assert (found.state, found.confirmed_by) == (Translation.State.CURRENT, "薇 李")


@pytest.mark.usefixtures("editor")
def test_an_editor_takes_a_translation_in_hand_and_gives_it_back(client):
    article = stale_article()

    act(client, article, "take")
    assert Translation.objects.in_work().count() == 1

    act(client, article, "give-back")
    assert Translation.objects.in_work().count() == 0


def test_who_may_not_change_a_record_may_not_confirm_its_translation(client):
    article = stale_article()
    sign_in(client, User.objects.create_user("guest", is_staff=True))

    assert act(client, article, "confirm").status_code == 403
    assert client.get(admin("editorial_translation_changelist")).status_code == 403
    assert Translation.objects.stale().count() == 1


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("model", ["user", "nothing"])
def test_only_records_have_translations(client, model: str):
    address = admin("editorial_translation_act", "en", "auth", model, 1)

    assert client.post(address, {"act": "confirm"}).status_code in {403, 404}


def test_readers_of_a_stale_page_are_told_in_one_line_in_their_language(client):
    stale_article()

    english = client.get("/en/articles/detention-and-following/").content.decode()
    chinese = client.get("/zh-hans/articles/detention-and-following/").content.decode()

    assert "This translation has not been checked" in english
    assert 'class="notice' not in chinese


def test_readers_of_a_current_page_are_told_nothing(client):
    make_article()

    assert 'class="notice' not in client.get("/en/articles/detention-and-following/").content.decode()


def test_the_line_costs_readers_no_query(client, django_assert_num_queries):
    article = make_article()
    address = article.get_absolute_url().replace("/zh-hans/", "/en/")
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    article.title_zh_hans = "改过的标题"
    article.save()

    with django_assert_num_queries(len(before)):
        client.get(address)


def test_readers_of_an_answer_are_told_when_its_own_words_are_behind(client):
    make_provision()
    answer = make_answer(make_situation(), make_lender_type())
    answer.answer_zh_hans = "这种机构绝不可以。"
    answer.save()

    assert "This translation has not been checked" in client.get("/en/rights/call-bombing/small-loan/").content.decode()
    assert "This translation has not been checked" not in client.get("/en/rights/call-bombing/").content.decode()
