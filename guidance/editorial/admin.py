"""The form every record has in the admin: what is shared first, then one tab for each language."""

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname
from unfold.admin import ModelAdmin

from guidance.editorial.models import LANGUAGES, Checked, Publishable, translated_fields

TAB_NAMES = {"zh-hans": "中文", "en": "English"}


class RecordAdmin(ModelAdmin):
    """Admin of a `Publishable`. `main` names the shared fields; those of `Checked` get a tab of their own."""

    main: tuple[str, ...] = ()
    list_filter = ("status",)
    list_per_page = 50
    warn_unsaved_form = True
    compressed_fields = False

    def get_fieldsets(self, request: HttpRequest, obj: Publishable | None = None) -> list:
        fieldsets = [(None, {"fields": ["slug", "status", *self.main]})]
        for language in LANGUAGES:
            fieldsets.append((TAB_NAMES[language], {"classes": ["tab"], "fields": self.written_in(language)}))
        if issubclass(self.model, Checked):
            checked = [field.name for field in Checked._meta.get_fields()]
            fieldsets.append((_("Checking and sources"), {"classes": ["tab"], "fields": [*self.sources(), *checked]}))
        return fieldsets

    def written_in(self, language: str) -> list[str]:
        """The translated fields an editor fills in, in one language."""
        translated = set(translated_fields(self.model))
        names = [field.name for field in self.model._meta.fields if field.name in translated and field.editable]
        return [build_localized_fieldname(name, language) for name in names]

    def sources(self) -> list[str]:
        names = {field.name for field in self.model._meta.get_fields()}
        return [name for name in ("official_url", "sources", "editor_note") if name in names - set(self.main)]

    def get_readonly_fields(self, request: HttpRequest, obj: Publishable | None = None) -> tuple[str, ...]:
        """An address is fixed once readers may have kept it."""
        return ("slug",) if obj and obj.status != Publishable.Status.DRAFT else ()

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Publishable | None = None) -> bool:
        """Only drafts are deleted. What was published is withdrawn, so that its address is never given to another."""
        return obj is not None and obj.status == Publishable.Status.DRAFT and super().has_delete_permission(request)
