"""What very many pages show is read once for each content, and never kept when it could be wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from guidance.editorial import at_hand
from guidance.law.shelf import provisions
from guidance.pages.watching import watcher
from tests.factories import make_provision


class Content:
    """Tells which content is current, as the watcher of stored pages does."""

    name = "first"

    def __call__(self) -> str:
        return self.name


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> Content:
    content = Content()
    monkeypatch.setattr(at_hand, "_ask", content)
    return content


@pytest.fixture
def number() -> Callable[[], int]:
    """How often it has been read."""
    times = []

    @at_hand.at_hand
    def read() -> int:
        times.append("read")
        return len(times)

    return read


@pytest.mark.django_db(transaction=True)
def test_it_is_read_once_while_the_content_is_the_same(content, number):

    assert [number(), number()] == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_it_is_read_again_when_the_content_has_changed(content, number):
    number()
    content.name = "second"

    assert [number(), number()] == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_while_nobody_tells_which_content_is_current_it_is_read_afresh(content, number):
    content.name = ""

    assert [number(), number()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_words_within_a_transaction_are_neither_kept_nor_hidden(content):
    with transaction.atomic():
        make_provision("not-committed")
        assert "not-committed" in provisions()
        transaction.set_rollback(True)

    assert "not-committed" not in provisions()


@pytest.fixture
def followed(transactional_db, settings, tmp_path: Path) -> Iterator[None]:
    """A process that follows changes, and knows nothing of what other tests have seen."""
    settings.PAGES_DIR = tmp_path
    watcher.cache_clear()
    with watcher().looking():
        watcher().look()
        yield
    watcher.cache_clear()


@pytest.mark.usefixtures("followed")
@pytest.mark.django_db(transaction=True)
def test_in_a_process_that_follows_changes_a_save_is_shown_at_once():
    provision = make_provision("shown-at-once")
    assert provisions()["shown-at-once"].title == provision.title

    provision.title_zh_hans = "改了"
    provision.save()

    assert provisions()["shown-at-once"].title_zh_hans == "改了"


@pytest.mark.django_db
def test_a_process_that_does_not_follow_changes_keeps_nothing():
    assert at_hand.content_now() == ""
