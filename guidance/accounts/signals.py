"""Records by Django's own signals what happens to accounts, and what is done in the admin."""

from axes.signals import user_locked_out
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from guidance.accounts import sessions
from guidance.accounts.events import record
from guidance.accounts.models import Event
from guidance.editorial.models import Publishable

What = Event.What
WATCHED = ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser")
IN_ADMIN = {ADDITION: What.CONTENT_ADDED, CHANGE: What.CONTENT_CHANGED}
SIGNS = {"post_add": "+", "post_remove": "−", "pre_clear": "−"}


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **kwargs) -> None:
    """A password typed again in the same browser begins anew: the second step passed before counts no longer."""
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    sessions.begin(request.session, now=timezone.now())
    record(What.SIGNED_IN, by=user, about=user)


@receiver(user_logged_out)
def note_sign_out(user: User | None, **kwargs) -> None:
    if user is not None:
        record(What.SIGNED_OUT, by=user, about=user)


@receiver(user_login_failed)
def note_failed_sign_in(credentials: dict, request: HttpRequest | None = None, **kwargs) -> None:
    """Only attempts that count are recorded, so that hammering a locked door fills nothing."""
    if getattr(request, "axes_failures_since_start", None):
        record(What.SIGN_IN_FAILED, by="", about=known_name(credentials.get("username")))


@receiver(user_locked_out)
def note_lock(request: HttpRequest, username: str | None, **kwargs) -> None:
    if getattr(request, "axes_failures_since_start", None):
        record(What.LOCKED, by="", about=known_name(username))


def known_name(typed: str | None) -> str:
    """The typed name if there is such an account. Any other may be a password in the wrong field."""
    return typed if typed and User.objects.filter(username=typed).exists() else ""


@receiver(pre_save, sender=User)
def remember_account(instance: User, raw: bool, **kwargs) -> None:
    instance.account_before = None if raw or not instance.pk else User.objects.filter(pk=instance.pk).first()


@receiver(post_save, sender=User)
def note_account(instance: User, created: bool, raw: bool, **kwargs) -> None:
    if raw:
        return
    before = instance.account_before
    if created or before is None:
        record(What.ACCOUNT_MADE, about=instance, detail="is_superuser" if instance.is_superuser else "")
        return
    changed = [name for name in WATCHED if getattr(before, name) != getattr(instance, name)]
    if changed:
        record(What.ACCOUNT_CHANGED, about=instance, detail=", ".join(told(instance, name) for name in changed))
    # Django itself replaces the stored form of an unchanged password when its hashing gets stronger.
    if before.password != instance.password and instance._password is not None:
        record(What.PASSWORD_CHANGED, about=instance)


def told(account: User, name: str) -> str:
    """What changed: what an account may do with its new value, what identifies a person by its name alone."""
    return f"{name}={getattr(account, name)}" if name.startswith("is_") else name


@receiver(post_delete, sender=User)
@receiver(post_delete, sender=Group)
def note_deletion(sender: type[Model], instance: User | Group, **kwargs) -> None:
    if sender is User:
        record(What.ACCOUNT_DELETED, about=instance)
    else:
        record(What.PERMISSIONS_CHANGED, about=instance, detail=SIGNS["post_remove"])


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
@receiver(m2m_changed, sender=Group.permissions.through)
def note_rights(
    sender: type[Model], instance: Model, action: str, reverse: bool, model: type[Model], pk_set: set | None, **kwargs
) -> None:
    """Told from the side of whoever gains or loses, whichever side the change was made from."""
    if action not in SIGNS or pk_set == set():
        return
    what = What.ROLES_CHANGED if sender is User.groups.through else What.PERMISSIONS_CHANGED
    others = model.objects.filter(pk__in=pk_set) if pk_set else holders(sender, instance, model)
    if reverse:
        for holder in others:
            record(what, about=holder, detail=SIGNS[action] + right_name(instance))
    else:
        record(what, about=instance, detail=", ".join(SIGNS[action] + right_name(right) for right in others))


def holders(through: type[Model], instance: Model, model: type[Model]) -> list[Model]:
    """Everything on the other side of a relation that is about to be cleared."""
    near, far = (
        next(field for field in through._meta.fields if field.related_model is side) for side in (type(instance), model)
    )
    return [getattr(row, far.name) for row in through.objects.filter(**{near.name: instance}).select_related(far.name)]


def right_name(right: Model) -> str:
    return f"{right.content_type.app_label}.{right.codename}" if isinstance(right, Permission) else str(right)


@receiver(post_save, sender=LogEntry)
def note_work(instance: LogEntry, created: bool, raw: bool, **kwargs) -> None:
    """What is done in the admin. What is done to accounts there is recorded above, more exactly."""
    content_type = instance.content_type
    if created and not raw and content_type and content_type.app_label != "auth" and instance.action_flag in IN_ADMIN:
        about = f"{content_type.app_label}.{content_type.model}: {instance.object_repr}"
        record(IN_ADMIN[instance.action_flag], by=instance.user, about=about)


@receiver(post_delete)
def note_deleted_content(instance: Model, **kwargs) -> None:
    """The admin writes its log of deletions without a signal."""
    if isinstance(instance, Publishable):
        record(What.CONTENT_DELETED, about=f"{instance._meta.label_lower}: {instance}")
