"""The one place where it is decided that a signed-in person must still do something before the admin opens."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from guidance.accounts import sessions
from guidance.accounts.events import answering
from guidance.accounts.pages import show
from guidance.accounts.second_step import missing_step

GetResponse = Callable[[HttpRequest], HttpResponse]
ALWAYS_OPEN = {"admin:login", "admin:logout"}
# What a form sends beside an editor's words, and what must never be shown again.
NOT_WORDS = {"csrfmiddlewaretoken", "code", "action", "select_across", "index"}


class GateMiddleware:
    """Lets nobody into the admin without a session that is young enough and, where it is needed, a second step.

    It stands after the middlewares that know the user, and does nothing where they did nothing: outside the admin.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering(request):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        if not hasattr(request, "user"):
            return None
        if request.user.is_authenticated and sessions.is_over(request.session, now=timezone.now()):
            logout(request)
        page = request.resolver_match.view_name
        if page in ALWAYS_OPEN:
            return None
        if not request.user.is_authenticated:
            return stop(request, redirect_to_login(request.get_full_path(), reverse("admin:login")))
        step = missing_step(request.user)
        if step in (None, page):
            return None
        return stop(request, redirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}"))


def stop(request: HttpRequest, elsewhere: HttpResponse) -> HttpResponse:
    """Sends someone elsewhere; someone who was saving something gets their own words back first."""
    written = written_in(request)
    if not written:
        return elsewhere
    title = _("Not saved: sign in again")
    return show(request, "stopped", title, status=403, written=written, address=elsewhere.url)


def written_in(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person wrote in a sent form, field by field, the longest on top."""
    sent = [(name, text) for name, texts in request.POST.lists() for text in texts if is_written(name, text)]
    return sorted(sent, key=lambda field: len(field[1]), reverse=True)


def is_written(name: str, text: str) -> bool:
    """Whether a field of a sent form holds a person's words, and may be shown again."""
    of_the_form = name in NOT_WORDS or name.startswith(("_", "initial-")) or "password" in name
    return not of_the_form and bool(text.strip()) and not text.isdecimal()
