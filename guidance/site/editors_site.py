"""Django's admin, found when the first editor comes: workers that only readers ask do without it."""

from functools import cache

from django.contrib import admin
from django.core.checks import CheckMessage
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from unfold.sites import UnfoldAdminSite


@cache
def find_pages() -> None:
    """Imports every package's `admin.py`. Whoever comes meanwhile waits until all are read."""
    admin.autodiscover()


class EditorsSite(UnfoldAdminSite):
    """Knows no page until it is asked for one: with all it imports, the admin is a fifth of a fresh worker's memory."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        find_pages()
        return super().get_urls()

    def each_context(self, request: HttpRequest) -> dict:
        find_pages()
        return super().each_context(request)

    def check(self, app_configs: object) -> list[CheckMessage]:
        find_pages()
        return super().check(app_configs)
