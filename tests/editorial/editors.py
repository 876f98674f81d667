"""What an editor's browser does with the pages around a record."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from guidance.editorial.models import Publishable
from tests.factories import sign_in
from tests.test_admin import form_data, label


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def page(record: Publishable, name: str, *arguments: object) -> str:
    with translation.override("en"):
        return reverse(f"admin:{label(type(record))}_{name}", args=[record.pk, *arguments])


def opened(client: Client, record: Publishable) -> dict:
    """What the browser has after opening the form."""
    return form_data(client.get(page(record, "change")))


def save(client: Client, record: Publishable, button: str = "_save", **words: object) -> HttpResponse:
    return client.post(page(record, "change"), {**opened(client, record), button: "", **words})


def act(client: Client, record: Publishable, name: str, **fields: str) -> HttpResponse:
    return client.post(page(record, "act", name), {f"{name}-{field}": value for field, value in fields.items()})
