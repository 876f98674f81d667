"""What each record's translation was made from, block by block, and who has it in hand."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationQuerySet(models.QuerySet):
    def missing(self) -> "TranslationQuerySet":
        return self.filter(state=Translation.State.MISSING)

    def stale(self) -> "TranslationQuerySet":
        return self.filter(state=Translation.State.STALE)

    def current(self) -> "TranslationQuerySet":
        return self.filter(state=Translation.State.CURRENT)

    def in_work(self) -> "TranslationQuerySet":
        """Those somebody has in hand, whatever their state."""
        return self.exclude(in_work_by="")


class Translation(models.Model):
    """One record in one language other than the source's. Kept in step by editorial/translation_state.py.

    `made_from` holds, by field, the source blocks that the translation stands for. `seen_source` and `seen` are the
    fingerprints, by field, of source and translation when they were last looked at.
    """

    class State(models.TextChoices):
        MISSING = "missing", _("Not translated")
        CURRENT = "current", _("Up to date")
        STALE = "stale", _("Behind the Chinese")

    record_type = models.ForeignKey(ContentType, models.CASCADE)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    language = models.CharField(max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MISSING)
    stale_since = models.DateField(_("behind since"), null=True, blank=True)
    made_from = models.JSONField(default=dict)
    seen_source = models.JSONField(default=dict)
    seen = models.JSONField(default=dict)
    confirmed_by = models.CharField(_("still correct, says"), max_length=150, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    in_work_by = models.CharField(_("in work"), max_length=150, blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "language"], name="translation_once"),
            models.CheckConstraint(
                condition=models.Q(state="stale") ^ models.Q(stale_since__isnull=True),
                name="stale_translation_has_its_day",
            ),
        ]
        indexes = [models.Index(fields=["language", "state"], name="translation_state")]

    def __str__(self) -> str:
        return f"{self.record_type_id}:{self.record_id} {self.language}"
