"""Says from which network a request comes, for counting only: it is never stored, and never kept in the open."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The peer's address, or the one the outermost of our own proxies saw; of IPv6 the /64, which is one household.

    Each of the `PROXIES` in front appends the address it saw to X-Forwarded-For, so only that many entries, from the
    right, were not written by the sender. "" where there are fewer, or where the address is none.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        passed_on = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        address = passed_on[-settings.PROXIES] if len(passed_on) >= settings.PROXIES else ""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))
