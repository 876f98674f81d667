"""What is kept about editors' accounts beside Django's own: the record of events, and recovery codes."""

import hashlib
from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FinalRecordError(Exception):
    """What has been recorded is neither changed nor deleted."""


class EventQuerySet(models.QuerySet):
    """Events can be added and read."""

    def refuse(self, *args, **kwargs) -> NoReturn:
        raise FinalRecordError("Events are neither changed nor deleted.")

    update = delete = bulk_update = update_or_create = _raw_delete = refuse

    def bulk_create(self, objs: list["Event"], *, batch_size: int | None = None) -> list["Event"]:
        """As Django's, without its ways to replace what is there."""
        return super().bulk_create(objs, batch_size=batch_size)


class Event(models.Model):
    """Something an editor did, or that happened to an account. The database itself refuses to change or delete it.

    People stand here by name, so that nothing has to change when an account does. No address is kept.
    """

    class What(models.TextChoices):
        SIGNED_IN = "signed-in", _("Signed in with the password")
        SIGN_IN_FAILED = "sign-in-failed", _("Sign-in failed")
        LOCKED = "locked", _("Sign-in locked")
        SIGNED_OUT = "signed-out", _("Signed out")
        SIGNED_OUT_ELSEWHERE = "signed-out-elsewhere", _("Signed out everywhere else")
        SECOND_STEP_SET_UP = "second-step-set-up", _("Two-step sign-in set up")
        SECOND_STEP_PASSED = "second-step-passed", _("Second step passed")
        SECOND_STEP_FAILED = "second-step-failed", _("Second step failed")
        SECOND_STEP_RESET = "second-step-reset", _("Two-step sign-in reset")
        RECOVERY_CODE_USED = "recovery-code-used", _("Recovery code used")
        RECOVERY_CODES_MADE = "recovery-codes-made", _("Recovery codes made")
        PASSWORD_CHANGED = "password-changed", _("Password changed")
        ACCOUNT_MADE = "account-made", _("Account made")
        ACCOUNT_CHANGED = "account-changed", _("Account changed")
        ACCOUNT_DELETED = "account-deleted", _("Account deleted")
        ROLES_CHANGED = "roles-changed", _("Roles changed")
        PERMISSIONS_CHANGED = "permissions-changed", _("Permissions changed")
        CONTENT_ADDED = "content-added", _("Content added")
        CONTENT_CHANGED = "content-changed", _("Content changed")
        CONTENT_DELETED = "content-deleted", _("Content deleted")

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    what = models.CharField(_("what"), max_length=30)
    by = models.CharField(
        _("by whom"), max_length=150, blank=True, help_text=_("Empty: nobody signed in, or a command.")
    )
    about = models.CharField(_("about"), max_length=300, blank=True)
    detail = models.TextField(_("detail"), blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("record of events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="event_newest")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.name} {self.about}".strip()

    @property
    def name(self) -> str:
        """What happened, in the language of the page. A name from elsewhere is shown as it was recorded."""
        return str(dict(self.What.choices).get(self.what, self.what))

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise FinalRecordError("Events are not changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs) -> NoReturn:
        raise FinalRecordError("Events are not deleted.")


class RecoveryCodeQuerySet(models.QuerySet):
    def use(self, user: models.Model, code: str) -> bool:
        """Whether the code was one of this user's. It is none from then on."""
        return bool(self.filter(user=user, digest=RecoveryCode.digest_of(code)).delete()[0])


class RecoveryCode(models.Model):
    """A code that stands in, once, for a lost phone. Only its digest is kept: with 80 random bits that is enough."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id}"

    @staticmethod
    def digest_of(code: str) -> str:
        """SHA-256, in hex, of a code as it is typed: spaces, hyphens and case do not matter."""
        plain = code.replace("-", "").replace(" ", "").upper()
        return hashlib.sha256(plain.encode()).hexdigest()
