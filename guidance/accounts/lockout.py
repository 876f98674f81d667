"""Counts failed sign-ins, by account and by address, and shuts the door for a while. Addresses are never stored.

django-axes counts in a cache of its own: a table whose rows are named by digests and forgotten after the lock.
"""

from axes.handlers.cache import AxesCacheHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from guidance.accounts.networks import network_of
from guidance.accounts.pages import show


class CountsOfFailures(AxesCacheHandler):
    """Axes' counts in a cache; `manage.py axes_reset` without a name forgets all of them."""

    def reset_attempts(
        self, *, ip_address: str | None = None, username: str | None = None, ip_or_username: bool = False
    ) -> int:
        if ip_address is None and username is None:
            self.cache.clear()
            return 1
        return super().reset_attempts(ip_address=ip_address, username=username, ip_or_username=ip_or_username)


def address_of(request: HttpRequest) -> str:
    """A keyed digest of whence a request comes, "" if unknown."""
    network = network_of(request)
    return salted_hmac("guidance.accounts.lockout", network, algorithm="sha256").hexdigest() if network else ""


def counted_by(request: object, credentials: dict | None = None) -> list[str]:
    """Failures count against the account's name and, where it is known, against the address. Axes' own names."""
    known = address_of(request) if isinstance(request, HttpRequest) else request.ip_address
    return ["username", "ip_address"] if known else ["username"]


def say_nothing(*args) -> str:
    """What axes' log says of a client: no name, which may be a mistyped password, and no address."""
    return "someone"


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Says how long the door stays shut. It looks the same whether there is such an account or not."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    page = show(request, "locked_out", _("Sign-in is locked"), status=429, minutes=minutes)
    page["Retry-After"] = str(minutes * 60)
    return page
