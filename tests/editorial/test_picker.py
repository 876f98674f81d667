"""An editor finds what to cite by any name it goes by."""

import datetime

import pytest
from django.contrib.auth.models import Permission, User

from guidance.editorial.models import Publishable
from tests import factories

CITABLE = "/en/admin/citable/"


def found(client, words: str) -> dict[str, dict]:
    return {record["citation"]: record for record in client.get(CITABLE, {"q": words}).json()["found"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "citation"),
    [
        ("criminal-law-238", "[[law:criminal-law-238]]"),
        ("第二百三十八条", "[[law:criminal-law-238]]"),
        ("刑法 扣人", "[[law:criminal-law-238]]"),
        ("Detaining", "[[law:criminal-law-238]]"),
        ("刑法", "[[instrument:criminal-law]]"),
        ("110", "[[agency:police-110]]"),
        ("报警", "[[agency:police-110]]"),
        ("被跟踪", "[[article:detention-and-following]]"),
        ("ring me", "[[rights:call-bombing]]"),
    ],
)
def test_every_name_leads_to_the_record(admin_client, words, citation):
    factories.make_provision()
    factories.make_agency()
    factories.make_article()
    factories.make_situation()

    assert citation in found(admin_client, words)


@pytest.mark.django_db
def test_a_record_is_shown_as_readers_will_see_it_named(admin_client):
    factories.make_provision()

    [record] = found(admin_client, "238").values()

    assert record["labels"] == {"zh-hans": "《刑法》第二百三十八条", "en": "Criminal Law, Article 238"}
    assert record["warning"] == ""


@pytest.mark.django_db
def test_what_is_not_published_or_not_in_force_is_said(admin_client):
    factories.make_provision("old-rule", in_force_until=datetime.date(2020, 1, 1))
    factories.make_provision("unpublished-rule", status=Publishable.Status.DRAFT)

    assert found(admin_client, "old-rule")["[[law:old-rule]]"]["warning"]
    assert found(admin_client, "unpublished-rule")["[[law:unpublished-rule]]"]["warning"]


@pytest.mark.django_db
def test_editors_find_only_what_they_may_see(client):
    factories.make_provision()
    factories.make_agency()
    editor = User.objects.create_user("agencies-only", is_staff=True)
    editor.user_permissions.set(Permission.objects.filter(codename="view_agency"))
    client.force_login(editor)

    assert set(found(client, "")) == {"[[agency:police-110]]"}


@pytest.mark.django_db
def test_readers_find_nothing(client):
    assert client.get(CITABLE, {"q": "law"}).status_code == 302


@pytest.mark.django_db
def test_many_words_and_no_words_are_answered(admin_client):
    assert admin_client.get(CITABLE, {"q": "%_'\"\\ " * 200}).json() == {"found": []}
    assert admin_client.get(CITABLE).json() == {"found": []}
