from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from guidance.search.models import MissedQuery, Synonym


@admin.register(Synonym)
class SynonymAdmin(ModelAdmin):
    list_display = ("word", "meanings", "changed_at")
    search_fields = ("word", "means")
    warn_unsaved_form = True

    @admin.display(description=Synonym._meta.get_field("means").verbose_name)
    def meanings(self, synonym: Synonym) -> str:
        return " · ".join(synonym.means)


@admin.register(MissedQuery)
class MissedQueryAdmin(ModelAdmin):
    """For reading only. Words that were asked rarely are not there to be read."""

    list_display = ("text", "language", "times", "last_asked_on")
    list_filter = ("language",)
    search_fields = ("text",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).shown()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MissedQuery | None = None) -> bool:
        return False
