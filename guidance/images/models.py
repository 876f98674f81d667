"""Pictures, each under a name made from its content, with the words for those who do not see it."""

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guidance.images.picture import Picture


class ImageQuerySet(models.QuerySet):
    def keep(self, picture: Picture, *, uploaded_by: models.Model | None, **alt: str) -> "Image":
        """The stored image of a picture. The same picture is stored once, with the words it first had."""
        slug = f"{hashlib.sha256(picture.content).hexdigest()[:24]}.webp"
        size = {"width": picture.width, "height": picture.height}
        with transaction.atomic():
            image, is_new = self.get_or_create(slug=slug, defaults={**size, **alt, "uploaded_by": uploaded_by})
            if is_new or not image.file.storage.exists(image.file.name):
                image.write(picture.content)
        return image


class Image(models.Model):
    """A picture in texts, written `![what it shows](/media/<slug>)`. Its slug is its file's name."""

    slug = models.CharField(max_length=32, unique=True, editable=False)
    file = models.FileField(editable=False)
    alt = models.CharField(
        _("what it shows"),
        max_length=200,
        help_text=_("Read out to those who do not see the picture. Write what matters in it here."),
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    # What a citation needs to know of a record. A picture has no state: what is in the table may be shown.
    is_published = True

    class Meta:
        ordering = ["-uploaded_at", "slug"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.CheckConstraint(condition=models.Q(width__gt=0, height__gt=0), name="image_has_a_size"),
        ]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        return reverse("image", args=[self.slug])

    @property
    def citation_label(self) -> str:
        return self.alt

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.width, self.height

    def write(self, content: bytes) -> None:
        """Puts the bytes where they are served from. A file left behind under this name holds the same bytes."""
        if self.file.storage.exists(self.slug):
            self.file.name = self.slug
            self.save(update_fields=["file"])
        else:
            self.file.save(self.slug, ContentFile(content))

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        """Removes the row, and the file once that is certain."""
        storage, name = self.file.storage, self.file.name
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.delete(name))
        return deleted
