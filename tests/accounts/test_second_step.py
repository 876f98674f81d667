"""A stolen password alone opens nothing."""

import base64
import re
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from guidance.accounts import second_step
from guidance.accounts.models import Event, RecoveryCode
from guidance.accounts.roles import AUTHOR, MANAGER, REVIEWER
from guidance.site.middleware import is_editors
from tests.factories import PASSPHRASE, make_account, sign_in

HOME = "/en/admin/"
CODE = "/en/admin/account/code/"
SET_UP = "/en/admin/account/set-up/"


def current_code(device: TOTPDevice) -> str:
    """What the app on the phone shows now."""
    totp = TOTP(device.bin_key)
    totp.time = timezone.now().timestamp()
    return f"{totp.token():06}"


def account_with_phone(client) -> tuple[User, TOTPDevice]:
    """Someone who has typed their password, and whose phone is set up."""
    user = make_account("wang", MANAGER)
    client.force_login(user)
    return user, TOTPDevice.objects.create(user=user, confirmed=True)


def scan(picture: str, scale: int = 4) -> str:
    """What a phone's camera reads from a QR code made of an SVG's rectangles."""
    svg = base64.b64decode(picture.partition(",")[2]).decode()
    size = int(re.search(r'width="(\d+)"', svg)[1]) * scale
    pixels = bytearray(b"\xff" * size * size)
    for rectangle in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", svg):
        left, top, width, height = (int(number) * scale for number in rectangle)
        for row in range(top, top + height):
            pixels[row * size + left : row * size + left + width] = bytes(width)
    [barcode] = zxingcpp.read_barcodes(memoryview(pixels).cast("B", (size, size)))
    return barcode.text


