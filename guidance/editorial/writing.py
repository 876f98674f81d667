"""What editors write with: a plain box for Markdown with a toolbar above it, and the readers' pages beside it."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from guidance.content.records import normalize
from guidance.editorial.models import LANGUAGES, Publishable
from guidance.editorial.preview import NoPageError, dated, pages_as_published
from guidance.editorial.today import as_of, read_day

TAB_NAMES = {"zh-hans": "中文", "en": "English"}
TAGS = {"zh-hans": "zh-Hans", "en": "en"}
# In place of a record's key in the address of its preview, as long as it has none.
NEW = "new"


class Textarea(UnfoldAdminTextareaWidget):
    """Gives back the text that was put in: browsers send line ends of their own."""

    def value_from_datadict(self, data: dict, files: dict, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value if value is None else normalize(value)


class MarkdownTextarea(Textarea):
    """A textarea in one language, with a toolbar above it. The text itself is what is stored, to the letter."""

    def __init__(self, language: str) -> None:
        super().__init__(attrs={"rows": 22, "lang": TAGS[language], "data-markdown": ""})
        self.language = language

    def render(self, name: str, value: str | None, attrs: dict | None = None, renderer: object = None) -> SafeString:
        context = {"id": (attrs or {}).get("id", ""), "language": self.language}
        return render_to_string("editorial/toolbar.html", context) + super().render(name, value, attrs, renderer)


class WritingAdmin(ModelAdmin):
    """Gives the Markdown fields of a `Publishable` their toolbar, and its form a preview."""

    change_form_outer_before_template = "editorial/preview_button.html"
    change_form_outer_after_template = "editorial/writing_tools.html"
    formfield_overrides = {models.TextField: {"widget": Textarea}}

    class Media:
        css = {"all": ["css/editors.css"]}
        js = [
            "vendor/markdown-actions/markdown-actions.min.js",
            "vendor/turndown/turndown.js",
            *(
                Script(f"js/{name}.js", type="module")
                for name in ("tabs", "toolbar", "cite", "picture", "paste", "preview")
            ),
        ]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs) -> forms.Field | None:
        for language in LANGUAGES:
            if db_field.name in Publishable.localized_in(language, *self.model.markdown_fields):
                kwargs["widget"] = MarkdownTextarea(language)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @property
    def preview_frames(self) -> list[dict[str, str]]:
        """One for each language, or none where a record of this model has no page."""
        if not hasattr(self.model, "get_absolute_url"):
            return []
        return [{"language": language, "name": TAB_NAMES[language], "tag": TAGS[language]} for language in LANGUAGES]

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(require_POST(self.preview))
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<path:object_id>/preview/", preview, name=name), *super().get_urls()]

    def preview(self, request: HttpRequest, object_id: str) -> JsonResponse:
        """The readers' `pages` with the words of the posted form, by language, and what is wrong with the form.

        Nothing is stored. A field with a fault shows what it last held. With `as_of` the pages are those of that day.
        """
        row = None if object_id == NEW else self.get_object(request, object_id)
        if row is None and object_id != NEW:
            raise Http404
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            raise PermissionDenied
        form = self.get_form(request, row, change=row is not None)(request.POST, instance=row)
        faults, day = faults_of(form), read_day(request.POST.get("as_of", ""))
        try:
            with as_of(day):
                pages = pages_as_published(form.instance, relations_of(form))
        except NoPageError as reason:
            return JsonResponse({"pages": {}, "faults": [*faults, str(reason)]})
        shown = {language: dated(page, day) for language, page in pages.items()} if day else pages
        return JsonResponse({"pages": shown, "faults": faults})


def faults_of(form: forms.ModelForm) -> list[str]:
    """A sentence for everything wrong with a form, beginning with the field's name."""
    names = {name: field.label for name, field in form.fields.items()}
    return [
        f"{names[name]}: {message}" if name in names else str(message)
        for name, messages in form.errors.items()
        for message in messages
    ]


def relations_of(form: forms.ModelForm) -> dict[str, object]:
    """What the form says of the many-to-many fields of its record."""
    names = {field.name for field in form.instance._meta.many_to_many}
    return {name: value for name, value in form.cleaned_data.items() if name in names}
