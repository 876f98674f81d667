"""How much may be sent in an hour, counted without keeping anybody's address.

An address is turned into a keyed hash whose key is made anew each hour, and thrown away when the next one is made.
Key and counts are in the cache that all server processes share; nothing is in the database, its copies, or a log.
"""

import datetime
import hashlib
import hmac
import secrets

from django.http import HttpRequest

from guidance.accounts.networks import network_of
from guidance.feedback.memory import HOUR, begin_anew, count, recall, remember

KEPT_AS = "feedback-key"
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


def fingerprint(address: str, hour: int) -> str:
    return hmac.digest(secret_of(hour), address.encode(), hashlib.sha256).hex()


def secret_of(hour: int) -> bytes:
    """The key of one hour. The next hour's takes its place, and then nobody can make these hashes again."""
    kept = recall(KEPT_AS)
    if not kept or kept[0] != hour:
        begin_anew()
        remember(KEPT_AS, (hour, secrets.token_bytes(32)))
        # Another process may have done the same at the same moment: what is kept now is everybody's.
        kept = recall(KEPT_AS)
    return kept[1] if kept else secrets.token_bytes(32)
