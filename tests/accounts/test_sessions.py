"""Nobody stays signed in for ever, and what was being written is not lost with a session."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from guidance.accounts import sessions
from guidance.accounts.models import Event
from guidance.accounts.roles import AUTHOR, MANAGER
from tests.factories import PASSPHRASE, make_account, make_article, sign_in

HOME = "/en/admin/"


def began(client, ago: datetime.timedelta) -> None:
    session = client.session
    sessions.begin(session, now=timezone.now() - ago)
    session.save()


@pytest.mark.django_db
def test_a_session_ends_with_the_browser_and_after_two_hours_without_a_click(client):
    sign_in(client, make_account("wang", MANAGER))

    client.get(HOME)
    left = client.session.get_expiry_date() - timezone.now()

    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]
    assert datetime.timedelta(hours=1, minutes=59) < left <= datetime.timedelta(hours=2)


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 302)])
def test_a_session_ends_after_twelve_hours_at_the_latest(client, hours, status):
    sign_in(client, make_account("wang", MANAGER))
    began(client, datetime.timedelta(hours=hours))

    assert client.get(HOME).status_code == status


@pytest.mark.django_db
def test_what_was_being_saved_when_the_session_ended_is_given_back(client):
    article = make_article()
    sign_in(client, make_account("wang", MANAGER, is_superuser=True))
    began(client, datetime.timedelta(hours=13))
    words = {"body_en": "An hour of <b>work</b>.", "password": "typed-password", "code": "123456"}

    response = client.post(f"/en/admin/articles/article/{article.pk}/change/", words)

    assert response.status_code == 403
    assert "An hour of &lt;b&gt;work&lt;/b&gt;." in response.content.decode()
    assert "typed-password" not in response.content.decode()
    assert "123456" not in response.content.decode()


@pytest.mark.django_db
def test_one_signs_out_everywhere_else_by_one_button(client):
    user, elsewhere, other = make_account("wang", AUTHOR), Client(), Client()
    for browser in (client, elsewhere):
        browser.force_login(user)
    other.force_login(make_account("li", AUTHOR))

    client.post("/en/admin/account/sign-out-elsewhere/")

    assert [browser.get(HOME).status_code for browser in (client, elsewhere, other)] == [200, 302, 200]
    assert Event.objects.filter(what=Event.What.SIGNED_OUT_ELSEWHERE, by="wang").exists()


@pytest.mark.django_db
def test_a_new_password_ends_the_other_sessions(client):
    user, elsewhere = make_account("wang", AUTHOR), Client()
    for browser in (client, elsewhere):
        browser.force_login(user)
    new = "another long passphrase"

    client.post(f"{HOME}password_change/", {"old_password": PASSPHRASE, "new_password1": new, "new_password2": new})

    assert [browser.get(HOME).status_code for browser in (client, elsewhere)] == [200, 302]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "delete"])
def test_signing_out_elsewhere_takes_a_sent_form(client, method):
    client.force_login(make_account("wang", AUTHOR))

    assert getattr(client, method)("/en/admin/account/sign-out-elsewhere/").status_code == 405


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("password", ["elevenchars", "password1234", "wangxiaoming-1", "829104756382"])
def test_short_common_and_own_names_are_no_passwords(password, language):
    user = get_user_model()(username="wangxiaoming", first_name="小明")

    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password(password, user)

    assert all(any(letter >= "\u4e00" for letter in text) == (language == "zh-hans") for text in refused.value.messages)


def test_a_passphrase_of_plain_words_is_a_password():
    validate_password("three plain words", get_user_model()(username="wang"))