def names_of_addresses(patterns: list, namespace: str = "") -> list[tuple[str, dict]]:
    """Every named address with arguments that fit it."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += names_of_addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            arguments = dict.fromkeys(pattern.pattern.converters, "1")
            arguments |= dict.fromkeys(pattern.pattern.regex.groupindex.keys() & {"app_label"}, "law")
            found.append((namespace + pattern.name, arguments))
    return found


def admin_addresses() -> list[str]:
    addresses = set()
    for name, arguments in names_of_addresses(get_resolver().url_patterns):
        if "slug" in arguments or name.startswith("admin:jsi18n"):
            continue
        path = reverse(name, kwargs=arguments) if arguments else reverse(name)
        if is_editors(path):
            addresses.add(path)
    return sorted(addresses)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [REVIEWER, MANAGER, None])
def test_with_a_password_alone_no_page_of_the_admin_opens(client, role):
    user = make_account("wang", role) if role else User.objects.create_superuser("wang", password=PASSPHRASE)
    client.force_login(user)
    closed = [path for path in admin_addresses() if not path.endswith(("/login/", "/logout/", "/set-up/"))]

    answers = {path: client.get(path) for path in closed}

    assert len(closed) > 40
    assert {path for path, answer in answers.items() if "/account/set-up/" not in answer.get("Location", "")} == set()


@pytest.mark.django_db
def test_with_a_phone_set_up_no_page_opens_before_its_code(client):
    account_with_phone(client)
    closed = [path for path in admin_addresses() if not path.endswith(("/login/", "/logout/", "/code/"))]

    answers = {path: client.get(path) for path in closed}

    assert {path for path, answer in answers.items() if "/account/code/" not in answer.get("Location", "")} == set()


@pytest.mark.django_db
def test_an_author_may_do_without(client):
    client.force_login(make_account("wang", AUTHOR))

    assert client.get(HOME).status_code == 200
    assert client.get(SET_UP).status_code == 200


@pytest.mark.django_db
def test_an_author_with_a_phone_needs_its_code_too(client):
    user = make_account("wang", AUTHOR)
    TOTPDevice.objects.create(user=user, confirmed=True)
    client.force_login(user)

    assert client.get(HOME)["Location"].startswith(CODE)


@pytest.mark.django_db
def test_the_code_on_the_phone_opens_the_page_that_was_asked_for(client):
    _user, device = account_with_phone(client)

    asked = client.get("/en/admin/law/provision/")
    answer = client.post(asked["Location"], {"code": current_code(device)})

    assert answer["Location"] == "/en/admin/law/provision/"
    assert Event.objects.filter(what=Event.What.SECOND_STEP_PASSED, by="wang").exists()


@pytest.mark.django_db
def test_a_code_leads_to_no_other_site(client):
    _user, device = account_with_phone(client)

    answer = client.post(f"{CODE}?next=https://evil.example/", {"code": current_code(device)})

    assert answer["Location"] == HOME


@pytest.mark.django_db
def test_passing_the_second_step_changes_the_sessions_key(client):
    _user, device = account_with_phone(client)
    before = client.session.session_key

    client.post(CODE, {"code": current_code(device)})

    assert client.session.session_key != before


@pytest.mark.django_db
def test_a_used_code_is_used_up(client):
    user, device = account_with_phone(client)
    code = current_code(device)
    client.post(CODE, {"code": code})
    client.force_login(user)

    assert client.post(CODE, {"code": code}).status_code == 200
    assert client.get(HOME)["Location"].startswith(CODE)


@pytest.mark.django_db
def test_typing_the_password_again_asks_for_the_second_step_again(client):
    user = sign_in(client, make_account("wang", MANAGER))

    client.post("/en/admin/login/", {"username": user.username, "password": PASSPHRASE})

    assert client.get(HOME)["Location"].startswith(CODE)


@pytest.mark.django_db
def test_wrong_codes_make_one_wait_and_are_never_shown_again(client):
    account_with_phone(client)
    client.post(CODE, {"code": "ABCD-WRONG"})

    response = client.post(CODE, {"code": "ABCD-WRONG"})

    assert "Wait" in response.content.decode()
    assert "ABCD-WRONG" not in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("written", [str.lower, lambda code: code.replace("-", " ")])
def test_a_recovery_code_works_once(client, written):
    user, _device = account_with_phone(client)
    [code, *_others] = second_step.new_recovery_codes(user)

    first = client.post(CODE, {"code": written(code)})
    client.force_login(user)
    second = client.post(CODE, {"code": code})

    assert (first.status_code, second.status_code) == (302, 200)
    assert user.recovery_codes.count() == second_step.CODES - 1


@pytest.mark.django_db
def test_recovery_codes_are_kept_as_digests_only():
    codes = second_step.new_recovery_codes(make_account())
    kept = str(list(RecoveryCode.objects.values_list()))

    assert len(set(codes)) == second_step.CODES
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]


@pytest.mark.django_db
def test_anothers_recovery_code_opens_nothing(client):
    account_with_phone(client)
    [code, *_others] = second_step.new_recovery_codes(make_account("li", MANAGER))

    assert client.post(CODE, {"code": code}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_set_up_shows_one_secret_as_a_picture_and_as_text(client, language):
    user = make_account("wang", REVIEWER)
    client.force_login(user)

    response = client.get(f"/{language}/admin/account/set-up/")
    device = TOTPDevice.objects.get(user=user)

    assert response.context["picture"].startswith("data:image/svg+xml;base64,")
    assert response.context["picture"] in response.content.decode()
    assert second_step.secret_text(device) in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_the_secret_as_text_is_the_secret_in_the_picture():
    device = second_step.waiting_device(make_account())
    read = scan(second_step.picture(device))

    assert read == device.config_url
    assert parse_qs(urlsplit(read).query)["secret"] == [second_step.secret_text(device).replace(" ", "")]


@pytest.mark.django_db
def test_setting_up_gives_recovery_codes_and_lets_one_in(client):
    user = make_account("wang", MANAGER)
    client.force_login(user)
    client.get(SET_UP)

    response = client.post(SET_UP, {"code": current_code(TOTPDevice.objects.get(user=user))})

    assert len(re.findall(r"<code[^>]*>[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}</code>", response.content.decode())) == 10
    assert client.get(HOME).status_code == 200


@pytest.mark.django_db
def test_a_wrong_first_code_sets_up_nothing(client):
    user = make_account("wang", MANAGER)
    client.force_login(user)

    response = client.post(SET_UP, {"code": "not-it"})

    assert response.status_code == 200
    assert second_step.device_of(user) is None


@pytest.mark.django_db
def test_a_new_phone_replaces_the_old_one(client):
    user = sign_in(client, make_account("wang", MANAGER))
    old = second_step.device_of(user)
    client.get(SET_UP)

    client.post(SET_UP, {"code": current_code(TOTPDevice.objects.get(user=user, confirmed=False))})

    assert list(TOTPDevice.objects.filter(user=user).exclude(pk=old.pk)) == [second_step.device_of(user)]
    assert not TOTPDevice.objects.filter(pk=old.pk).exists()
    assert client.get(HOME).status_code == 200


@pytest.mark.django_db
def test_new_recovery_codes_end_the_old(client):
    user = sign_in(client, make_account("wang", MANAGER))
    [old, *_others] = second_step.new_recovery_codes(user)

    client.post("/en/admin/account/recovery-codes/")

    assert not RecoveryCode.objects.use(user, old)
    assert user.recovery_codes.count() == second_step.CODES


@pytest.mark.django_db
def test_the_command_of_last_resort_starts_anew_and_signs_out(client):
    user = sign_in(client, make_account("wang", MANAGER))

    call_command("reset_two_factor", "wang", stdout=StringIO())
    signed_out = client.get(HOME)
    client.force_login(user)

    assert "/login/" in signed_out["Location"]
    assert client.get(HOME)["Location"].startswith(SET_UP)
    assert Event.objects.filter(what=Event.What.SECOND_STEP_RESET, about="wang", by="").exists()


@pytest.mark.django_db
def test_the_command_of_last_resort_names_an_unknown_account():
    with pytest.raises(CommandError, match="nobody"):
        call_command("reset_two_factor", "nobody")
