"""The roles an editor may have, as the accounts see them: who needs a second step, and who may manage whom."""

from django.contrib.auth.models import AnonymousUser, User
from django.utils.translation import gettext_lazy as _

from guidance.editorial.roles import AUTHOR, MANAGER, REVIEWER

LABELS = {AUTHOR: _("Author"), REVIEWER: _("Reviewer"), MANAGER: _("Manager")}


def has_role(user: User | AnonymousUser, *names: str) -> bool:
    """Whether an account that is switched on has one of these roles."""
    return user.is_active and user.groups.filter(name__in=names).exists()


def needs_second_step(user: User) -> bool:
    """Whether a password alone must not be enough: for those who publish, and those who decide over others."""
    return user.is_superuser or has_role(user, REVIEWER, MANAGER)


def manages_accounts(user: User | AnonymousUser) -> bool:
    return user.is_active and (user.is_superuser or has_role(user, MANAGER))


def may_manage(user: User, account: User) -> bool:
    """Whether a user may change another's account. A manager may not touch one that can do more than the roles can."""
    if user.is_superuser:
        return True
    has_more = account.is_superuser or account.user_permissions.exists()
    return manages_accounts(user) and not has_more and not account.groups.exclude(name__in=LABELS).exists()
