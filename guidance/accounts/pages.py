"""How this package's pages are shown: in the admin's own frame."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest, template: str, title: str, *, status: int = 200, **context) -> HttpResponse:
    """The page `templates/accounts/<template>.html`. It is kept by no browser and no cache."""
    frame = admin.site.each_context(request)
    response = render(request, f"accounts/{template}.html", {**frame, "title": title, **context}, status=status)
    response["Cache-Control"] = "no-store"
    return response
