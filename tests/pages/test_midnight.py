"""At midnight in Shanghai what is true may change, though nobody has saved anything."""

import datetime
import time
from zoneinfo import ZoneInfo

from tests.pages.http import get
from tests.server import environment_for, manage, serving

SHANGHAI = ZoneInfo("Asia/Shanghai")
PAGE = "/en/law/criminal-law/criminal-law-238/"
SECONDS_BEFORE = 25


def test_a_provision_that_ends_today_is_past_a_second_after_midnight(tmp_path):
    """With a real clock, set so that midnight comes a few seconds after the start."""
    now = datetime.datetime.now(SHANGHAI)
    today = now.date()
    midnight = datetime.datetime.combine(today + datetime.timedelta(days=1), datetime.time(), SHANGHAI)
    environment = environment_for(tmp_path)
    making = f"from tests.factories import make_provision; make_provision(in_force_until={today.isoformat()!r})"
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput"], ["shell", "--command", making]):
        assert manage(environment, *command).returncode == 0
    environment["CLOCK_AHEAD"] = str((midnight - datetime.datetime.now(SHANGHAI)).total_seconds() - SECONDS_BEFORE)
    starts = time.monotonic()

    with serving(environment, ready=PAGE, application="tests.pages.shifted:application") as address:
        before = get(address + PAGE)
        asked_in_time = time.monotonic() < starts + SECONDS_BEFORE
        time.sleep(max(0, starts + SECONDS_BEFORE + 1 - time.monotonic()))
        after = get(address + PAGE)

    assert asked_in_time
    assert (before.status, after.status) == (200, 200)
    assert before.headers["etag"] != after.headers["etag"]
    assert b"No longer in force" not in before.body
    assert b"No longer in force" in after.body
