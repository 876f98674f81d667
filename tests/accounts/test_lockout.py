"""Guessing passwords comes to an end, for a while, and nothing typed and no address is kept."""

import logging

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from guidance.accounts.models import Event
from tests.factories import PASSPHRASE, make_account

LOGIN = "/en/admin/login/"
LIMIT = django_settings.AXES_FAILURE_LIMIT
MISTYPED = "my-secret-in-the-wrong-field"


def attempt(client, password: str = "wrong", username: str = "wang", address: str = "203.0.113.5"):
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address)


def fail(client, times: int, **changes) -> list[int]:
    return [attempt(client, **changes).status_code for _time in range(times)]


@pytest.mark.django_db
def test_after_some_failures_even_the_right_password_opens_nothing(client):
    make_account()

    failures = fail(client, LIMIT)
    locked = attempt(client, PASSPHRASE)

    assert failures == [200] * (LIMIT - 1) + [429]
    assert locked.status_code == 429
    assert "sessionid" not in client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "words"), [(LOGIN, "15 minutes"), ("/zh-hans/admin/login/", "15")])
def test_the_locked_page_says_how_long(client, path, words):
    fail(client, LIMIT)

    response = client.post(path, {"username": "wang", "password": "x"}, REMOTE_ADDR="203.0.113.5")

    assert words in response.content.decode()
    assert response["Retry-After"] == "900"


@pytest.mark.django_db
def test_an_account_is_locked_whatever_address_is_used(client):
    make_account()
    for number in range(LIMIT):
        attempt(client, address=f"203.0.113.{number}")

    assert attempt(client, PASSPHRASE, address="198.51.100.1").status_code == 429


@pytest.mark.django_db
def test_an_address_is_locked_whatever_account_is_tried(client):
    make_account()
    for number in range(LIMIT):
        attempt(client, username=f"someone-{number}")

    assert attempt(client, PASSPHRASE).status_code == 429
    assert attempt(client, PASSPHRASE, address="198.51.100.1").status_code == 302


@pytest.mark.django_db
def test_a_name_without_an_account_is_locked_in_the_same_way(client):
    assert fail(client, LIMIT, username="nobody")[-1] == 429


@pytest.mark.django_db
def test_signing_in_forgets_earlier_failures(client):
    make_account()
    fail(client, LIMIT - 1)
    attempt(client, PASSPHRASE)
    client.logout()

    assert fail(client, LIMIT - 1) == [200] * (LIMIT - 1)


@pytest.mark.django_db
@pytest.mark.parametrize("command", [["axes_reset"], ["axes_reset_username", "wang"]])
def test_a_command_opens_the_door_again(client, command):
    make_account()
    for number in range(LIMIT):
        attempt(client, address=f"203.0.113.{number}")

    call_command(*command)

    assert attempt(client, PASSPHRASE, address="198.51.100.1").status_code == 302


@pytest.mark.django_db
def test_no_address_and_nothing_typed_is_kept_or_logged(client, caplog):
    with caplog.at_level(logging.DEBUG):
        fail(client, LIMIT + 1, username=MISTYPED, password="typed-password")

    kept = caplog.text + "".join(str(row) for table in connection.introspection.table_names() for row in rows(table))
    assert not [secret for secret in (MISTYPED, "typed-password", "203.0.113.5") if secret in kept]
    assert Event.objects.filter(what=Event.What.LOCKED).count() == 1


def rows(table: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return cursor.fetchall()


@pytest.mark.django_db
def test_what_is_counted_is_forgotten_with_the_lock(client):
    fail(client, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_failures WHERE expires IS NOT NULL")
        [counted] = cursor.fetchone()
    caches["sign_in"].clear()

    assert counted == 2
    assert rows("accounts_failures") == []
