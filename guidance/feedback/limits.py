"""How much may be sent in an hour, counted without keeping anybody's address.

An address is turned into a keyed hash whose key is made anew each hour, lives in this process alone, and is
forgotten with the hour. The counts are in Django's cache; nothing is in the database or in a log.
"""

import datetime
import functools
import hashlib
import hmac
import secrets

from django.core.cache import cache
from django.http import HttpRequest

from guidance.accounts.networks import network_of

HOUR = 3600
# Whole districts share one address of a mobile network.
FROM_ONE_ADDRESS = 20
FROM_EVERYONE = 200


def is_too_much(request: HttpRequest, now: datetime.datetime) -> bool:
    """Counts one more sent form, and says whether it is over what an hour allows."""
    hour = int(now.timestamp()) // HOUR
    from_here = count(f"feedback-{hour}-{fingerprint(network_of(request), hour)}")
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
