"""Sends the readers' forms as a browser does: with the seal of an opened form and the origin of this site."""

from django.http import HttpResponse
from django.test import Client

from guidance.feedback.guard import make_seal

HERE = {"origin": "http://testserver"}
REMARK = "/en/feedback/"
REQUEST = "/en/feedback/request/"


def send(client: Client, address: str = REMARK, headers: dict[str, str] = HERE, **typed: str) -> HttpResponse:
    """The answer to a form in which only `typed` was filled in; a request is a correction unless it says otherwise."""
    chosen = {"kind": "correction"} if address.endswith("request/") else {}
    return client.post(address, {"seal": make_seal(), **chosen, **typed}, headers=headers)
