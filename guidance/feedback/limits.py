"""How much may be sent in an hour, counted without keeping anybody's address.

An address is turned into a keyed hash whose key is made anew each hour, lives in this process alone, and is
forgotten with the hour. The counts are in Django's cache; nothing is in the database or in a log.
"""

import datetime
import functools
import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
# Whole districts share one address of a mobile network.
FROM_ONE_ADDRESS = 20
FROM_EVERYONE = 200


def is_too_much(request: HttpRequest, now: datetime.datetime) -> bool:
    """Counts one more sent form, and says whether it is over what an hour allows."""
    hour = int(now.timestamp()) // HOUR
    from_here = count(f"feedback-{hour}-{fingerprint(client_address(request), hour)}")
    # One sender over the limit must not use up what is left for everyone else.
    return from_here > FROM_ONE_ADDRESS or count(f"feedback-{hour}") > FROM_EVERYONE


def seconds_left(now: datetime.datetime) -> int:
    """Until the next hour, when counting begins again."""
    return HOUR - int(now.timestamp()) % HOUR


def count(key: str) -> int:
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # put out of the cache between the two lines
        return 1


def fingerprint(address: str, hour: int) -> str:
    return hmac.digest(secret_of(hour), address.encode(), hashlib.sha256).hex()


@functools.lru_cache(maxsize=1)
def secret_of(hour: int) -> bytes:
    """The key of one hour. The next hour's takes its place, and then nobody can make these hashes again."""
    return secrets.token_bytes(32)


def client_address(request: HttpRequest) -> str:
    """Where the request came from: the peer, or what the outermost of the operator's own proxies saw.

    `TRUSTED_PROXIES` is how many proxies of the operator's stand in front. Each appends the address it saw to
    X-Forwarded-For, so only that many entries, from the right, were not written by the sender.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        address = hops[-settings.TRUSTED_PROXIES] if len(hops) >= settings.TRUSTED_PROXIES else address
    return network_of(address)


def network_of(address: str) -> str:
    """An IPv4 address itself; of an IPv6 address the /64, of which one household has every address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))
