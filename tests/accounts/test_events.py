"""Whatever matters about accounts is recorded, and no one can change what is recorded."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission, User
from django.db import DatabaseError, connection, transaction

from guidance.accounts.events import record
from guidance.accounts.models import Event, FinalRecordError
from guidance.accounts.roles import AUTHOR, MANAGER
from tests.factories import PASSPHRASE, make_account, make_article
from tests.server import Site, manage

What = Event.What
TAMPER = """
from django.db import connection, DatabaseError
from guidance.accounts.models import Event
assert Event.objects.exists()
for statement in ("UPDATE accounts_event SET about = 'x'", "DELETE FROM accounts_event"):
    try:
        connection.cursor().execute(statement)
    except DatabaseError as refusal:
        print("refused:", str(refusal).splitlines()[0])
print("left:", Event.objects.exclude(about="x").exists())
"""


@pytest.fixture(autouse=True)
def _nothing_told_before(request: pytest.FixtureRequest) -> None:
    """Tests that commit leave what was recorded when the database was emptied after them."""
    if "django_db" in request.keywords:
        request.getfixturevalue("db")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_event" if connection.vendor == "sqlite" else "TRUNCATE accounts_event")


def told(**wanted) -> list[tuple[str, str, str, str]]:
    """What is recorded, oldest first."""
    return list(Event.objects.filter(**wanted).order_by("pk").values_list("what", "by", "about", "detail"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "tamper",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: Event.objects.update(about="x"),
        lambda event: Event.objects.all().delete(),
        lambda event: Event.objects.bulk_update([event], ["about"]),
        lambda event: Event.objects.update_or_create(pk=event.pk, defaults={"about": "x"}),
        lambda event: Event.objects.filter(pk=event.pk)._raw_delete("default"),
    ],
)
def test_code_cannot_change_or_delete_an_event(tamper):
    event = record(What.ACCOUNT_MADE, by="", about="wang")

    with pytest.raises(FinalRecordError):
        tamper(event)


@pytest.mark.django_db
def test_an_event_cannot_be_written_over_by_its_key():
    event = record(What.ACCOUNT_MADE, by="", about="wang")

    with pytest.raises(DatabaseError), transaction.atomic():
        Event(pk=event.pk, what=What.SIGNED_IN).save()

    assert told() == [(What.ACCOUNT_MADE, "", "wang", "")]


@pytest.mark.django_db
def test_the_database_refuses_to_change_an_event():
    record(What.ACCOUNT_MADE, by="", about="wang")

    with pytest.raises(DatabaseError, match=r"Events are (not|neither) changed"), transaction.atomic():
        connection.cursor().execute("UPDATE accounts_event SET about = 'x'")


def test_the_database_of_the_running_site_refuses_to_change_and_to_delete(site: Site):
    outcome = manage(site.environment, "shell", "--command", TAMPER)

    assert outcome.stdout.count("refused: Events are") == 2, outcome.stderr
    assert "left: True" in outcome.stdout


@pytest.mark.django_db
def test_signing_in_and_out_and_failing_are_recorded(client):
    make_account("wang", AUTHOR)
    login = "/en/admin/login/"

    client.post(login, {"username": "wang", "password": "wrong"})
    client.post(login, {"username": "a-password-perhaps", "password": "wrong"})
    client.post(login, {"username": "wang", "password": PASSPHRASE})
    client.post("/en/admin/logout/")

    assert [(what, about) for what, _by, about, _detail in told()][-4:] == [
        (What.SIGN_IN_FAILED, "wang"),
        (What.SIGN_IN_FAILED, ""),
        (What.SIGNED_IN, "wang"),
        (What.SIGNED_OUT, "wang"),
    ]


@pytest.mark.django_db
def test_roles_and_rights_are_recorded_from_either_side():
    user, group = make_account("wang"), Group.objects.get_or_create(name=MANAGER)[0]
    permission = Permission.objects.get(codename="change_article")

    user.groups.add(group)
    group.user_set.clear()
    user.user_permissions.add(permission)
    group.permissions.add(Permission.objects.get(codename="delete_user"))

    assert [entry[2:] for entry in told(what__in=[What.ROLES_CHANGED, What.PERMISSIONS_CHANGED])] == [
        ("wang", "+Manager"),
        ("wang", "−Manager"),
        ("wang", "+articles.change_article"),
        ("Manager", "+auth.delete_user"),
    ]


@pytest.mark.django_db
def test_changes_to_an_account_are_recorded_without_what_is_nobodys_business():
    user = make_account("wang")
    user.is_active, user.email = False, "wang@example.org"
    user.set_password("another long passphrase")
    user.save()
    user.delete()

    assert told() == [
        (What.ACCOUNT_MADE, "", "wang", ""),
        (What.ACCOUNT_CHANGED, "", "wang", "email, is_active=False"),
        (What.PASSWORD_CHANGED, "", "wang", ""),
        (What.ACCOUNT_DELETED, "", "wang", ""),
    ]


@pytest.mark.django_db
def test_storing_the_same_password_better_is_no_change(client, settings):
    settings.PASSWORD_HASHERS = [*settings.PASSWORD_HASHERS, "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"]
    user = make_account("wang", AUTHOR)
    User.objects.filter(pk=user.pk).update(password=make_password(PASSPHRASE, hasher="pbkdf2_sha1"))

    client.post("/en/admin/login/", {"username": "wang", "password": PASSPHRASE})

    user.refresh_from_db()
    assert not user.password.startswith("pbkdf2_sha1")
    assert told(what=What.PASSWORD_CHANGED) == []


@pytest.mark.django_db
def test_work_in_the_admin_is_recorded_under_its_editors_name():
    article, user = make_article(), make_account("wang")

    LogEntry.objects.log_actions(user.pk, [article], CHANGE, "[]", single_object=True)

    [(_what, by, about, _detail)] = told(what=What.CONTENT_CHANGED)
    assert by == "wang"
    assert about == f"articles.article: {article}"


@pytest.mark.django_db
def test_a_record_deleted_by_code_is_recorded():
    article = make_article()
    about = f"articles.article: {article}"

    article.delete()

    assert told(what=What.CONTENT_DELETED) == [(What.CONTENT_DELETED, "", about, "")]
