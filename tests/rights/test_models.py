"""What may be written in a situation, and that its rows are citations."""

import pytest
from django.core.exceptions import ValidationError

from guidance.rights.fields import split_row, validate_rows
from tests.factories import make_agency, make_answer, make_lender_type, make_provision, make_situation

pytestmark = pytest.mark.django_db


def faults_of(situation) -> dict:
    with pytest.raises(ValidationError) as refusal:
        situation.full_clean()
    return refusal.value.message_dict


def test_a_sound_situation_is_accepted():
    make_provision()
    make_agency()

    make_situation().full_clean()


@pytest.mark.parametrize("row", ["no separator", "slug | ", " | words", "|"])
def test_a_row_names_a_record_and_says_something(row):
    with pytest.raises(ValidationError):
        validate_rows([row])


def test_a_record_is_named_once():
    with pytest.raises(ValidationError):
        validate_rows(["a | x", "a | y"])


def test_a_bar_in_the_words_is_kept():
    assert split_row("a | x | y") == ("a", "x | y")


@pytest.mark.parametrize("field", ["grounds_en", "grounds_zh_hans", "channels_en"])
def test_a_row_that_names_no_record_is_refused(field):
    make_provision()
    make_agency()
    situation = make_situation()
    setattr(situation, field, ["no-such-record | words"])

    assert "no-such-record" in faults_of(situation)[field][0]


def test_there_are_at_most_three_things_to_do_now():
    make_provision()
    make_agency()
    situation = make_situation()
    situation.now_en = ["a", "b", "c", "d"]

    assert "now_en" in faults_of(situation)


@pytest.mark.parametrize("code", ["1", "10", "01", "111", "a1", "１１"])
def test_a_code_is_two_digits_without_nought(code):
    make_provision()
    make_agency()
    situation = make_situation()
    situation.code = code

    assert "code" in faults_of(situation)


def test_a_provisions_page_names_the_situations_that_stand_on_it():
    provision = make_provision()
    situation = make_situation()

    assert provision.cited_in == [situation]


def test_one_pair_has_one_answer():
    situation, lender = make_situation(), make_lender_type()
    make_answer(situation, lender)
    second = make_answer(situation, make_lender_type("platform"))
    second.lender = lender

    assert "__all__" in faults_of(second)
