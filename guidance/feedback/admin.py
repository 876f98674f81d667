"""The editors' inbox: what readers wrote is read there, never changed, and each is marked, assigned and archived."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from guidance.editorial.models import LANGUAGES
from guidance.feedback.models import Remark, Report, Request
from guidance.feedback.numbers import read_number

MOST_PAGES = 20


class InboxAdmin(ModelAdmin):
    """`written` names what a reader wrote or what came with it; the rest is the editors'."""

    written: tuple[str, ...] = ()
    editors: tuple[str, ...] = ("state", "assigned_to", "editor_note")
    actions = ("mark_read", "assign_to_me", "mark_answered", "archive")
    list_select_related = ("assigned_to",)
    list_per_page = 50
    date_hierarchy = "received_on"

    def get_fieldsets(self, request: HttpRequest, obj: Report | None = None) -> list:
        return [(_("From a reader"), {"fields": self.written}), (_("Editors"), {"fields": self.editors})]

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> tuple[str, ...]:
        return self.written

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only readers write here."""
        return False

    @display(description=_("page"))
    def page_link(self, report: Report) -> str:
        """The page as its reader saw it, opened in a new window."""
        if not report.page:
            return gettext("the site in general")
        return format_html('<a href="{0}" target="_blank" rel="noopener">{0}</a>', report.page)

    @action(description=_("Mark as read"), permissions=["change"])
    def mark_read(self, request: HttpRequest, reports: QuerySet) -> None:
        self.tell(request, reports.mark_read())

    @action(description=_("Assign to me"), permissions=["change"])
    def assign_to_me(self, request: HttpRequest, reports: QuerySet) -> None:
        self.tell(request, reports.assign_to(request.user))

    @action(description=_("Mark as answered"), permissions=["change"])
    def mark_answered(self, request: HttpRequest, reports: QuerySet) -> None:
        self.tell(request, reports.mark_answered())

    @action(description=_("Archive"), permissions=["change"])
    def archive(self, request: HttpRequest, reports: QuerySet) -> None:
        self.tell(request, reports.archive())

    def tell(self, request: HttpRequest, changed: int) -> None:
        words = ngettext("%(number)d was changed.", "%(number)d were changed.", changed)
        self.message_user(request, words % {"number": changed})


@admin.register(Remark)
class RemarkAdmin(InboxAdmin):
    list_display = ("short_note", "page_link", "language", "useful", "reason", "received_on", "state", "assigned_to")
    list_filter = ("state", "language", "useful", "reason", "assigned_to")
    search_fields = ("page", "note")
    list_before_template = "feedback/admin_pages.html"
    written = ("page_link", "language", "received_on", "useful", "reason", "note")

    @display(description=_("note"), ordering="note")
    def short_note(self, remark: Remark) -> str:
        return remark.note[:60] or gettext("no note")

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """With the pages most remarked on, above the list."""
        context = {"pages": Remark.objects.per_page()[:MOST_PAGES], **(extra_context or {})}
        return super().changelist_view(request, context)


@admin.register(Request)
class RequestAdmin(InboxAdmin):
    list_display = ("shown_number", "kind", "page_link", "language", "received_on", "state", "assigned_to")
    list_filter = ("state", "kind", "language", "assigned_to")
    search_fields = ("number", "page", "wrong")
    written = ("shown_number", "kind", "page_link", "language", "received_on", "wrong", "right", "phone")
    editors = (
        *InboxAdmin.editors,
        *(build_localized_fieldname("answer", language) for language in LANGUAGES),
    )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """A number is found as it is shown and as it is typed."""
        return super().get_search_results(request, queryset, read_number(search_term) or search_term)

    @display(description=_("number"), ordering="number")
    def shown_number(self, request: Request) -> str:
        return str(request)
