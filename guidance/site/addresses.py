"""Every public address of the site, as readers and machines ask for it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from guidance.articles.models import Section
from guidance.site.sitemaps import SITEMAPS, parts

# Public, and in no sitemap: `/` is the Chinese home, the others are for machines.
BESIDE = ("/", "/robots.txt", "/sitemap.xml")


def public_paths() -> Iterator[str]:
    """Each path once: pages in every language they can be read in, and what machines ask for."""
    yield from BESIDE
    yield from parts()
    for sitemap in SITEMAPS.values():
        listed = sitemap()
        for item in listed.items():
            for language, _name in settings.LANGUAGES:
                with translation.override(language):
                    yield urlsplit(listed.location(item)).path
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from pages_beside()


def pages_beside() -> Iterator[str]:
    """In no sitemap, and public: the search, and where the list of a section goes on."""
    yield reverse("search")
    for section in Section.objects.published():
        for number in section.further_pages():
            yield reverse("articles:section-page", args=[section.slug, number])
