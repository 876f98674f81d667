"""The site with a clock that is ahead: it runs as any clock does, and CLOCK_AHEAD says by how many seconds."""

import datetime
import os

from django.utils import timezone

AHEAD = datetime.timedelta(seconds=float(os.environ["CLOCK_AHEAD"]))
right_now = timezone.now
timezone.now = lambda: right_now() + AHEAD

from guidance.wsgi import application  # noqa: E402, F401  (after the clock is set)
