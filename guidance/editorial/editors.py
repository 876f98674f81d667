"""What the admin asks for beside its forms: records to cite, and readers' pages as of a day."""

from dataclasses import asdict

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from guidance.editorial.inside_links import read_page
from guidance.editorial.picker import find
from guidance.editorial.preview import dated
from guidance.editorial.today import as_of, read_day


@admin.site.admin_view
@require_GET
def citable(request: HttpRequest) -> JsonResponse:
    """The records that `q` describes. An editor who may see no kind of record gets none."""
    found = find(request, request.GET.get("q", "").strip(), on=timezone.localdate())
    return JsonResponse({"found": [asdict(record) for record in found]})


@admin.site.admin_view
@require_safe
def as_of_page(request: HttpRequest) -> HttpResponse:
    """The readers' page at `path` as of `day`, saying so; 404 where they have none."""
    day = read_day(request.GET.get("day", ""))
    with as_of(day):
        page = read_page(request.GET.get("path", "")) if day else None
    if not page:
        raise Http404
    return HttpResponse(dated(page, day))
