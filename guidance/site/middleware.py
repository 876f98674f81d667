"""What every answer carries, which language it speaks, that only editors have a session, and what is due."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import set_urlconf
from django.utils import timezone, translation

from guidance.editorial.schedule import publish_due
from guidance.editorial.shown import Gone
from guidance.pages.watching import watcher
from guidance.site.styles import styles_source

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

READERS_POLICY = "; ".join(
    [
        "default-src 'none'",
        f"style-src 'self' {styles_source()}",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
# The editors' interface evaluates expressions in attributes and sets styles from script; it loads nothing from
# elsewhere either.
EDITORS_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self' 'unsafe-inline'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)


def language_in(path: str) -> str:
    """The language an address begins with: /en/law/ → en. Chinese when it begins with none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def is_editors(path: str) -> bool:
    """Whether an address lies in the admin: /en/<ADMIN_PATH>/…"""
    parts = path.split("/", 3)
    return len(parts) > 2 and parts[1] in dict(settings.LANGUAGES) and parts[2] == settings.ADMIN_PATH


class LanguageFromPathMiddleware:
    """The address alone decides the language, so every address has one content and shared caches can keep it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_in(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", "zh-Hans" if language == "zh-hans" else language)
        return response


class ReadersAddressesMiddleware:
    """Leaves the admin's addresses out where a reader asks, so that a worker imports the admin for editors alone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_editors(request.path_info):
            return self.get_response(request)
        request.urlconf = "guidance.site.urls"
        try:
            return self.get_response(request)
        finally:
            # Django itself forgets it only when the answer has been sent to its end.
            set_urlconf(None)


class NoCookiesForReadersMiddleware:
    """Takes cookies away outside the admin, so that no reader's page can depend on one, or renew one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_editors(request.path_info):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """Adds the headers Django does not: Content-Security-Policy and Permissions-Policy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        policy = EDITORS_POLICY if is_editors(request.path_info) else READERS_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


class PublishDueMiddleware:
    """Publishes what was scheduled for a moment that has come, before the reader's page is made.

    Where stored pages are served, their watcher does it, and a reader's page need not ask.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_editors(request.path_info) and not watcher().is_looking:
            try:
                publish_due(timezone.now())
            except Exception as error:  # whatever it is, a reader gets the page as it stands
                logger.error("Scheduled drafts could not be published: %r", error)
        return self.get_response(request)


class GoneMiddleware:
    """Answers 410 at the address of a withdrawn page, and says where to go."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Gone):
            return None
        return render(request, "410.html", {"record": exception.record, "noindex": True}, status=410)


class EditorsOnly:
    """Makes one of Django's middlewares do nothing outside the admin."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_editors(request.path_info):
            return super().__call__(request)
        return self.get_response(request)


class EditorSessionMiddleware(EditorsOnly, SessionMiddleware):
    """Sessions, and so their cookie, for editors only."""


class EditorAuthenticationMiddleware(EditorsOnly, AuthenticationMiddleware):
    """`request.user` for editors only."""


class EditorMessageMiddleware(EditorsOnly, MessageMiddleware):
    """Messages, which need a session, for editors only."""
