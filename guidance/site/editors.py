"""What editors get from this site beside the admin's own pages."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guidance.site.collections import COLLECTIONS
from guidance.site.export import zip_content

PUBLISH = "editorial.publish_draft"


@admin.site.admin_view
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole of content/ as a zip, for those who publish. Asking for it changes nothing."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    packed = zip_content(settings.CONTENT_DIR, COLLECTIONS)
    attachment = {"Content-Disposition": 'attachment; filename="content.zip"'}
    return HttpResponse(packed, content_type="application/zip", headers=attachment)
