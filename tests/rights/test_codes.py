"""What a reader types to come back to an answer."""

import pytest

from guidance.rights.codes import Pair, code_of, find_by_code
from tests.factories import make_lender_type, make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return Pair(make_situation(code="11"), make_lender_type(code="3"))


@pytest.mark.parametrize("typed", ["113", " 113 ", "1-1-3", "1 1 3", "１１３", "11·3"])
def test_a_code_is_understood_however_it_is_typed(pair, typed):
    assert find_by_code(typed) == pair


@pytest.mark.parametrize("typed", ["11", "110"])
def test_without_a_lender_the_code_names_the_situation(pair, typed):
    assert find_by_code(typed) == Pair(pair.situation, None)


@pytest.mark.parametrize(
    "typed", ["", "1", "999", "114", "1133", "abc", "1a3", "一一三", "١١٣", "1" * 10_000, "\x00113"]
)
def test_what_is_no_code_opens_nothing(pair, typed):
    assert find_by_code(typed) is None


def test_a_page_is_found_by_the_code_it_shows(pair):
    assert find_by_code(code_of(*pair)) == pair
    assert find_by_code(code_of(pair.situation, None)) == Pair(pair.situation, None)


def test_a_draft_has_no_code(pair):
    pair.situation.status = "draft"
    pair.situation.save()

    assert find_by_code("113") is None
