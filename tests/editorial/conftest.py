"""Three editors who have signed in, the channel that the builders' words name, and another site to link to."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.editorial.editors import signed_in
from tests.editorial.other_site import OtherSite, running_other_site
from tests.factories import make_account, make_agency


@pytest.fixture
def author() -> Client:
    return signed_in(make_account("chen", "Author"))


@pytest.fixture
def reviewer() -> Client:
    return signed_in(make_account("li", "Reviewer"))


@pytest.fixture
def other_reviewer() -> Client:
    return signed_in(make_account("wang", "Reviewer"))


@pytest.fixture
def police() -> None:
    """The channel for the number in the words of the builders, which would otherwise be warned of."""
    make_agency()


@pytest.fixture
def other_site() -> Iterator[OtherSite]:
    with running_other_site() as site:
        yield site
