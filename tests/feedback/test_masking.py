"""No number or address of anybody's is left in what is kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.feedback.masking import MASK, NUMERALS, mask

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
SIGNS = st.text(st.sampled_from(" -—.·()（）/\u200b\ufe0f\u20e3　*\n"), max_size=3)
ANY_DIGIT = st.sampled_from("0123456789０１２３４５６７８９①②③𝟏𝟐٣५" + NUMERALS)
TURNED = [
    ("我叫13812345678，请回电", "我叫•••••••••••，请回电"),
    ("１３８　１２３４　５６７８", "•" * 13),
    ("一三八一二三四五六七八", "•••••••••••"),
    ("幺三八-一二三四-五六七八", "•" * 13),
    ("138一二三四5678", "•" * 11),
    ("身份证11010519491231002X。", "身份证••••••••••••••••••。"),
    ("mail me: li.lei+a@qq.com!", "mail me: •••••••••••••••!"),
    ("ｌｉ＠ｑｑ．ｃｏｍ", "•" * 9),
    ("微信：zhangsan", "微信：••••••••"),
    ("my WeChat ID: li_lei", "my WeChat ID: ••••••"),
    ("加我微信zhangsan_88聊", "加我微信•••••••••••聊"),
    ("加wxid_ab12cd", "加•••••••••••"),
    ("see @lilei on it", "see •••••• on it"),
    ("one three eight, one two three four", MASK * 35),
]


@pytest.mark.parametrize("keep_short", [False, True])
@pytest.mark.parametrize(("typed", "kept"), TURNED)
def test_numbers_and_addresses_are_taken_out(typed, kept, keep_short):
    assert mask(typed, keep_short=keep_short) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "一五一十，三三两两",
        "第一次，一个人打了两三天",
        "deadline: tomorrow",
        "微信群里有人骂我",
        "微信Android版打不开",
        "wechat messages",
    ],
)
def test_ordinary_words_stay(typed):
    assert mask(typed) == typed


def test_in_a_remark_every_digit_goes():
    assert mask("第238条，36%，2026年") == "第•••条，••%，••••年"


@pytest.mark.parametrize("typed", ["第238条，36%，2026年11月", "36%, 24%, 15.4%", "Article 238, since 2026"])
def test_in_a_correction_the_figures_of_a_rule_stay(typed):
    assert mask(typed, keep_short=True) == typed


@settings(deadline=None)
@given(ANY_TEXT)
def test_no_text_raises_and_no_digit_is_left(text):
    masked = mask(text)

    assert len(masked) == len(text)
    assert not any(character.isdigit() for character in masked)


@settings(deadline=None)
@given(ANY_TEXT, st.booleans())
def test_masking_again_changes_nothing(text, keep_short):
    once = mask(text, keep_short=keep_short)

    assert mask(once, keep_short=keep_short) == once


@settings(deadline=None)
@given(st.lists(st.tuples(ANY_DIGIT, SIGNS), min_size=5, max_size=18), ANY_TEXT, ANY_TEXT, st.booleans())
def test_a_number_is_found_however_it_is_written_and_wherever_it_stands(pieces, before, after, keep_short):
    number = "".join(digit + signs for digit, signs in pieces)

    masked = mask(before + number + after, keep_short=keep_short)

    assert not set(masked[len(before) : len(before) + len(number)]) & {digit for digit, _signs in pieces}
