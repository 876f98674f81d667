"""Questions that the editors' forms ask while someone writes."""

from dataclasses import asdict

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from guidance.editorial.picker import find


@admin.site.admin_view
@require_GET
def citable(request: HttpRequest) -> JsonResponse:
    """The records that `q` describes. An editor who may see no kind of record gets none."""
    found = find(request, request.GET.get("q", "").strip(), on=timezone.localdate())
    return JsonResponse({"found": [asdict(record) for record in found]})
