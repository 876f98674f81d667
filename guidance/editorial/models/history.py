"""What editors did with a record: an unchangeable revision for each act, and the draft that readers do not see yet."""

import datetime
import hashlib
import json
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class UnchangeableError(Exception):
    """Raised when code would change or delete what is kept for good."""


def digest_of(words: dict) -> str:
    """The same for the same words."""
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class RecordQuerySet(models.QuerySet):
    """Rows that each belong to one record."""

    def of(self, record: models.Model) -> "RecordQuerySet":
        return self.filter(record_type=ContentType.objects.get_for_model(record), record_id=record.pk)

    def in_model(self, model: type[models.Model]) -> "RecordQuerySet":
        """Those of all records of one kind."""
        return self.filter(record_type=ContentType.objects.get_for_model(model))


class RevisionQuerySet(RecordQuerySet):
    def live(self) -> "RevisionQuerySet":
        """Those whose words readers got to see."""
        return self.filter(kind__in=Revision.LIVE)

    def of_draft(self) -> "RevisionQuerySet":
        """One record's revisions since its last draft was published or discarded."""
        last = self.filter(kind__in=Revision.ENDS).newest()
        return self.filter(pk__gt=last.pk) if last else self

    def written_by(self, person: models.Model) -> "RevisionQuerySet":
        """Those with which this person gave a draft its words."""
        return self.filter(kind__in=Revision.CHANGING, author=person.pk)

    def newest(self) -> "Revision | None":
        return self.order_by("pk").last()

    def update(self, **changes) -> int:
        raise UnchangeableError("A revision is kept as it was made.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise UnchangeableError("A revision is kept for good.")


class Revision(models.Model):
    """A record's words as they were after one act of one editor. Never changed, never deleted."""

    class Kind(models.TextChoices):
        LOADED = "loaded", _("As it stood")
        SAVED = "saved", _("Draft saved")
        RESTORED = "restored", _("Earlier words restored as a draft")
        SENT = "sent", _("Sent for review")
        SCHEDULED = "scheduled", _("Scheduled")
        HELD_BACK = "held-back", _("Schedule stopped")
        PUBLISHED = "published", _("Published")
        URGENT = "urgent", _("Published urgently")
        CONFIRMED = "confirmed", _("Checked by a second person")
        UNCHANGED = "unchanged", _("Confirmed, unchanged")
        DISCARDED = "discarded", _("Draft discarded")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        PUT_ASIDE = "put-aside", _("Put aside before it was published")
        BROUGHT_BACK = "brought-back", _("Brought back")

    LIVE: ClassVar[tuple[str, ...]] = (Kind.LOADED, Kind.PUBLISHED, Kind.URGENT, Kind.BROUGHT_BACK)
    CHANGING: ClassVar[tuple[str, ...]] = (Kind.SAVED, Kind.RESTORED)
    ENDS: ClassVar[tuple[str, ...]] = (Kind.PUBLISHED, Kind.URGENT, Kind.DISCARDED)

    record_type = models.ForeignKey(ContentType, models.PROTECT)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    kind = models.CharField(max_length=12, choices=Kind)
    # Every field an editor writes, by name: see editorial/snapshot.py.
    words = models.JSONField()
    digest = models.CharField(max_length=64, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Kept when the account is gone. Empty when no editor did it: loaded from a file, or changed by code.
    author_name = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    # The author says that the sense is the same, so translations stay true.
    is_minor = models.BooleanField(default=False)
    # What the one who published, or scheduled, answered for: no translation for now; warnings, and why all the same.
    one_language = models.BooleanField(default=False)
    despite = models.CharField(max_length=300, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["record_type", "record_id", "digest"], name="revision_of")]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.author_name} {self.get_kind_display()}"

    def save(self, *args, **kwargs) -> None:
        if self.pk:
            raise UnchangeableError("A revision is kept as it was made.")
        self.digest = digest_of(self.words)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> tuple[int, dict[str, int]]:
        raise UnchangeableError("A revision is kept for good.")


def revisions_of_draft() -> RevisionQuerySet:
    """In a subquery on drafts: the revisions of each record since its last draft was published or discarded."""
    record = {"record_type": models.OuterRef("record_type"), "record_id": models.OuterRef("record_id")}
    ended = Revision.objects.filter(kind__in=Revision.ENDS, pk__gte=models.OuterRef("pk"), **record)
    return Revision.objects.filter(~models.Exists(ended), **record)


class DraftQuerySet(RecordQuerySet):
    def due(self, now: datetime.datetime) -> "DraftQuerySet":
        """Those whose moment of publication has come, in its order."""
        return self.filter(publish_at__lte=now).order_by("publish_at", "pk")

    def waiting(self) -> "DraftQuerySet":
        """Those that a reviewer may publish now, the one that was sent first before the others, with `sent_at`."""
        sent = revisions_of_draft().filter(kind=Revision.Kind.SENT).order_by("-pk").values("made_at")[:1]
        in_review = self.filter(state=Draft.State.IN_REVIEW, publish_at__isnull=True)
        return in_review.annotate(sent_at=Coalesce(models.Subquery(sent), "revision__made_at")).order_by(
            "sent_at", "pk"
        )

    def unsent(self) -> "DraftQuerySet":
        """Those still being written, the one left alone longest before the others."""
        return self.filter(state=Draft.State.DRAFT).order_by("revision__made_at", "pk")

    def written_by(self, person: models.Model) -> "DraftQuerySet":
        """Those of which this person wrote some words."""
        return self.filter(models.Exists(revisions_of_draft().written_by(person)))

    def not_written_by(self, person: models.Model) -> "DraftQuerySet":
        return self.exclude(models.Exists(revisions_of_draft().written_by(person)))

    def held_back(self) -> "DraftQuerySet":
        """Those that could not be published at their moment, and with which nothing was done since."""
        acts = revisions_of_draft().exclude(kind=Revision.Kind.LOADED)
        last = models.Subquery(acts.order_by("-pk").values("pk")[:1])
        stopped = Revision.objects.filter(kind=Revision.Kind.HELD_BACK, author_name="")
        return self.annotate(last_act=last).filter(last_act__in=stopped.values("pk"))


class Draft(models.Model):
    """Words that wait to be published: at most one for each record, pointing at its newest revision."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in-review", _("In review")

    record_type = models.ForeignKey(ContentType, models.PROTECT)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    # The record's own words when the draft was begun. If they are others now, the two have to be merged.
    base = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    publish_at = models.DateTimeField(null=True)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        permissions = [("publish_draft", "Can publish, schedule and confirm")]
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id"], name="one_draft_for_a_record"),
            models.CheckConstraint(
                condition=models.Q(publish_at__isnull=True) | models.Q(state="in-review"),
                name="what_is_scheduled_was_reviewed",
            ),
        ]
        indexes = [models.Index(fields=["publish_at"], name="draft_due", condition=models.Q(publish_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.record_type_id}:{self.record_id} {self.get_state_display()}"

    def is_due(self, now: datetime.datetime) -> bool:
        """Whether the moment to publish it has come."""
        return self.publish_at is not None and self.publish_at <= now
