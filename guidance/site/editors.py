"""The admin's first page, and what editors get from there."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from guidance.site.collections import COLLECTIONS
from guidance.site.counts import PUBLISH, counts
from guidance.site.dashboard import things_to_do
from guidance.site.export import zip_content


def add_dashboard(request: HttpRequest, context: dict) -> dict:
    """Adds what the first page shows above the list of everything."""
    today = localdate()
    return context | {
        "tasks": things_to_do(request.user, on=today),
        "counts": counts(request.user, on=today),
        "may_export": request.user.has_perm(PUBLISH),
    }


@admin.site.admin_view
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole of content/ as a zip, for those who publish. Asking for it changes nothing."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    packed = zip_content(settings.CONTENT_DIR, COLLECTIONS)
    attachment = {"Content-Disposition": 'attachment; filename="content.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=attachment)
