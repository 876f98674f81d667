"""The second step of signing in: a code from an app on the phone (TOTP, RFC 6238), or a recovery code."""

import base64
import datetime
import secrets
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from guidance.accounts import sessions
from guidance.accounts.events import record
from guidance.accounts.models import Event, RecoveryCode
from guidance.accounts.roles import needs_second_step

CODES = 10
# 16 letters of these 32 are 80 random bits. 0 and 1 are left out: they look like O and I.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SET_UP = "accounts:set_up"
CODE = "accounts:code"


@dataclass(frozen=True)
class Answer:
    """Whether a typed code was right and, if nothing may be tried yet, how many seconds to wait."""

    device: TOTPDevice | None
    wait: int = 0


def device_of(user: User) -> TOTPDevice | None:
    """The phone a person signs in with."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def missing_step(user: User) -> str | None:
    """The name of the page a signed-in person has to pass before anything else, None if nothing is missing."""
    if user.is_verified():
        return None
    if device_of(user):
        return CODE
    return SET_UP if needs_second_step(user) else None


def waiting_device(user: User) -> TOTPDevice:
    """The phone that is about to be set up: one secret until it has shown its first code."""
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="TOTP", confirmed=False)


def secret_text(device: TOTPDevice) -> str:
    """The secret as people type it into the app: base32 in groups of four."""
    return in_fours(base64.b32encode(device.bin_key).decode())


def picture(device: TOTPDevice) -> str:
    """The secret as a QR code: a data: address of an SVG image."""
    import zxingcpp  # Only whoever sets up a phone needs it, and readers' workers load this module.

    svg = zxingcpp.create_barcode(device.config_url, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg()
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@transaction.atomic
def set_up(user: User, typed: str) -> Answer:
    """Takes the waiting phone into use if it shows this code. It replaces the one before."""
    device = TOTPDevice.objects.select_for_update().get(pk=waiting_device(user).pk)
    answer = try_code(device, typed)
    if answer.device:
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save()
        record(Event.What.SECOND_STEP_SET_UP, by=user, about=user)
    return answer


@transaction.atomic
def check(user: User, typed: str) -> Answer:
    """Holds a typed code against the person's phone, and against the recovery codes. Every code works once."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is None:
        return Answer(None)
    wait = seconds_to_wait(device)
    if wait:
        return Answer(None, wait)
    if RecoveryCode.objects.use(user, typed):
        device.throttle_reset()
        record(Event.What.RECOVERY_CODE_USED, by=user, about=user)
        return Answer(device)
    answer = try_code(device, typed)
    what = Event.What.SECOND_STEP_PASSED if answer.device else Event.What.SECOND_STEP_FAILED
    record(what, by=user, about=user)
    return answer


def try_code(device: TOTPDevice, typed: str) -> Answer:
    """After each wrong code the device waits twice as long before it looks at another."""
    wait = seconds_to_wait(device)
    right = not wait and device.verify_token(typed.replace(" ", "").replace("-", ""))
    return Answer(device if right else None, wait)


def seconds_to_wait(device: TOTPDevice) -> int:
    allowed, reason = device.verify_is_allowed()
    if allowed:
        return 0
    return max(1, round((reason["locked_until"] - timezone.now()) / datetime.timedelta(seconds=1)))


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes, in groups of four letters, in place of those before. They can be shown only now."""
    codes = ["".join(secrets.choice(LETTERS) for _letter in range(16)) for _code in range(CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=RecoveryCode.digest_of(code)) for code in codes)
    record(Event.What.RECOVERY_CODES_MADE, by=user, about=user)
    return [in_fours(code, "-") for code in codes]


@transaction.atomic
def reset(user: User) -> None:
    """Forgets a person's phone and recovery codes and signs them out. They set it up again when they next sign in."""
    TOTPDevice.objects.filter(user=user).delete()
    user.recovery_codes.all().delete()
    sessions.end_all(user)
    record(Event.What.SECOND_STEP_RESET, about=user)


def in_fours(text: str, between: str = " ") -> str:
    return between.join(text[place : place + 4] for place in range(0, len(text), 4))
