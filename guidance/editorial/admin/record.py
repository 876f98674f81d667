"""The form every record has in the admin: what is shared first, then one tab for each language."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from modeltranslation.utils import build_localized_fieldname

from guidance.editorial import roles, workflow
from guidance.editorial.admin import acts, collision, history, pages, review_links
from guidance.editorial.admin.forms import RecordForm
from guidance.editorial.desk import Collision, open_desk
from guidance.editorial.models import LANGUAGES, Checked, Draft, LawCheck, Publishable, translated_fields
from guidance.editorial.work import kinds_of_work, with_work
from guidance.editorial.writing import TAB_NAMES, WritingAdmin


class WorkFilter(admin.SimpleListFilter):
    """What there is to do with a record."""

    title = _("to do")
    parameter_name = "work"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, object]]:
        return kinds_of_work(model_admin.model)

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return with_work(queryset, self.value(), on=timezone.localdate()) if self.value() else queryset


class RecordAdmin(WritingAdmin):
    """Admin of a `Publishable`. `main` names the shared fields; those of `Checked` get a tab of their own."""

    main: tuple[str, ...] = ()
    form = RecordForm
    change_form_template = "editorial/change_form.html"
    change_form_outer_before_template = "editorial/above_form.html"
    list_filter = ("status",)
    list_per_page = 50
    warn_unsaved_form = True
    compressed_fields = False
    actions = None

    class Media:
        css = {"all": ["css/drafts.css", "css/editors/translations.css", "css/editors/law_changes.css"]}
        js = [forms.Script(f"js/{name}.js", type="module") for name in ("keep_text", "label_choices")]

    def get_urls(self) -> list[URLPattern]:
        """The record's further pages, before Django's own, whose last address takes everything."""
        return [
            self.page("<int:pk>/review/", "review", acts.review, require_safe),
            self.page("<int:pk>/act/<slug:name>/", "act", acts.perform, require_POST),
            self.page("<int:pk>/history/", "history", history.history, require_safe),
            self.page("<int:pk>/compare/", "compare", history.compare, require_safe),
            self.page("<int:pk>/restore/<int:revision>/", "restore", history.restore, require_POST),
            self.page("<int:pk>/links/", "links", review_links.links, require_http_methods(["GET", "HEAD", "POST"])),
            self.page("<int:pk>/links/<int:link>/revoke/", "revoke", review_links.revoke, require_POST),
            *super().get_urls(),
        ]

    def page(self, route: str, name: str, view: Callable, method: Callable) -> URLPattern:
        """A page about one stored record, for those who may see it. `method` says how it is asked for."""

        def opened(request: HttpRequest, pk: int, **arguments: object) -> HttpResponse:
            record = self.get_object(request, str(pk))
            if record is None or not self.has_view_or_change_permission(request, record):
                raise PermissionDenied
            return view(self, request, record, **arguments)

        guarded = self.admin_site.admin_view(csrf_protect(method(opened)))
        return path(route, guarded, name=f"{self.opts.app_label}_{self.opts.model_name}_{name}")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form. Where its words meet newer ones, the page that shows both."""
        record = self.get_object(request, object_id) if object_id else None
        if request.method == "POST":
            self.check_button(request, record)
        if record and request.method == "POST":
            if collision.MERGED in request.POST:
                request.POST = collision.merge(request.POST, self.model, record)
            # Words that no revision has yet are kept now, so that they stay even if this is not saved.
            open_desk(record)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Collision as met:
            return collision.show_collision(self, request, record, met)
        except workflow.NotYourRole as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except workflow.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)

    def check_button(self, request: HttpRequest, record: Publishable | None) -> None:
        if "_publish" in request.POST and not roles.may_publish(request.user, record or self.model()):
            raise PermissionDenied

    def render_change_form(self, request: HttpRequest, context: dict, **kwargs) -> HttpResponse:
        record = kwargs.get("obj")
        desk = context["adminform"].form.desk
        context |= {
            "may_publish": roles.may_publish(request.user, record or self.model()),
            "keep": f"{self.opts.label_lower}.{record.pk if record else 'new'}.{request.user.pk}",
        }
        if desk:
            context |= {key: value for key, value in pages.context(self, request, desk).items() if key not in context}
        return super().render_change_form(request, context, **kwargs)

    def save_model(self, request: HttpRequest, obj: Publishable, form: forms.ModelForm, change: bool) -> None:
        """A new record is stored as a draft; one that is there is left alone until its draft is published."""
        if not change:
            obj.status = Publishable.Status.DRAFT
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: RecordForm, formsets: list, change: bool) -> None:
        act = {"by": request.user, "now": timezone.now(), "note": form.cleaned_data["note"]}
        if change:
            is_minor = form.cleaned_data["is_minor"]
            workflow.save_draft(form.instance, words=form.words(), opened=form.opened, is_minor=is_minor, **act)
        else:
            super().save_related(request, form, formsets, change)
            workflow.begin(form.instance, **act)
        if "_send" in request.POST and open_desk(self.model._default_manager.get(pk=form.instance.pk)).draft:
            workflow.send_for_review(form.instance, **act)

    def response_add(
        self, request: HttpRequest, obj: Publishable, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Publishable) -> HttpResponse:
        """On to the review page, or back to the form; `saved` tells the browser which kept text it may forget."""
        messages.success(request, _("Saved. Readers get this once it is published."))
        name = "review" if "_publish" in request.POST else "change"
        token = "".join(filter(str.isalnum, request.POST.get("kept_as", "")))
        return HttpResponseRedirect(f"{pages.address(self, name, obj)}?saved={token}")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """With the state of each record's draft, the moment it is scheduled for, and whether a rule has changed."""
        record_type = ContentType.objects.get_for_model(self.model)
        drafts = Draft.objects.filter(record_type=record_type, record_id=models.OuterRef("pk"))
        checks = LawCheck.objects.open().filter(record_type=record_type, record_id=models.OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                draft_state=Coalesce(models.Subquery(drafts.values("state")[:1]), models.Value("")),
                publish_at=models.Subquery(drafts.values("publish_at")[:1]),
                law_changed=models.Exists(checks),
            )
        )

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        return (*super().get_list_display(request), "work")

    def get_list_filter(self, request: HttpRequest) -> tuple:
        return (WorkFilter, *super().get_list_filter(request))

    @admin.display(description=_("to do"))
    def work(self, record: Publishable) -> str:
        """What waits to be done, in a word or two."""
        waiting = [str(_("Needs a second check"))] if record.needs_second_check else []
        if record.law_changed:
            waiting.append(str(_("The law has changed")))
        if record.publish_at:
            waiting.append(str(_("Scheduled")))
        elif record.draft_state:
            waiting.append(str(Draft.State(record.draft_state).label))
        return " · ".join(waiting)

    def get_fieldsets(self, request: HttpRequest, obj: Publishable | None = None) -> list:
        fieldsets = [(None, {"fields": ["slug", *self.main]})]
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
        """Nothing is deleted: it is withdrawn, so that nothing is lost and no address is given to another."""
        return False
