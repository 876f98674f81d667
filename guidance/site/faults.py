"""What is answered when something fails: a page that needs no database and, to an editor who was saving, the words."""

import sys

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from guidance.accounts.middleware import written_in
from guidance.site.middleware import is_editors


def server_error(request: HttpRequest) -> HttpResponse:
    """503 if the database failed while an editor was saving, else 500. Django calls it while the error is handled."""
    written = written_in(request) if is_editors(request.path_info) else []
    if not written:
        return defaults.server_error(request)
    is_database = isinstance(sys.exc_info()[1], (DatabaseError, InterfaceError))
    status = 503 if is_database else 500
    response = render(request, "site/not_saved.html", {"written": written, "is_database": is_database}, status=status)
    response["Cache-Control"] = "no-store"
    return response
