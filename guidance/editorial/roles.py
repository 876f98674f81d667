"""Who may do what. The three roles are groups, made and kept as they are written here whenever `migrate` runs.

An Author writes drafts. A Reviewer also publishes, withdraws and confirms. A Manager also decides which channels there
are, and keeps the accounts. Whoever needs something else gets a group of their own: these three are put back.
"""

from collections.abc import Iterable

from django.apps import AppConfig
from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from guidance.editorial.models import Publishable

AUTHOR, REVIEWER, MANAGER = "Author", "Reviewer", "Manager"
ROLES = (AUTHOR, REVIEWER, MANAGER)
MODELS = ("Group", "Permission")

# On a record, "change" is to write drafts of it, "delete" to withdraw it and to bring it back.
ON_RECORDS = {
    AUTHOR: {"view", "add", "change"},
    REVIEWER: {"view", "add", "change", "delete"},
    MANAGER: {"view", "add", "change", "delete"},
}
WRITING = {"view", "add", "change"}
# Where it is otherwise, by label of the model.
ON_OTHERS = {
    "agencies.agency": {
        AUTHOR: {"view", "change"},
        REVIEWER: {"view", "change"},
        MANAGER: {"view", "add", "change", "delete"},
    },
    "law.rate": {
        AUTHOR: {"view"},
        REVIEWER: {"view", "add", "change", "delete"},
        MANAGER: {"view", "add", "change", "delete"},
    },
    "images.image": {AUTHOR: WRITING, REVIEWER: {*WRITING, "delete"}, MANAGER: {*WRITING, "delete"}},
    "editorial.revision": {role: {"view"} for role in ROLES},
    "editorial.draft": {AUTHOR: {"view"}, REVIEWER: {"view", "publish"}, MANAGER: {"view", "publish"}},
    "search.synonym": {
        AUTHOR: {"view"},
        REVIEWER: {"view", "add", "change", "delete"},
        MANAGER: {"view", "add", "change", "delete"},
    },
    "search.missedquery": {role: {"view"} for role in ROLES},
    "feedback.remark": {MANAGER: {"view", "change", "delete"}},
    "feedback.request": {MANAGER: {"view", "change", "delete"}},
    "editorial.lawcheck": {role: {"view"} for role in ROLES},
    "editorial.link": {role: {"view"} for role in ROLES},
    "editorial.translation": {role: {"view"} for role in ROLES},
    "auth.user": {MANAGER: {"view", "add", "change"}},
}


def allowed(role: str, model: type[models.Model]) -> set[str]:
    """What a role may do with a model: "view", "add", "change", "delete", "publish"."""
    if model._meta.label_lower in ON_OTHERS:
        return ON_OTHERS[model._meta.label_lower].get(role, set())
    return ON_RECORDS[role] if issubclass(model, Publishable) else set()


def codenames(role: str, app: AppConfig) -> Iterable[str]:
    """The permissions of a role in one app: change_article, …"""
    for model in app.get_models():
        yield from (f"{verb}_{model._meta.model_name}" for verb in allowed(role, model))


def grant(sender: AppConfig, using: str, apps: Apps = installed, **kwargs) -> None:
    """Gives the roles their permissions in one app, after it was migrated, or emptied, and its permissions exist."""
    try:
        groups, permissions = (apps.get_model("auth", name)._default_manager.using(using) for name in MODELS)
    except LookupError:
        return
    in_app = permissions.filter(content_type__app_label=sender.label)
    for role in ROLES:
        group, _is_new = groups.get_or_create(name=role)
        wanted = in_app.filter(codename__in=set(codenames(role, sender)))
        group.permissions.remove(*group.permissions.filter(content_type__app_label=sender.label).exclude(pk__in=wanted))
        group.permissions.add(*wanted)


def may_write(user: AbstractBaseUser, record: Publishable) -> bool:
    return user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}")


def may_publish(user: AbstractBaseUser, record: Publishable) -> bool:
    return may_write(user, record) and user.has_perm("editorial.publish_draft")


def may_withdraw(user: AbstractBaseUser, record: Publishable) -> bool:
    return user.has_perm(f"{record._meta.app_label}.delete_{record._meta.model_name}")
