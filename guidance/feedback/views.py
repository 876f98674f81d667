"""Saying whether a page was of use, asking for a correction or a removal, and looking up what became of it."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from guidance.feedback.forms import GuardedForm, RemarkForm, RequestForm
from guidance.feedback.limits import seconds_left
from guidance.feedback.models import Report, Request
from guidance.feedback.numbers import read_number
from guidance.feedback.receiving import receive
from guidance.feedback.reported import find_page

FORM_METHODS = ["GET", "HEAD", "POST"]
# What the link to a form may fill in. Words are only ever typed.
FROM_THE_LINK = ("page", "useful", "kind")


class SeeOther(HttpResponseRedirect):
    """To a page to be opened with GET, so that reloading it sends nothing twice."""

    status_code = HTTPStatus.SEE_OTHER


# Exempt from Django's CSRF check, which needs a cookie: guard.py stands in its place.
@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def remark(request: HttpRequest) -> HttpResponse:
    """The form a page's Yes and No lead to. Opening it keeps nothing."""
    return show_or_receive(request, RemarkForm, "feedback/remark.html")


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
def request_form(request: HttpRequest) -> HttpResponse:
    """The form for corrections and removals."""
    return show_or_receive(request, RequestForm, "feedback/request.html")


def show_or_receive(request: HttpRequest, form_class: type[GuardedForm], template: str) -> HttpResponse:
    """The empty form; or what was sent, saved; or the form again with all that was typed and why it was not saved."""
    status = HTTPStatus.OK
    if request.method == "POST":
        form, now = form_class(request.POST), timezone.localtime()
        receipt = receive(request, form, now)
        if receipt.report:
            return SeeOther(after(receipt.report))
        status = receipt.status
    else:
        form = form_class(initial={name: request.GET.get(name, "") for name in FROM_THE_LINK})
    context = {"form": form, "noindex": True, "answer_days": settings.FEEDBACK_ANSWER_DAYS}
    response = render(request, template, context, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = str(seconds_left(now))
    return response


def after(report: Report) -> str:
    """Where a person goes who has sent something: to thanks, or to what is known under their number."""
    if isinstance(report, Request):
        return f"{reverse('feedback:state')}?{urlencode({'number': report.number})}"
    return f"{reverse('feedback:thanks')}?{urlencode({'page': report.page})}"


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    context = {"reported": find_page(request.GET.get("page", "")), "noindex": True}
    return render(request, "feedback/thanks.html", context)


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """How far a request is. The number is in the query, which no log keeps, and what was written is not shown."""
    typed = request.GET.get("number", "")
    number = read_number(typed)
    found = Request.objects.filter(number=number).first() if number else None
    context = {
        "typed": typed,
        "has_slip": bool(typed) and number is None,
        "found": found,
        "noindex": True,
        "answer_days": settings.FEEDBACK_ANSWER_DAYS,
    }
    return render(request, "feedback/state.html", context, status=404 if typed and not found else 200)
