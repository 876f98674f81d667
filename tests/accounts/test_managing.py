"""Managers look after editors' accounts and read the record; nobody gets more powerful than the roles are."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from guidance.accounts.events import record
from guidance.accounts.models import Event
from guidance.accounts.roles import AUTHOR, MANAGER, REVIEWER
from tests.factories import PASSPHRASE, make_account, sign_in

ACCOUNTS = "/en/admin/auth/user/"


@pytest.fixture
def manager(client) -> User:
    for name in (AUTHOR, REVIEWER, MANAGER, "Developers"):
        Group.objects.get_or_create(name=name)
    return sign_in(client, make_account("manager", MANAGER))


def change(client, account: User, **fields):
    words = {"username": account.username, "is_active": "on", "first_name": "", "last_name": "", "email": ""}
    return client.post(f"{ACCOUNTS}{account.pk}/change/", {**words, **fields})


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
def test_a_manager_makes_an_account_that_can_enter_the_admin(client):
    client.post(f"{ACCOUNTS}add/", {"username": "li", "password1": PASSPHRASE, "password2": PASSPHRASE})
    account = User.objects.get(username="li")

    change(client, account, groups=[group(AUTHOR)])

    account.refresh_from_db()
    assert account.is_staff
    assert not account.is_superuser
    assert list(account.groups.values_list("name", flat=True)) == [AUTHOR]
    assert Event.objects.filter(what=Event.What.ROLES_CHANGED, by="manager", about="li", detail="+Author").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
def test_a_short_password_is_refused(client):
    response = client.post(f"{ACCOUNTS}add/", {"username": "li", "password1": "short", "password2": "short"})

    assert "12" in str(response.context["adminform"].form.errors)
    assert not User.objects.filter(username="li").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
def test_a_manager_makes_nobody_a_superuser_and_grants_no_permissions(client):
    account = make_account("li", AUTHOR)
    permission = Permission.objects.get(codename="delete_user")

    change(client, account, is_superuser="on", user_permissions=[permission.pk], groups=[group(REVIEWER)])

    account.refresh_from_db()
    assert list(account.groups.values_list("name", flat=True)) == [REVIEWER]
    assert not account.is_superuser
    assert not account.user_permissions.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
def test_a_manager_gives_no_other_group_than_the_roles(client):
    account = make_account("li", AUTHOR)

    response = change(client, account, groups=[group("Developers")])

    assert "groups" in response.context["adminform"].form.errors
    assert list(account.groups.values_list("name", flat=True)) == [AUTHOR]


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize("more", ["superuser", "permission", "group"])
def test_a_manager_does_not_touch_an_account_that_can_do_more(client, more):
    account = make_account("root", *(["Developers"] if more == "group" else []), is_superuser=more == "superuser")
    if more == "permission":
        account.user_permissions.add(Permission.objects.get(codename="delete_user"))
    new = {"password1": "another long passphrase", "password2": "another long passphrase"}

    answers = [change(client, account), client.post(f"{ACCOUNTS}{account.pk}/password/", new)]

    assert [answer.status_code for answer in answers] == [403, 403]
    account.refresh_from_db()
    assert account.check_password(PASSPHRASE)


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
def test_a_manager_does_not_change_what_roles_may_do(client):
    assert client.get("/en/admin/auth/group/").status_code == 403
    assert client.get(f"/en/admin/auth/group/{group(AUTHOR)}/change/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("role", [AUTHOR, REVIEWER])
def test_others_do_not_see_accounts(client, role):
    user = sign_in(client, make_account("wang", role))
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))

    assert client.get(ACCOUNTS).status_code == 403
    assert client.get(f"{ACCOUNTS}add/").status_code == 403


@pytest.mark.django_db
def test_accounts_are_not_deleted_even_by_a_superuser(client):
    sign_in(client, make_account("root", is_superuser=True))
    account = make_account("li", AUTHOR)

    assert client.post(f"{ACCOUNTS}{account.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.django_db
def test_an_account_switched_off_is_out_at_once(client):
    user = sign_in(client, make_account("wang", AUTHOR))
    user.is_active = False
    user.save()

    assert client.get("/en/admin/").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
def test_a_manager_resets_a_lost_phone_but_not_a_superusers(client):
    lost, root = make_account("li", REVIEWER), make_account("root", is_superuser=True)
    for account in (lost, root):
        account.totpdevice_set.create(confirmed=True)

    client.post(ACCOUNTS, {"action": "reset_second_step", "_selected_action": [lost.pk, root.pk]})

    assert (lost.totpdevice_set.exists(), root.totpdevice_set.exists()) == (False, True)
    assert list(Event.objects.filter(what=Event.What.SECOND_STEP_RESET).values_list("by", "about")) == [
        ("manager", "li")
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_about_accounts_open(client, language):
    account = make_account("li", AUTHOR)
    accounts = f"/{language}/admin/auth/user/"
    pages = [accounts, f"{accounts}add/", f"{accounts}{account.pk}/change/", f"{accounts}{account.pk}/password/"]

    assert [client.get(page).status_code for page in [*pages, f"/{language}/admin/account/"]] == [200] * 5


@pytest.mark.django_db
def test_no_phones_secret_is_shown_in_the_admin(client):
    user = sign_in(client, make_account("root", is_superuser=True))
    device = user.totpdevice_set.get()

    pages = [client.get(page).content.decode() for page in ("/en/admin/", f"{ACCOUNTS}{user.pk}/change/")]

    assert not [page for page in pages if device.key in page or "otp_totp" in page]


@pytest.mark.django_db
def test_a_superuser_reads_the_record_and_cannot_change_it(client):
    sign_in(client, make_account("root", is_superuser=True))
    event = record(Event.What.SIGNED_IN, by="wang", about="wang")
    page = f"/en/admin/accounts/event/{event.pk}/"

    answers = [
        client.get("/en/admin/accounts/event/", {"q": "wang", "what": Event.What.SIGNED_IN}).status_code,
        client.get(f"{page}change/").status_code,
        client.get("/en/admin/accounts/event/add/").status_code,
        client.post(f"{page}change/", {"about": "x"}).status_code,
        client.post(f"{page}delete/", {"post": "yes"}).status_code,
        client.post(
            "/en/admin/accounts/event/", {"action": "delete_selected", "_selected_action": event.pk, "post": "yes"}
        ).status_code,
    ]

    assert answers[:5] == [200, 200, 403, 403, 403]
    assert Event.objects.get(pk=event.pk).about == "wang"


@pytest.mark.django_db
def test_an_author_does_not_read_the_record(client):
    sign_in(client, make_account("wang", AUTHOR))

    assert client.get("/en/admin/accounts/event/").status_code == 403
