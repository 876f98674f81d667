"""Choosing a picture and saying what it shows, in the admin and from beside a text."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from guidance.images.models import Image
from guidance.images.picture import Picture
from guidance.images.reencoding import reencode

ACCEPTED = "image/jpeg,image/png,image/webp"


class UploadForm(forms.ModelForm):
    """A picture and its words in both languages. `cleaned_data["upload"]` is the picture as it will be served."""

    upload = forms.FileField(
        label=_("picture"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("JPEG, PNG or WebP, at most 8 MB and 24 million pixels. Where it was taken is removed."),
    )

    class Meta:
        model = Image
        fields = ("alt_zh_hans", "alt_en")

    def clean_upload(self) -> Picture:
        upload: UploadedFile = self.cleaned_data["upload"]
        return reencode(upload.file, size=upload.size)

    def keep(self, uploaded_by: object) -> Image:
        """Stores the picture. Call it only when the form is valid."""
        words = {name: self.cleaned_data[name] for name in ("alt_zh_hans", "alt_en")}
        return Image.objects.keep(self.cleaned_data["upload"], uploaded_by=uploaded_by, **words)
