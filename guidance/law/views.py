"""The law as pages: all instruments, one instrument, one provision, rates and caps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.editorial.shown import get_shown
from guidance.editorial.today import today
from guidance.law.models import Cap, Instrument, LenderType, Provision, Rate
from guidance.law.shelf import provisions


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "law/index.html", {"groups": Instrument.objects.published().by_kind()})


@require_safe
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    page = get_shown(Instrument.objects.published(), slug=slug)
    its_own = [provision for provision in provisions().values() if provision.instrument_id == page.pk]
    return render(request, "law/instrument.html", {"page": page, "provisions": its_own, "today": today()})


@require_safe
def provision(request: HttpRequest, instrument: str, slug: str) -> HttpResponse:
    page = provisions().get(slug)
    if page is None or page.instrument.slug != instrument:
        page = get_shown(Provision.objects.published().with_instrument(), slug=slug, instrument__slug=instrument)
    return render(request, "law/provision.html", {"page": page, "today": today()})


@require_safe
def lenders(request: HttpRequest) -> HttpResponse:
    return render(request, "law/lenders.html", {"lenders": LenderType.objects.published()})


@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    day = today()
    caps = Cap.objects.published().with_grounds()
    context = {
        "caps": [cap for cap in caps if cap.in_force(day)],
        "other_caps": [cap for cap in caps if not cap.in_force(day)],
        "periods": Rate.objects.periods(),
        "latest": Rate.objects.latest("starts_on") if Rate.objects.exists() else None,
    }
    return render(request, "law/rates.html", context)
