"""The two taps: choose what is happening and who lent, then read the answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guidance.editorial.shown import get_shown
from guidance.editorial.today import today
from guidance.law.models import LenderType
from guidance.law.shelf import lenders
from guidance.rights.codes import Pair, code_of
from guidance.rights.forms import Choice, read_choice
from guidance.rights.lookup import channels_once, lookup, said_once
from guidance.rights.models import Situation, SituationGroup
from guidance.rights.shelf import library, situations


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The form; with one situation chosen, on to its own page; with several, one page composed of their answers."""
    choice = read_choice(request.GET)
    if not choice.is_complete:
        return show_form(request, choice)
    if len(choice.situations) == 1:
        return redirect(Pair(choice.situations[0], choice.lender).get_absolute_url())
    if request.GET.urlencode() != choice.query:
        return redirect(f"{reverse('rights:choose')}?{choice.query}")
    return show_several(request, choice)


def show_form(request: HttpRequest, choice: Choice) -> HttpResponse:
    context = {
        "groups": SituationGroup.objects.published().with_situations(),
        "lenders": lenders().values(),
        "choice": choice,
        "noindex": choice.is_asked,
    }
    return render(request, "rights/choose.html", context)


def show_several(request: HttpRequest, choice: Choice) -> HttpResponse:
    findings = lookup(choice.situations, choice.lender, today(), library())
    context = {
        "findings": findings,
        "steps": {name: said_once(findings, name) for name in ("now", "today", "week", "evidence", "avoid")},
        "channels": channels_once(findings),
        "lender": choice.lender,
        "choice": choice,
    }
    return render(request, "rights/several.html", context)


@require_safe
def situation(request: HttpRequest, slug: str, lender: str = "") -> HttpResponse:
    """The answer for a situation, or for a situation and a lender."""
    page = situations().get(slug) or get_shown(Situation.objects.published().for_answering(), slug=slug)
    lent_by = (lenders().get(lender) or get_shown(LenderType.objects.published(), slug=lender)) if lender else None
    [finding] = lookup([page], lent_by, today(), library())
    context = {
        "page": page,
        "finding": finding,
        "lender": lent_by,
        "lenders": lenders().values(),
        "code": code_of(page, lent_by),
    }
    return render(request, "rights/answer.html", context)
