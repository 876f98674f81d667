"""Acknowledgement numbers survive being copied by hand, and a slip is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.feedback.numbers import ALPHABET, LENGTH, check_character, make_number, read_number, show_number

NUMBERS = st.text(st.sampled_from(ALPHABET), min_size=LENGTH - 1, max_size=LENGTH - 1).map(
    lambda drawn: drawn + check_character(drawn)
)


def test_a_made_number_is_read_as_it_is_shown():
    number = make_number()

    assert read_number(show_number(number)) == number
    assert len({make_number() for _ in range(100)}) == 100


def test_no_character_looks_like_another():
    assert not set(ALPHABET) & set("01IOLUV")


@given(NUMBERS)
def test_a_number_is_read_in_any_case_width_and_grouping(number):
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number)

    assert read_number(number.lower()) == read_number(f" {number[:3]} {number[3:]}.") == read_number(wide) == number


@given(NUMBERS, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(number, place, character):
    wrong = number[:place] + character + number[place + 1 :]

    assert read_number(wrong) == (number if wrong == number else None)


@given(NUMBERS, st.integers(0, LENGTH - 3))
def test_two_swapped_characters_are_noticed(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert read_number(swapped) == (number if swapped == number else None)


@pytest.mark.parametrize("typed", ["", "K7QPM", "0" * 10, "催收", "\x00", "A" * 9999, "\ud800"])
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) is None
