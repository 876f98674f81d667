from django import forms
from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget

from guidance.editorial.models import Citation
from guidance.images.forms import ACCEPTED, UploadForm
from guidance.images.models import Image


@admin.register(Image)
class ImageAdmin(ModelAdmin):
    list_display = ("thumbnail", "alt", "address", "uploaded_at", "uploaded_by")
    list_display_links = ("thumbnail", "alt")
    list_select_related = ("uploaded_by",)
    search_fields = ("slug", "alt_zh_hans", "alt_en")
    words = ("alt_zh_hans", "alt_en")

    def get_form(self, request: HttpRequest, obj: Image | None = None, **kwargs) -> type[forms.ModelForm]:
        """A new picture is chosen; afterwards only its words change."""
        if obj is None:
            kwargs["form"] = UploadForm
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            form.base_fields["upload"].widget = UnfoldAdminFileFieldWidget(attrs={"accept": ACCEPTED})
        return form

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        return ("thumbnail", "address", *self.words) if obj else ("upload", *self.words)

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> tuple[str, ...]:
        return ("thumbnail", "address") if obj else ()

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        return format_html('<img src="{}" alt="{}" height="64" loading="lazy">', image.get_absolute_url(), image.alt)

    @admin.display(description=_("as it is written in a text"))
    def address(self, image: Image) -> SafeString:
        return format_html("<code>![{}]({})</code>", image.alt, image.get_absolute_url())

    def save_form(self, request: HttpRequest, form: forms.ModelForm, change: bool) -> Image:
        """A new picture is stored under the name its content gives it."""
        if change:
            return super().save_form(request, form, change)
        form.instance = form.keep(request.user)
        form.save_m2m = lambda: None
        return form.instance

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """A picture that a text shows stays. Each is deleted by itself, so that its file goes with it."""
        return obj is not None and not Citation.objects.citing(obj) and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        upload = self.admin_site.admin_view(require_POST(self.upload))
        return [path("upload/", upload, name="images_image_upload"), *super().get_urls()]

    def upload(self, request: HttpRequest) -> JsonResponse:
        """Stores a picture sent from beside a text: its address and words, or 400 with what is wrong."""
        if not self.has_add_permission(request):
            return JsonResponse({"faults": [_("You may not upload pictures.")]}, status=403)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            faults = [f"{form[name].label}: {text}" for name, texts in form.errors.items() for text in texts]
            return JsonResponse({"faults": faults}, status=400)
        image = form.keep(request.user)
        self.log_addition(request, image, [{"added": {}}])
        words = {"zh-hans": form.cleaned_data["alt_zh_hans"], "en": form.cleaned_data["alt_en"]}
        return JsonResponse({"address": image.get_absolute_url(), "alt": words})
