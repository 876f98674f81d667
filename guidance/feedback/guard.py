"""Tells a form sent from this site's own page from one that another site, or a program, sends.

Readers have no cookies, so Django's CSRF token, which is compared with a cookie, cannot protect these forms, and
their views are exempt from it. In its place stand what browsers themselves say about where a form was sent from, and
a seal in the form that only this site can make and that ends after a day. A forged form could at most leave a remark
in the inbox: nobody is signed in here.
"""

import datetime
import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

SALT = "guidance.feedback"
GOOD_FOR = datetime.timedelta(days=1)


def is_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says so. Current ones send Sec-Fetch-Site, older ones Origin, the oldest only Referer."""
    own = {settings.SITE_ADDRESS, f"{request.scheme}://{request.get_host()}"}
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return origin in own
    return origin_of(request.headers.get("Referer", "")) in own


def origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def make_seal() -> str:
    """The moment, signed, in a seal that no other form has."""
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(12))


def is_sealed(seal: str) -> bool:
    """Whether this site made the seal, within the last day."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(seal, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    return True
