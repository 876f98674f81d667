"""Records who did what to whom: `record(Event.What.SIGNED_IN, about="wang")`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.contrib.auth.models import User
from django.http import HttpRequest

from guidance.accounts.models import Event

# The request being answered, so that what is recorded deep below a view still knows who asked for it.
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """While it lasts, whoever is signed in to this request is the one who does what is recorded."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def record(what: str, *, by: User | str | None = None, about: object = "", detail: str = "") -> Event:
    """Adds an event. Without `by` it is done by the one signed in, or by nobody in a command.

    Never hand it a typed password or code, or a reader's words.
    """
    by = name_of(current_user() if by is None else by)
    about = name_of(about)[: Event._meta.get_field("about").max_length]
    return Event.objects.create(what=what, by=by, about=about, detail=detail)


def name_of(someone: object) -> str:
    return someone.get_username() if isinstance(someone, User) else str(someone or "")


def current_user() -> User | None:
    request = _request.get()
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None
