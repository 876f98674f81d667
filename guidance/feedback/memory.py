"""What all server processes must know of the forms sent in the last hour: Django's cache, which they share.

It never stands in a form's way: while the cache fails, forms are taken in, and one line for each says so.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.cache import cache, caches
from django.core.cache.backends.filebased import FileBasedCache

HOUR = 3600

logger = logging.getLogger(__name__)

Arguments = ParamSpec("Arguments")
Known = TypeVar("Known")


def or_else(fallback: Known) -> Callable:
    """Makes a function give `fallback` where the cache fails. Each cache has errors of its own."""

    def wrap(ask: Callable[Arguments, Known]) -> Callable[Arguments, Known]:
        @wraps(ask)
        def asked(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Known:
            try:
                return ask(*args, **kwargs)
            except Exception as error:  # nothing a cache says is worth a reader's words
                logger.error("The cache of sent forms does not answer: %s", type(error).__name__)
                return fallback

        return asked

    return wrap


@or_else(None)
def recall(key: str) -> object:
    return cache.get(key)


@or_else(None)
def remember(key: str, value: object, seconds: int = HOUR) -> None:
    cache.set(key, value, seconds)


@or_else(0)
def count(key: str) -> int:
    """One more within the hour. Of two at the same moment, files may count one."""
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key)
    except ValueError:  # put out of the cache between the two lines
        return 1


@or_else(None)
def begin_anew() -> None:
    """Forgets what is over. A cache server does so by itself; files would lie there until somebody asks for them."""
    if isinstance(caches["default"], FileBasedCache):
        cache.clear()
