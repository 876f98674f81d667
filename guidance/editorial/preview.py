"""Shows a record as readers would get it, before they do.

The words are written into the database, the reader's own view is asked for its page, and everything is taken back.
So a preview cannot differ from what publishing brings: there is no second way of making a page.
"""

import datetime
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import DatabaseError, models, transaction
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from guidance.editorial.models import LANGUAGES, Draft, Publishable
from guidance.editorial.shown import Gone
from guidance.editorial.snapshot import find_related, put_words, written_fields


class NoPageError(Exception):
    """There is no page to show; the message says why, to an editor."""


def pages_as_published(row: Publishable, relations: Mapping[str, object] | None = None) -> dict[str, str]:
    """The page of a record in each language, as if its words were published now.

    `relations` gives many-to-many fields not yet stored. Nothing remains in the database; `row` is not to be used
    afterwards. Raises NoPageError.
    """
    try:
        with transaction.atomic():
            pages = written_pages(row, relations or {})
            transaction.set_rollback(True)
    except DatabaseError:
        raise NoPageError(_("The page can be shown once everything that is required is filled in.")) from None
    except (Http404, Gone, NoReverseMatch):
        raise NoPageError(_("Readers have no page for this: what it belongs to is not published.")) from None
    return pages


def draft_pages(draft: Draft) -> dict[str, str]:
    """The page of a draft in each language, as if its newest words were published now. Raises NoPageError."""
    row, words = draft.record, draft.revision.words
    put_words(row, words)
    many = [field for field in written_fields(type(row)) if field.many_to_many and field.name in words]
    return pages_as_published(row, {field.name: find_related(field, words[field.name]) for field in many})


def written_pages(row: Publishable, relations: Mapping[str, object]) -> dict[str, str]:
    row.status = Publishable.Status.PUBLISHED
    row.render()
    # Not `row.save()`: whoever cites this record need not be renewed for a page that is taken back.
    models.Model.save(row)
    for name, value in relations.items():
        row._meta.get_field(name).save_form_data(row, value)
    return {language: readers_page(row, language) for language in LANGUAGES}


def readers_page(row: Publishable, language: str) -> str:
    """What the reader's view answers at the record's address."""
    with translation.override(language):
        request = HttpRequest()
        request.method = "GET"
        request.path = request.path_info = urlsplit(row.get_absolute_url()).path
        match = resolve(request.path)
        return match.func(request, *match.args, **match.kwargs).content.decode()


def marked(page: str, banner: str) -> str:
    """A reader's page with a banner above everything, which no search engine is to keep."""
    noindex = '<meta name="robots" content="noindex, nofollow">'
    return page.replace("<head>", f"<head>\n{noindex}", 1).replace("<body>", f"<body>\n{banner}", 1)


def dated(page: str, day: datetime.date) -> str:
    """A reader's page made for a day, which says so."""
    return marked(page, render_to_string("editorial/as_of_banner.html", {"day": day}))
