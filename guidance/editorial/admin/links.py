"""The editors' list of links: the broken ones first of all, with the records they stand in."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from guidance.editorial.field_texts import label_of
from guidance.editorial.models.link import Link, LinkPlace


class BrokenFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [("all", _("All links"))]

    def choices(self, changelist: object) -> list[dict]:
        """What is broken is what an editor comes for: shown unless all is asked for."""
        broken, *others = super().choices(changelist)
        return [{**broken, "display": _("Broken")}, *others]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset if self.value() == "all" else queryset.broken()


@admin.register(Link)
class LinkAdmin(ModelAdmin):
    """Links are found by `check_links`; here they are only looked at."""

    list_display = ("address", "where", "outcome", "status", "failing_since")
    list_filter = (BrokenFilter, "kind", "outcome")
    search_fields = ("address",)
    fields = ("address", "kind", "outcome", "status", "checked_at", "failures", "failing_since", "where")
    readonly_fields = fields
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("places__record", "places__record_type")

    @admin.display(description=_("stands in"))
    def where(self, link: Link) -> SafeString:
        """A line for each place: record, field, line."""
        rows = [(record_link(place), place_label(place)) for place in link.places.all() if place.record]
        lines = format_html_join("", "<li>{} · {}</li>", rows)
        return format_html('<ul style="min-width: 16rem">{}</ul>', lines)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Link | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Link | None = None) -> bool:
        return False


def record_link(place: LinkPlace) -> SafeString:
    """The record's name, leading to its form."""
    kind = place.record_type
    address = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[place.record_id])
    return format_html('<a class="underline" href="{}">{}</a>', address, place.record)


def place_label(place: LinkPlace) -> str:
    field = label_of(type(place.record), place.field)
    return _("%(field)s, line %(line)d") % {"field": field, "line": place.line} if place.line else field
