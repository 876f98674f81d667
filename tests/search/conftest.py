"""What the tests of the search need: the real content, indexed; and commits that reach the index."""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from guidance.search.index import rebuild


@pytest.fixture(scope="module")
def searchable(handbook, django_db_blocker) -> Iterator[None]:
    """The whole real content, in the index too."""
    with django_db_blocker.unblock(), transaction.atomic():
        rebuild()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committing(django_capture_on_commit_callbacks) -> Callable:
    """`with committing():` what is saved within is committed as far as the index can tell."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
