"""The editors' list of what a change of the law touches, rule by rule, and what they say of each record."""

from itertools import groupby

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from guidance.editorial import review, workflow
from guidance.editorial.admin.pages import next_page
from guidance.editorial.law_to_dos import address_of, to_do
from guidance.editorial.models import LawCheck

ROWS_A_PAGE = 100


@admin.register(LawCheck)
class LawCheckAdmin(ModelAdmin):
    """One page: the rules that changed, and under each what leans on it and has not been looked at since."""

    def get_urls(self) -> list[URLPattern]:
        confirm = self.admin_site.admin_view(csrf_protect(require_POST(self.confirm)))
        return [path("<int:pk>/confirm/", confirm, name="editorial_lawcheck_confirm"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        open_checks = LawCheck.objects.open().prefetch_related("record", "law")
        page = Paginator(open_checks, ROWS_A_PAGE).get_page(request.GET.get("p"))
        to_dos = [to_do(check, request.user) for check in page if check.record and check.law]
        context = {
            **self.admin_site.each_context(request),
            "title": _("The law has changed"),
            "opts": self.opts,
            "page": page,
            "rules": [(law, list(group)) for law, group in groupby(to_dos, key=lambda each: each.check.law)],
        }
        return TemplateResponse(request, "editorial/law_checks.html", context)

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Someone says that a record is still right."""
        check = get_object_or_404(LawCheck, pk=pk)
        try:
            review.confirm_still_right(check, by=request.user, now=timezone.now())
        except workflow.NotYourRole as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except workflow.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            self.log_change(request, check.record, str(_("Still right")))
            messages.success(request, _("Noted, with your name: it is still right."))
        return HttpResponseRedirect(next_page(request) or reverse("admin:editorial_lawcheck_changelist"))

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        check = get_object_or_404(LawCheck, pk=object_id)
        return HttpResponseRedirect(address_of(check.record_type, check.record_id))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LawCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LawCheck | None = None) -> bool:
        return False
