"""The page on which an editor makes a link for an outside lawyer, and takes it back."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidance.editorial import roles
from guidance.editorial.admin import pages
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Publishable, ReviewLink
from guidance.editorial.workflow import draft_of


def links(model_admin: pages.Admin, request: HttpRequest, record: Publishable) -> HttpResponse:
    """The links that are open now. A POST makes one, and shows its address this once."""
    if not roles.may_write(request.user, record):
        raise PermissionDenied
    now, address = timezone.now(), ""
    if request.method == "POST" and (draft := draft_of(record)):
        token = ReviewLink.objects.issue(draft, by=request.user, now=now)
        address = settings.SITE_ADDRESS + reverse("draft", args=[token])
        model_admin.log_change(request, record, str(_("Made a link for a lawyer")))
    desk = open_desk(record)
    context = {
        "title": _("Link for a lawyer"),
        "draft": desk.draft,
        "is_unpublished": desk.draft or record.status == Publishable.Status.DRAFT,
        "address": address,
        "links": ReviewLink.objects.open(now).filter(draft=desk.draft).select_related("made_by"),
    }
    return TemplateResponse(request, "editorial/links.html", pages.context(model_admin, request, desk) | context)


def revoke(model_admin: pages.Admin, request: HttpRequest, record: Publishable, link: int) -> HttpResponse:
    """Ends a link before its time."""
    if not roles.may_write(request.user, record):
        raise PermissionDenied
    draft = open_desk(record).draft
    chosen = get_object_or_404(ReviewLink.objects.filter(draft=draft), pk=link)
    chosen.revoked_at = timezone.now()
    chosen.save()
    model_admin.log_change(request, record, str(_("Ended a link for a lawyer")))
    messages.success(request, _("The link has ended."))
    return HttpResponseRedirect(pages.address(model_admin, "links", record))
