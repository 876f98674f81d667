"""Finds the records an editor may cite, and says how each will be named."""

import datetime
from dataclasses import dataclass

from django.contrib.admin import site
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from guidance.editorial import citations
from guidance.editorial.models import LANGUAGES

MOST_OF_A_KIND = 8


@dataclass(frozen=True)
class Citable:
    """A record as the picker shows it: what is inserted, what readers will see, and a warning or ""."""

    citation: str
    kind: str
    labels: dict[str, str]
    title: str
    warning: str


def find(request: HttpRequest, words: str, *, on: datetime.date) -> list[Citable]:
    """The records that this editor may see and that the words describe, a few of each kind."""
    found = []
    for kind, model in citations.kinds().items():
        admin = site.get_model_admin(model)
        if admin.has_view_permission(request):
            rows, _duplicates = admin.get_search_results(request, admin.get_queryset(request), words)
            found += [citable(kind, row, on=on) for row in rows.distinct()[:MOST_OF_A_KIND]]
    return found


def citable(kind: str, row: models.Model, *, on: datetime.date) -> Citable:
    return Citable(
        citation=f"[[{kind}:{row.slug}]]",
        kind=str(row._meta.verbose_name),
        labels={language: citations.Resolver(language).link_to(row).label for language in LANGUAGES},
        title=str(row),
        warning=warning(row, on=on),
    )


def warning(row: models.Model, *, on: datetime.date) -> str:
    """What an editor should know before citing a record."""
    if not row.is_published:
        return _("not published: readers see the name without a link")
    if hasattr(row, "in_force") and not row.in_force(on):
        return _("not in force today")
    return ""
