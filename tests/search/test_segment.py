"""Texts are cut into the same tokens, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.search.segment import normal, tokens


def names(text: str) -> list[str]:
    return [token.name for token in tokens(normal(text))]


def test_chinese_is_cut_into_neighbouring_pairs():
    assert names("爆通讯录") == ["爆通", "通讯", "讯录", "录"]


def test_english_words_are_known_by_their_stem():
    assert names("Collectors collecting") == ["collector", "collect"]
    assert names("harassment, harassed") == ["harass", "harass"]


def test_the_border_of_two_scripts_is_a_token_of_its_own():
    assert "p图" in names("P图")
    assert "app催" in names("APP催收")


@pytest.mark.parametrize("written", ["催收", "催　收".replace("　", ""), "催收。", "“催收”"])
def test_signs_around_a_word_do_not_matter(written):
    assert names(written)[:1] == ["催收"]


def test_traditional_and_full_width_forms_are_the_simplified_ones():
    assert names("電話騷擾") == names("电话骚扰")
    assert names("ＡＰＲ　１２３７８") == names("apr 12378")


def test_every_token_keeps_the_word_it_came_from():
    [token] = tokens(normal("harassment"))

    assert (token.name, token.word) == ("harass", "harassment")


@given(st.text(alphabet=st.characters(), max_size=300))
def test_tokens_are_made_of_letters_digits_and_characters_only(text):
    for token in tokens(normal(text)):
        assert token.name
        assert token.name.isalnum()
        assert len(token.name) <= 80
