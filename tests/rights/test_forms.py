"""What was chosen, read from an address that anyone may have typed."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance.rights.forms import SITUATIONS_AT_MOST, read_choice
from tests.factories import make_lender_type, make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    make_situation("call-bombing", code="11")
    make_situation("violence", code="21")
    make_situation("a-draft", code="22", status="draft")
    make_lender_type("small-loan")
    make_lender_type("platform")


def slugs_of(choice) -> list[str]:
    return [situation.slug for situation in choice.situations]


@pytest.mark.usefixtures("rows")
def test_a_choice_is_written_in_one_way():
    choice = read_choice(QueryDict("s=violence&x=1&l=small-loan&s=call-bombing&s=violence"))

    assert choice.is_complete
    assert choice.query == "l=small-loan&s=call-bombing&s=violence"


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("lender", ["", "l=", "l=unknown"])
def test_without_a_known_lender_the_answer_holds_for_all(lender):
    choice = read_choice(QueryDict(f"s=violence&{lender}"))

    assert choice.is_complete
    assert choice.lender is None


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("s=violence&s=nonsense", ["violence"]),
        ("s=violence&l=nobody", ["violence"]),
        ("s=violence&l=small-loan&l=platform", ["violence"]),
        ("s=a-draft", []),
        ("s=%00", []),
        ("s=%E4%B8%AD%E6%96%87", []),
        ("s=violence&s=%ED%A0%80", ["violence"]),
        ("&".join(f"s={number}" for number in range(900)), []),
    ],
)
def test_a_wrong_choice_keeps_what_was_right(query, kept):
    choice = read_choice(QueryDict(query))

    assert not choice.is_complete
    assert choice.mistakes
    assert slugs_of(choice) == kept


@pytest.mark.usefixtures("rows")
def test_nothing_chosen_is_no_mistake():
    choice = read_choice(QueryDict(""))

    assert not choice.is_asked
    assert not choice.mistakes


def test_no_page_is_made_of_more_situations_than_anyone_can_read():
    codes = [f"{tens}{units}" for tens in (1, 2) for units in range(1, 7)]
    for code in codes:
        make_situation(f"situation-{code}", code=code)

    choice = read_choice(QueryDict("&".join(f"s=situation-{code}" for code in codes)))

    assert len(choice.situations) == SITUATIONS_AT_MOST
    assert not choice.is_complete


@pytest.mark.usefixtures("rows")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["s", "l", "q", "é"]), st.text(max_size=60)), max_size=12))
def test_no_query_raises_and_what_is_kept_exists(pairs):
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)

    choice = read_choice(query)

    assert set(slugs_of(choice)) <= {"call-bombing", "violence"}
