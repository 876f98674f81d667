"""The day that readers' pages are made for: today, unless an editor looks at the site on another day."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.timezone import localdate

_day: ContextVar[datetime.date | None] = ContextVar("day", default=None)


def today() -> datetime.date:
    """The day in China, or the one that `as_of` was given."""
    return _day.get() or localdate()


@contextmanager
def as_of(day: datetime.date | None) -> Iterator[None]:
    """Within it, pages are made as they will be on a day. Nothing that a reader sends leads here."""
    kept = _day.set(day)
    try:
        yield
    finally:
        _day.reset(kept)


def read_day(text: str) -> datetime.date | None:
    """The day that `2027-01-31` names; None for what names no day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
