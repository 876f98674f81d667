"""The measures that the real content is held to measure what they say."""

import pytest

from guidance.content import readability


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("先离开。再打110。", 2),
        ("## 先离开\n\n再打110。", 2),
        ("- **先离开。** 再打110。\n- 留下记录", 3),
        ("| 项目 | 元 |\n|---|--:|\n| 本金 | 1000 |", 2),
    ],
)
def test_chinese_sentences_end_with_their_mark_or_line(text: str, number: int):
    assert len(readability.sentences(text, "zh-hans")) == number


def test_chinese_sentence_is_measured_in_characters():
    assert readability.mean_sentence("先离开。\n\n再打110。", "zh-hans") == pytest.approx(3)


def test_english_sentence_is_measured_in_words():
    assert readability.mean_sentence("Leave first. Then don't wait, call 110.", "en") == pytest.approx(3.5)


def test_number_and_abbreviation_do_not_end_a_sentence():
    assert len(readability.sentences("It costs 1.5 per cent. Call 110.", "en")) == 2


def test_signs_of_markdown_are_no_words():
    text = '!!! danger "有危险"\n    看[[law:psapl-50|第五十条]]和[官网](https://example.org/abc)。'

    assert readability.plain_lines(text, "zh-hans") == ["有危险", "看第五十条和官网。"]


def test_sentence_knows_its_line():
    assert [sentence.line for sentence in readability.sentences("## 先离开\n\n再打。\n留下。", "zh-hans")] == [1, 3, 4]


def test_text_without_words_has_no_mean_sentence():
    assert readability.mean_sentence("---\n", "en") == 0
