"""The editors' table of translations, every record by every language, and what they do with one."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin

from guidance.content.records import SOURCE_LANGUAGE
from guidance.editorial import roles
from guidance.editorial.field_texts import record_models
from guidance.editorial.models import Publishable
from guidance.editorial.models.translation import Translation, TranslationQuerySet
from guidance.editorial.translation_state import TRANSLATIONS, confirm_still_correct, take_in_work

ROWS_A_PAGE = 100
IN_WORK = "in-work"
STATES = [*Translation.State.choices, (IN_WORK, _("In work"))]


@dataclass(frozen=True)
class Row:
    """A record, its kind, the address of its form, and its translations in the order of the languages."""

    record: Publishable
    kind: str
    address: str
    translations: list[Translation | None]


@dataclass(frozen=True)
class Chosen:
    """What of the table is asked for: a state and a kind of record, or "" for all."""

    state: str
    kind: str

    def among(self, translations: TranslationQuerySet) -> TranslationQuerySet:
        chosen = translations.filter(record_type=self.kind) if self.kind else translations
        if self.state == IN_WORK:
            return chosen.in_work()
        return chosen.filter(state=self.state) if self.state else chosen


def read_choice(request: HttpRequest) -> Chosen:
    """What the address asks for; what it cannot mean counts as not asked for."""
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    return Chosen(state if state in dict(STATES) else "", kind if kind.isascii() and kind.isdigit() else "")


@admin.register(Translation)
class TranslationAdmin(ModelAdmin):
    """One page, the table. A translation itself is worked on in the form of its record."""

    def get_urls(self) -> list[URLPattern]:
        act = self.admin_site.admin_view(csrf_protect(require_POST(self.act)))
        route = "<str:language>/<slug:app_label>/<slug:model>/<int:pk>/"
        return [path(route, act, name="editorial_translation_act"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        chosen = read_choice(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Translations"),
            "opts": self.opts,
            "chosen": chosen,
            "source": dict(settings.LANGUAGES)[SOURCE_LANGUAGE],
            "languages": [dict(settings.LANGUAGES)[language] for language in TRANSLATIONS],
            "states": counted_states(chosen.kind),
            "kinds": kinds(),
            **rows_of(chosen, request.GET.get("p", "1")),
        }
        return TemplateResponse(request, "editorial/translations.html", context)

    def act(self, request: HttpRequest, language: str, app_label: str, model: str, pk: int) -> HttpResponse:
        """Confirms that a translation is still correct, takes it in work, or gives it back."""
        kind = get_object_or_404(ContentType, app_label=app_label, model=model)
        if kind.model_class() not in record_models(Publishable) or language not in TRANSLATIONS:
            raise PermissionDenied
        record = get_object_or_404(kind.model_class()._base_manager, pk=pk)
        if not roles.may_write(request.user, record):
            raise PermissionDenied
        name = request.user.get_full_name() or request.user.get_username()
        if request.POST.get("act") == "confirm":
            confirm_still_correct(record, language, by=name, on=localdate())
            messages.success(request, _("Kept: the translation is still correct, until the Chinese changes again."))
        else:
            take_in_work(record, language, by=name if request.POST.get("act") == "take" else "")
        return HttpResponseRedirect(form_address(kind, pk))

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        translation = get_object_or_404(Translation, pk=object_id)
        return HttpResponseRedirect(form_address(translation.record_type, translation.record_id))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Translation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Translation | None = None) -> bool:
        return False


def form_address(kind: ContentType, pk: int) -> str:
    return reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[pk])


def counted_states(kind: str) -> list[tuple[str, str, int]]:
    """Each state, its name, and how many translations of this kind are in it."""
    return [(state, label, Chosen(state, kind).among(Translation.objects.all()).count()) for state, label in STATES]


def kinds() -> list[tuple[str, str]]:
    """Every kind of record: key and name."""
    found = ContentType.objects.get_for_models(*record_models(Publishable))
    return [(str(kind.pk), str(model._meta.verbose_name_plural)) for model, kind in found.items()]


def rows_of(chosen: Chosen, number: str) -> dict[str, object]:
    """One page of the table: `page`, as the paginator has it, and its `rows`."""
    pairs = chosen.among(Translation.objects.all()).order_by("record_type", "record_id")
    page = Paginator(pairs.values_list("record_type", "record_id").distinct(), ROWS_A_PAGE).get_page(number)
    return {"page": page, "rows": [row_of(found) for found in translations_on(page) if found[0].record]}


def translations_on(page: Page) -> list[list[Translation]]:
    """The translations of each record on a page."""
    found: dict[tuple[int, int], list[Translation]] = {pair: [] for pair in page}
    wanted = models.Q(pk__in=[])
    for kind in {kind for kind, _pk in found}:
        wanted |= models.Q(record_type=kind, record_id__in=[pk for each, pk in found if each == kind])
    for translation in Translation.objects.filter(wanted).prefetch_related("record", "record_type"):
        found[translation.record_type_id, translation.record_id].append(translation)
    return list(found.values())


def row_of(translations: list[Translation]) -> Row:
    first = translations[0]
    by_language = {translation.language: translation for translation in translations}
    return Row(
        record=first.record,
        kind=str(type(first.record)._meta.verbose_name_plural),
        address=form_address(first.record_type, first.record_id),
        translations=[by_language.get(language) for language in TRANSLATIONS],
    )
