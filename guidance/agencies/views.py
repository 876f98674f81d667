"""Where to complain: all channels, and each with what it can and cannot do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.agencies.models import Agency
from guidance.agencies.shelf import agencies
from guidance.editorial.shown import get_shown
from guidance.law.shelf import lenders


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "agencies": agencies().values(),
        "number_of_lender_types": len(lenders()),
    }
    return render(request, "agencies/index.html", context)


@require_safe
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    page = agencies().get(slug) or get_shown(Agency.objects.published().with_lenders(), slug=slug)
    context = {"page": page, "number_of_lender_types": len(lenders())}
    return render(request, "agencies/agency.html", context)
