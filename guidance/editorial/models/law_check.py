"""What is to be looked at again because a rule it leans on has changed."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from guidance.editorial.models.history import RecordQuerySet


class LawCheckQuerySet(RecordQuerySet):
    def open(self) -> "LawCheckQuerySet":
        """Those that nobody has answered yet."""
        return self.filter(done_at=None)


class LawCheck(models.Model):
    """A record leans on a rule that has changed, ends or is withdrawn. Open until someone says that it is still right.

    See editorial/law_changes.py. At most one is open for a record and a rule.
    """

    class Why(models.TextChoices):
        CHANGED = "changed", _("has changed")
        ENDS = "ends", _("ends")
        WITHDRAWN = "withdrawn", _("was withdrawn")

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", _("Still right")
        EDITED = "edited", _("Edited")

    record_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    law_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    law_id = models.PositiveBigIntegerField()
    law = GenericForeignKey("law_type", "law_id")
    why = models.CharField(max_length=10, choices=Why)
    # The last day on which the rule is in force, where one is known.
    ends_on = models.DateField(null=True)
    # When the rule last changed: an edit that was written before answers nothing.
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Kept when the account is gone. Empty when a loaded file answered.
    done_by_name = models.CharField(max_length=150, blank=True)

    objects = LawCheckQuerySet.as_manager()

    class Meta:
        ordering = ["law_type", "law_id", "record_type", "record_id"]
        verbose_name = _("change of the law")
        verbose_name_plural = _("changes of the law")
        constraints = [
            models.UniqueConstraint(
                fields=["record_type", "record_id", "law_type", "law_id"],
                condition=models.Q(done_at=None),
                name="one_open_check_for_a_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") ^ models.Q(done_at__isnull=False),
                name="law_check_is_done_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["record_type", "record_id", "done_at"], name="law_check_of")]

    def __str__(self) -> str:
        return f"{self.law} {self.get_why_display()}: {self.record}"
