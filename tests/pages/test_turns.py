"""One page is made at a time in a process, and nobody waits long for another's."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from guidance.pages import turns
from guidance.pages.turns import OneAtATime

PATIENCE = 10  # seconds, before a test that hangs is given up


class Kitchen:
    """An application in which each request stays until it is let go. It notes how many were inside at once."""

    def __init__(self) -> None:
        self.inside, self.most = 0, 0
        self.counting = threading.Lock()
        self.entered, self.may_leave = threading.Semaphore(0), threading.Event()

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        with self.counting:
            self.inside += 1
            self.most = max(self.most, self.inside)
        self.entered.release()
        assert self.may_leave.wait(PATIENCE)
        with self.counting:
            self.inside -= 1
        return [b"made"]


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def readers(kitchen: Kitchen) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as readers:
        yield readers
        kitchen.may_leave.set()


def ask(application: Callable, method: str = "GET") -> list[bytes]:
    return application({"REQUEST_METHOD": method}, lambda status, headers: None)


def test_pages_are_made_one_after_the_other(kitchen, readers, monkeypatch):
    monkeypatch.setattr(turns, "SECONDS_TO_WAIT", PATIENCE)
    application = OneAtATime(kitchen)
    answers = [readers.submit(ask, application) for _number in range(4)]
    assert kitchen.entered.acquire(timeout=PATIENCE)
    kitchen.may_leave.set()

    assert [answer.result(PATIENCE) for answer in answers] == [[b"made"]] * 4
    assert kitchen.most == 1


def test_whoever_has_waited_long_enough_goes_ahead(kitchen, readers):
    application = OneAtATime(kitchen)
    stuck = readers.submit(ask, application)
    assert kitchen.entered.acquire(timeout=PATIENCE)

    second = readers.submit(ask, application)

    assert kitchen.entered.acquire(timeout=PATIENCE)
    assert not stuck.done()
    kitchen.may_leave.set()
    assert second.result(PATIENCE) == [b"made"]


def test_what_is_sent_neither_waits_nor_keeps_others_waiting(kitchen, readers, monkeypatch):
    monkeypatch.setattr(turns, "SECONDS_TO_WAIT", PATIENCE)
    application = OneAtATime(kitchen)
    for method in ("POST", "GET", "POST"):
        readers.submit(ask, application, method)
        assert kitchen.entered.acquire(timeout=PATIENCE)

    assert kitchen.most == 3


def test_a_page_that_fails_gives_its_turn_back(monkeypatch):
    monkeypatch.setattr(turns, "SECONDS_TO_WAIT", PATIENCE)

    def fail(environ: dict, start_response: Callable) -> list[bytes]:
        raise RuntimeError("no page")

    application = OneAtATime(fail)
    for _time in range(2):
        with pytest.raises(RuntimeError):
            ask(application)
    assert not application.turn.locked()
