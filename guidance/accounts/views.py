"""An editor's own account: the second step of signing in, its set-up, recovery codes, other sessions."""

import django_otp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from guidance.accounts import second_step, sessions
from guidance.accounts.events import record
from guidance.accounts.forms import CodeForm
from guidance.accounts.models import Event
from guidance.accounts.pages import show
from guidance.accounts.roles import needs_second_step


def let_in(request: HttpRequest, device: TOTPDevice) -> None:
    """From here on this session, under a new key, has passed the second step."""
    request.session.cycle_key()
    django_otp.login(request, device)


def next_page(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this site."""
    wanted = request.GET.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=hosts, require_https=settings.SERVED_OVER_HTTPS)
    return wanted if safe else "admin:index"


@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Asks for the second step."""
    if second_step.missing_step(request.user) != second_step.CODE:
        return redirect("admin:index")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        answer = second_step.check(request.user, form.cleaned_data["code"])
        if answer.device:
            let_in(request, answer.device)
            return redirect(next_page(request))
        form.refuse(answer)
    return show(request, "code", _("Second step"), form=form)


@sensitive_post_parameters("code")
def set_up(request: HttpRequest) -> HttpResponse:
    """Shows a new secret, and after its first code the recovery codes, once."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        answer = second_step.set_up(request.user, form.cleaned_data["code"])
        if answer.device:
            let_in(request, answer.device)
            return show_recovery_codes(request)
        form.refuse(answer)
    device = second_step.waiting_device(request.user)
    context = {"picture": second_step.picture(device), "secret": second_step.secret_text(device)}
    return show(request, "set_up", _("Set up two-step sign-in"), form=form, **context)


def show_recovery_codes(request: HttpRequest) -> HttpResponse:
    codes = second_step.new_recovery_codes(request.user)
    return show(request, "recovery_codes", _("Recovery codes"), codes=codes)


def account(request: HttpRequest) -> HttpResponse:
    """What protects the account, and what can be done about it."""
    return show(
        request,
        "account",
        _("My account"),
        device=second_step.device_of(request.user),
        is_required=needs_second_step(request.user),
        codes_left=request.user.recovery_codes.count(),
    )


@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Makes new recovery codes in place of the old."""
    if not request.user.is_verified():
        return redirect("accounts:account")
    return show_recovery_codes(request)


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    sessions.end_all(request.user, but=request.session.session_key)
    record(Event.What.SIGNED_OUT_ELSEWHERE, about=request.user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("accounts:account")
