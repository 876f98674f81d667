"""How long someone stays signed in, and how all of a person's sessions are ended.

Two hours without a click, or closing the browser, end a session by Django's settings; this adds a day's work at most.
"""

import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils import timezone

LONGEST = datetime.timedelta(hours=12)
BEGAN = "began"


def begin(session: SessionBase, *, now: datetime.datetime) -> None:
    session[BEGAN] = now.timestamp()


def is_over(session: SessionBase, *, now: datetime.datetime) -> bool:
    """Whether a session has lasted its time. One that does not say when it began has."""
    return now.timestamp() - session.get(BEGAN, 0) > LONGEST.total_seconds()


def end_all(user: User, *, but: str | None = None) -> int:
    """Ends a person's sessions, all or all but one by its key. How many there were."""
    ended = 0
    for session in Session.objects.filter(expire_date__gte=timezone.now()).exclude(session_key=but).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
            ended += 1
    return ended
