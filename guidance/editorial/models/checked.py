"""When a record was last held against its source."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guidance.editorial.today import today

# So long after the day it was due, readers are told that a check is late.
LATE_AFTER = datetime.timedelta(days=30)


class Checked(models.Model):
    """When and against what a record was last held against its source, and when it is due again."""

    # Days until the next check. What bears law is due sooner than what explains.
    check_every: ClassVar[int] = 90

    class Confidence(models.TextChoices):
        VERIFIED = "verified", _("Several sources agree")
        SINGLE_SOURCE = "single-source", _("One source: needs a second check")

    class Against(models.TextChoices):
        COPIES = "copies", _("Copies of the official text")
        OFFICIAL = "official", _("The official text itself")

    checked_on = models.DateField(_("checked on"), help_text=_("The day someone last held this against its source."))
    checked_against = models.CharField(_("checked against"), max_length=10, choices=Against, default=Against.COPIES)
    confidence = models.CharField(_("confidence"), max_length=15, choices=Confidence, default=Confidence.VERIFIED)
    reviewed_on = models.DateField(
        _("reviewed by a lawyer on"),
        null=True,
        blank=True,
        help_text=_("Empty: the page says that no lawyer has reviewed it yet."),
    )

    class Meta:
        abstract = True

    @property
    def next_check(self) -> datetime.date:
        """The day by which this should be held against its source again."""
        return self.checked_on + datetime.timedelta(days=self.check_every)

    def is_due(self, on: datetime.date) -> bool:
        """Whether the next check should be done by this day."""
        return self.next_check <= on

    def is_overdue(self, on: datetime.date) -> bool:
        """Whether the next check is so late that readers have to know."""
        return self.next_check + LATE_AFTER <= on

    @property
    def is_check_pending(self) -> bool:
        """Whether the page says that its check is late."""
        return self.is_overdue(today())

    @classmethod
    def published_and_due(cls, on: datetime.date) -> models.QuerySet:
        """The published records of this kind that are due on a day."""
        last = on - datetime.timedelta(days=cls.check_every)
        return cls._default_manager.published().filter(checked_on__lte=last)
