from collections.abc import Iterator

import pytest
from django.core.cache import cache

from guidance.agencies.models import Agency
from tests.factories import make_agency


@pytest.fixture(autouse=True)
def _nothing_sent_yet() -> Iterator[None]:
    """Every test begins with a new hour's counts."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def agency(db) -> Agency:
    return make_agency()
