"""Lets one page be made at a time in a process, while stored pages are sent past it."""

import threading
from collections.abc import Iterable

from guidance.pages.middleware import READING, Application, Environ, StartResponse

# Whoever makes a page now may itself be waiting, for a locked database: then the next goes ahead.
SECONDS_TO_WAIT = 0.5


class OneAtATime:
    """Wraps Django. Python computes in one thread at a time: two that make pages at once take turns a thousand times a
    second, and both together take more than twice as long as one after the other.

    What is sent to the site is not kept waiting, and keeps nobody waiting: its sender may be slow.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.turn = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        has_turn = environ["REQUEST_METHOD"] in READING and self.turn.acquire(timeout=SECONDS_TO_WAIT)
        try:
            return self.application(environ, start_response)
        finally:
            if has_turn:
                self.turn.release()
