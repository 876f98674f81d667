"""The link with which someone outside, such as a lawyer, reads a draft."""

import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import models

from guidance.editorial.models.history import Draft

VALID_FOR = datetime.timedelta(days=14)


def hash_of(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to make the link."""
    return hashlib.sha256(token.encode()).hexdigest()


class ReviewLinkQuerySet(models.QuerySet):
    def open(self, now: datetime.datetime) -> "ReviewLinkQuerySet":
        """Those that still show their draft."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def find(self, token: str, *, now: datetime.datetime) -> "ReviewLink | None":
        return self.open(now).filter(token_hash=hash_of(token)).select_related("draft__revision").first()

    def issue(self, draft: Draft, *, by: models.Model, now: datetime.datetime) -> str:
        """Makes a link to a draft, valid for 14 days, and returns its token: this once, and never again."""
        token = secrets.token_urlsafe(32)
        self.create(draft=draft, token_hash=hash_of(token), made_by=by, made_at=now, expires_at=now + VALID_FOR)
        return token


class ReviewLink(models.Model):
    """Shows a draft, with its newest words, to whoever has the token.

    It ends with the draft: whatever publishes or discards a draft deletes it, and its links go with it.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="link_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.draft} until {self.expires_at:%Y-%m-%d %H:%M}"
