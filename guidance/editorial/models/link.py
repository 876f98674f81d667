"""The addresses that published records lead to, where they stand, and what the last check found."""

import datetime

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

# One failure may be the network's. A page of this site that is not there is not there.
FAILURES_OUTSIDE = 2


class LinkQuerySet(models.QuerySet):
    def broken(self) -> "LinkQuerySet":
        """What leads nowhere. An address of another site must have failed on two checks in a row."""
        return self.filter(
            models.Q(failures__gte=FAILURES_OUTSIDE) | models.Q(failures__gte=1) & ~models.Q(kind=Link.Kind.OUTSIDE)
        )

    def outside(self) -> "LinkQuerySet":
        return self.filter(kind=Link.Kind.OUTSIDE)

    def inside(self) -> "LinkQuerySet":
        """Pages of this site, and citations."""
        return self.exclude(kind=Link.Kind.OUTSIDE)


class Link(models.Model):
    """One address, however often it is named. A citation's address is written as in a text: `[[kind:slug]]`."""

    class Kind(models.TextChoices):
        INSIDE = "inside", _("Page of this site")
        CITATION = "citation", _("Citation")
        OUTSIDE = "outside", _("Another site")

    class Outcome(models.TextChoices):
        UNCHECKED = "unchecked", _("Not checked yet")
        ARRIVES = "arrives", _("Arrives")
        REFUSED = "refused", _("Lets no program in: look yourself")
        ROBOTS = "robots", _("Asks programs to stay away: look yourself")
        MISSING = "missing", _("Nothing is there")
        FAULTY = "faulty", _("Answers with an error of its own")
        SILENT = "silent", _("Does not answer")
        UNKNOWN_HOST = "unknown-host", _("No such host")
        CERTIFICATE = "certificate", _("Its certificate is not valid")
        ENDLESS = "endless", _("Leads in a circle")
        PRIVATE = "private", _("Not on the public network")
        INVALID = "invalid", _("Not an address")

    NOT_FAILING = frozenset({Outcome.UNCHECKED, Outcome.ARRIVES, Outcome.REFUSED, Outcome.ROBOTS})

    address = models.CharField(_("address"), max_length=1000, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    outcome = models.CharField(_("last check"), max_length=15, choices=Outcome, default=Outcome.UNCHECKED)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failed checks in a row"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["address"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.address

    def note(self, outcome: Outcome, *, status: int | None = None, now: datetime.datetime) -> None:
        """Keeps what a check found. The row is not saved."""
        self.outcome, self.status, self.checked_at = outcome, status, now
        if outcome in self.NOT_FAILING:
            self.failures, self.failing_since = 0, None
        else:
            self.failures, self.failing_since = self.failures + 1, self.failing_since or now


class LinkPlace(models.Model):
    """Where an address stands: a record, its field with the language, the line there (0: no line to name)."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="places")
    record_type = models.ForeignKey(ContentType, models.CASCADE)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    field = models.CharField(max_length=60)
    line = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["record_type", "record_id", "field", "line"]
        constraints = [
            models.UniqueConstraint(fields=["link", "record_type", "record_id", "field", "line"], name="place_once")
        ]
        indexes = [models.Index(fields=["record_type", "record_id"], name="links_of_record")]

    def __str__(self) -> str:
        return f"{self.record_type_id}:{self.record_id} {self.field}:{self.line}"
