"""So much an hour and no more, without anybody's address being kept."""

import datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory, override_settings

from guidance import env
from guidance.feedback import limits
from guidance.feedback.limits import FROM_EVERYONE, FROM_ONE_ADDRESS, fingerprint, is_too_much
from guidance.feedback.models import Remark
from tests.feedback.sending import HERE, send
from tests.server import free_port

REDIS = "django.core.cache.backends.redis.RedisCache"
NOW = datetime.datetime(2026, 11, 25, 10, 15, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)


def request_from(address: str):
    return RequestFactory().get("/", REMOTE_ADDR=address)


def send_up_to_the_limit(address: str) -> None:
    for _ in range(FROM_ONE_ADDRESS):
        assert not is_too_much(request_from(address), NOW)


def test_one_address_is_stopped_and_others_are_not():
    send_up_to_the_limit("203.0.113.5")

    assert is_too_much(request_from("203.0.113.5"), NOW)
    assert not is_too_much(request_from("203.0.113.6"), NOW)


def test_the_next_hour_begins_anew():
    send_up_to_the_limit("203.0.113.5")

    assert not is_too_much(request_from("203.0.113.5"), LATER)


def test_all_together_are_stopped():
    for number in range(FROM_EVERYONE):
        assert not is_too_much(request_from(f"203.0.{number // 250}.{number % 250}"), NOW)

    assert is_too_much(request_from("198.51.100.1"), NOW)


def test_what_one_address_sends_in_vain_takes_nothing_from_others():
    for _ in range(FROM_EVERYONE + 1):
        is_too_much(request_from("203.0.113.5"), NOW)

    assert not is_too_much(request_from("203.0.113.6"), NOW)


def test_a_household_with_many_addresses_counts_as_one():
    send_up_to_the_limit("2001:db8::1")

    assert is_too_much(request_from("2001:db8::ffff"), NOW)
    assert not is_too_much(request_from("2001:db8:0:1::1"), NOW)


def test_no_address_is_in_the_cache_and_no_key_outlives_its_hour(monkeypatch):
    keys = []
    monkeypatch.setattr(limits, "count", lambda key: keys.append(key) or 1)
    is_too_much(request_from("203.0.113.5"), NOW)
    before = fingerprint("203.0.113.5", 1)

    assert not [key for key in keys if "203" in key.split("-")[-1] and "." in key]
    assert fingerprint("203.0.113.5", 1) == before
    assert fingerprint("203.0.113.5", 2) != before
    assert fingerprint("203.0.113.5", 1) != before


def test_nothing_of_an_hour_is_left_on_disk_in_the_next(settings):
    send_up_to_the_limit("203.0.113.5")
    folder = Path(settings.CACHES["default"]["LOCATION"])
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    is_too_much(request_from("203.0.113.6"), LATER)

    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert len(before) == len(after) == 3
    assert not before.items() & after.items()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_over_the_limit_the_words_stay_in_the_box(client, language):
    for _ in range(FROM_ONE_ADDRESS):
        send(client, useful="yes")

    response = send(client, f"/{language}/feedback/", note="to be sent later")

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "to be sent later" in response.content.decode()
    assert Remark.objects.count() == FROM_ONE_ADDRESS


@pytest.mark.django_db
def test_what_is_refused_for_another_reason_is_not_counted(client):
    for _ in range(FROM_ONE_ADDRESS + 1):
        send(client)

    assert send(client, useful="yes", headers=HERE).status_code == 303


@pytest.mark.django_db
def test_while_the_cache_fails_forms_are_taken_in(client, caplog):
    nobody_listens = {"default": {"BACKEND": REDIS, "LOCATION": f"redis://127.0.0.1:{free_port()}/0"}}

    with override_settings(CACHES=nobody_listens):
        response = send(client, note="to be kept")

    assert response.status_code == 303
    assert Remark.objects.get().note == "to be kept"
    assert "cache" in caplog.text


@pytest.mark.parametrize("address", ["memcached://host:11211", "redis://", "host:6379"])
def test_a_cache_that_cannot_be_used_is_named_at_the_start(monkeypatch, address):
    monkeypatch.setenv("CACHE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        env.cache()
