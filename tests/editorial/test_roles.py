"""The three roles are made by `migrate`, and put back as they are written when someone changed them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from guidance.accounts.models import Event
from guidance.editorial.roles import AUTHOR, MANAGER, REVIEWER, ROLES

pytestmark = pytest.mark.django_db


def permissions(role: str) -> set[str]:
    rows = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def test_each_role_may_do_all_that_the_one_below_may():
    assert permissions(AUTHOR) < permissions(REVIEWER) < permissions(MANAGER)


def test_authors_write_and_do_not_publish_withdraw_or_manage():
    may = permissions(AUTHOR)

    assert {"articles.change_article", "rights.add_answer", "law.change_provision", "agencies.change_agency"} <= may
    assert not [
        name for name in may if "delete" in name or "publish" in name or name.startswith(("auth.", "feedback."))
    ]


def test_no_role_deletes_revisions_or_gives_itself_more():
    for role in ROLES:
        assert not permissions(role) & {"editorial.change_revision", "editorial.delete_revision", "auth.change_group"}


def test_migrating_puts_a_changed_role_back_and_records_nothing_when_there_is_nothing_to_do():
    group = Group.objects.get(name=AUTHOR)
    before = permissions(AUTHOR)
    group.permissions.remove(Permission.objects.get(codename="change_article"))
    group.permissions.add(Permission.objects.get(codename="publish_draft"))

    call_command("migrate", verbosity=0)
    events = Event.objects.count()
    call_command("migrate", verbosity=0)

    assert permissions(AUTHOR) == before
    assert Event.objects.count() == events
