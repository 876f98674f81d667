"""A record's history: every revision, the difference between any two, and the way back to an earlier one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guidance.editorial import roles, workflow
from guidance.editorial.admin import pages
from guidance.editorial.changes import changes
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Publishable, Revision

ON_A_PAGE = 50


def history(model_admin: pages.Admin, request: HttpRequest, record: Publishable) -> HttpResponse:
    """Every revision, newest first."""
    desk = open_desk(record)
    revisions = Paginator(Revision.objects.of(record).defer("words"), ON_A_PAGE).get_page(request.GET.get("p"))
    newest = list(revisions)[:2]
    context = {
        "title": _("History"),
        "revisions": revisions,
        "before": newest[-1] if newest else None,
        "after": newest[0] if newest else None,
        "may_restore": roles.may_write(request.user, record),
        "draft": desk.draft,
    }
    return TemplateResponse(request, "editorial/history.html", pages.context(model_admin, request, desk) | context)


def compare(model_admin: pages.Admin, request: HttpRequest, record: Publishable) -> HttpResponse:
    """The difference between the revisions `from` and `to`, the earlier first."""
    keys = [key for name in ("from", "to") if (key := request.GET.get(name, "")).isdecimal()]
    chosen = [get_object_or_404(Revision.objects.of(record), pk=key) for key in keys]
    if not chosen:
        return HttpResponseRedirect(pages.address(model_admin, "history", record))
    before, after = min(chosen, key=lambda each: each.pk), max(chosen, key=lambda each: each.pk)
    context = {
        "title": _("What changed"),
        "before": before,
        "after": after,
        "changes": changes(type(record), before.words, after.words),
        "may_restore": roles.may_write(request.user, record),
    }
    context = pages.context(model_admin, request, open_desk(record)) | context
    return TemplateResponse(request, "editorial/compare.html", context)


def restore(model_admin: pages.Admin, request: HttpRequest, record: Publishable, revision: int) -> HttpResponse:
    """Makes an earlier revision the draft."""
    chosen = get_object_or_404(Revision.objects.of(record), pk=revision)
    try:
        workflow.restore(record, revision=chosen, by=request.user, now=timezone.now())
    except workflow.NotYourRole as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        model_admin.log_change(request, record, str(Revision.Kind.RESTORED.label))
        messages.success(request, _("These words are the draft now. Readers still get the live text."))
    return HttpResponseRedirect(pages.address(model_admin, "change", record))
