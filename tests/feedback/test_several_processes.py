"""What an hour allows, it allows once, whichever process or machine a form is sent to."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from guidance.feedback.guard import make_seal
from guidance.feedback.limits import FROM_ONE_ADDRESS
from tests.redis import find_redis, redis
from tests.server import Site, manage, run_on, serving

COUNT = "from guidance.feedback.models import Remark; print(Remark.objects.filter(note__contains='two places').count())"


@pytest.fixture(params=["one machine", "two machines with Redis"])
def servers(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Iterator[list[str]]:
    """Two processes on the running site's database, where nothing was sent yet."""
    folder = Path(site.environment["VAR_DIR"])
    database = site.environment.get("DATABASE_URL", f"sqlite:///{folder / 'guidance.sqlite3'}")
    environments = [{**site.environment, "DATABASE_URL": database, "VAR_DIR": str(tmp_path / "first")}] * 2
    with ExitStack() as stack:
        if "Redis" in request.param:
            if find_redis() is None:
                pytest.skip("no redis-server found")
            environments[0] = {**environments[0], "CACHE_URL": stack.enter_context(redis())}
            environments[1] = {**environments[0], "VAR_DIR": str(tmp_path / "second")}
        for environment in environments:
            shutil.copytree(folder / "static", Path(environment["VAR_DIR"]) / "static", dirs_exist_ok=True)
        yield [stack.enter_context(serving(environment)) for environment in environments]
    run_on(site, "from guidance.feedback.models import Remark; Remark.objects.filter(note__contains='places').delete()")


def send(address: str, seal: str | None = None) -> int:
    """The status of the answer to a remark."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    body = urlencode({"seal": seal or make_seal(), "note": "Sent in two places"})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/en/feedback/", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_the_limit_of_an_address_holds_across_processes(servers: list[str]):
    sent = [send(servers[number % 2]) for number in range(FROM_ONE_ADDRESS)]

    assert set(sent) == {303}
    assert [send(address) for address in servers] == [429, 429]


def test_a_form_tapped_twice_is_saved_once_though_each_tap_reaches_another_process(servers: list[str], site: Site):
    seal = make_seal()

    assert [send(address, seal) for address in servers] == [303, 303]
    assert manage(site.environment, "shell", "-v0", "--command", COUNT).stdout.strip() == "1"
