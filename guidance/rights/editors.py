"""The editors' page about the site on another day."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guidance.editorial.today import read_day
from guidance.rights.on_a_day import differences, rules_that_change


@admin.site.admin_view
@require_safe
def on_a_day(request: HttpRequest) -> HttpResponse:
    """What differs from today. What cannot be a day counts as not asked for."""
    today, asked = timezone.localdate(), request.GET.get("day", "")
    day = read_day(asked)
    context = {
        **admin.site.each_context(request),
        "title": _("The site on another day"),
        "asked": asked,
        "day": day,
        "answers": differences(today=today, day=day) if day else [],
        "rules": rules_that_change(today=today, day=day) if day else [],
    }
    return TemplateResponse(request, "rights/on_a_day.html", context)
