"""Tells whether a link within this site leads somewhere, by asking the page it names."""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import models
from django.http import Http404, HttpRequest
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve
from django.utils import translation

from guidance.content.markdown import leaves_the_site, render
from guidance.content.records import LANGUAGES, SOURCE_LANGUAGE
from guidance.editorial.links import FoundLink
from guidance.editorial.shown import Gone


def leads_somewhere(record: models.Model, link: FoundLink) -> bool:
    """Whether a record's link arrives. What leads off the site is not asked here."""
    if leaves_the_site(link.address):
        return True
    if link.address.startswith("#"):
        return has_part(page_of(record, link.field), unquote(link.address[1:]))
    return is_alive(link.address)


def page_of(record: models.Model, field: str) -> str:
    """The HTML that a record's text in this field comes out as, with the identities of its headings."""
    return render(getattr(record, field), resolve=lambda kind, slug: None).html


def is_alive(address: str) -> bool:
    """Whether readers who follow `/path/`, `/path/#part` or `/static/file` arrive."""
    path, _sign, part = unquote(address).partition("#")
    path = path.partition("?")[0]
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return is_file(path)
    page = read_page(path)
    return page is not None and (not part or has_part(page, part))


def is_file(path: str) -> bool:
    """Whether one of this site's own files has this path; one that climbs out of its folder has none."""
    try:
        if path.startswith(settings.STATIC_URL):
            return finders.find(path.removeprefix(settings.STATIC_URL)) is not None
        return default_storage.exists(path.removeprefix(settings.MEDIA_URL))
    except SuspiciousFileOperation:
        return False


def read_page(path: str) -> str | None:
    """The page at a path as readers get it, "" where they are sent on; None where there is none for them."""
    language = path.lstrip("/").partition("/")[0]
    if is_editors(path):
        return None
    with translation.override(language if language in LANGUAGES else SOURCE_LANGUAGE):
        try:
            view, arguments, named_arguments = resolve(path)
            response = view(request_for(path), *arguments, **named_arguments)
        except (Resolver404, Http404, Gone):
            return None
        if isinstance(response, SimpleTemplateResponse):
            response.render()
    if response.status_code >= 400:
        return None
    return response.content.decode(response.charset) if response.status_code == 200 else ""


def is_editors(path: str) -> bool:
    """Whether a path lies in the admin, where no reader gets in."""
    return path.strip("/").split("/")[1:2] == [settings.ADMIN_PATH]


def request_for(path: str) -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META["HTTP_HOST"] = urlsplit(settings.SITE_ADDRESS).netloc
    return request


def has_part(html: str, part: str) -> bool:
    """Whether a page has the place that `#part` leads to."""
    return re.search(rf'\sid="{re.escape(part)}"', html) is not None
