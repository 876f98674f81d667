"""Lets editors find, in the list of everything that has a file, what differs from its file.

This package knows the files, and is the last whose admin Django reads: the lists are all there by now.
"""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from guidance.content.records import differing
from guidance.site.collections import COLLECTIONS

BY_MODEL = {collection.model: collection for collection in COLLECTIONS}
DIFFERS = "differs"


class FileFilter(admin.SimpleListFilter):
    """What an editor changed since it was last loaded or exported."""

    title = _("file")
    parameter_name = "file"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, object]]:
        return [(DIFFERS, _("Differs from its file"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() != DIFFERS:
            return queryset
        return queryset.filter(pk__in=differing(BY_MODEL[queryset.model]))


for model in BY_MODEL:
    model_admin = admin.site.get_model_admin(model)
    model_admin.list_filter = (*model_admin.list_filter, FileFilter)
