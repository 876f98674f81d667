"""Keeps at hand what very many pages show, for as long as nothing that readers see has changed.

Which content is current is known to whoever stores pages, and told by `tell_by`. While nobody tells, as in a command
or a test, and within a transaction, which may hold words that are not published, everything is read afresh.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.db import connection

Kept = TypeVar("Kept")

# The name of the content as it is now, or "" if that is not known.
_ask: Callable[[], str] = lambda: ""  # noqa: E731  (a name for "nobody tells")


def tell_by(ask: Callable[[], str]) -> None:
    """`ask` gives another name whenever anything readers see has changed; "" while it cannot say."""
    global _ask
    _ask = ask


def content_now() -> str:
    return "" if connection.in_atomic_block else _ask()


def at_hand(read: Callable[[], Kept]) -> Callable[[], Kept]:
    """Makes a function that reads from the database do so once for each content. What it returns is shared by all
    threads and requests, and not to be changed."""
    kept: tuple[str, Kept | None] = ("", None)

    @wraps(read)
    def kept_or_read() -> Kept:
        nonlocal kept
        # Asked before reading: what changes meanwhile is then kept under the older name, and soon forgotten.
        content = content_now()
        if not content:
            return read()
        name, value = kept
        if name != content:
            value = read()
            kept = (content, value)
        return value

    return kept_or_read
