"""Finds which page of this site a reader speaks of, from an address that anyone may have typed."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from guidance.editorial.field_texts import record_models
from guidance.editorial.models import SOURCE_LANGUAGE, Publishable

LONGEST_PATH = 300
# Not pages that readers speak of.
NOT_REPORTED = {"admin", "feedback"}


@dataclass(frozen=True)
class Reported:
    """A page that exists: its path, its language, and whether it is a channel's, with numbers to call."""

    path: str
    language: str
    is_channel: bool


def find_page(typed: str) -> Reported | None:
    """The page at an address of this site, as a path or in full. None for any other address."""
    path = path_of(typed)
    language = translation.get_language_from_path(path) if path else None
    if language is None:
        return None
    try:
        with translation.override(language):
            match = resolve(path)
    except Resolver404:
        return None
    if set(match.namespaces) & NOT_REPORTED or not is_known(match):
        return None
    return Reported(path, language, match.view_name == "agencies:agency")


def path_of(typed: str) -> str:
    """The path in an address of this site, "" if it is of another. `/` is the Chinese home."""
    try:
        parts = urlsplit(typed.strip()[:LONGEST_PATH])
    except ValueError:
        return ""
    own = f"{parts.scheme}://{parts.netloc}" == settings.SITE_ADDRESS or not (parts.scheme or parts.netloc)
    path = unquote(parts.path) if own else ""
    if not (path.startswith("/") and path.isascii() and path.isprintable() and "\\" not in path):
        return ""
    return f"/{SOURCE_LANGUAGE}/" if path == "/" else path


def is_known(match: ResolverMatch) -> bool:
    """Whether every changing part of the address is the slug of something published. One query."""
    slugs = set(match.captured_kwargs.values())
    if not slugs:
        return True
    models = record_models(Publishable)
    found = [model.objects.published().filter(slug__in=slugs).order_by().values_list("slug") for model in models]
    return slugs == {slug for (slug,) in found[0].union(*found[1:])}
