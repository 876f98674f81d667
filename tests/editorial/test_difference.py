"""A difference loses nothing of either text, and shows what changed in words, or in Chinese characters."""

from hypothesis import given
from hypothesis import strategies as st

from guidance.editorial.difference import ADDED, REMOVED, SAME, compare

TEXTS = st.text(alphabet="先后离开打电话ab c.\n", max_size=60)


def kept(pieces: list, *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_their_difference(before, after):
    pieces = compare(before, after)

    if "⋯" not in kept(pieces, SAME):
        assert kept(pieces, SAME, REMOVED) == before
        assert kept(pieces, SAME, ADDED) == after


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert not [piece for piece in compare(text, text) if piece.kind != SAME]


def test_chinese_is_compared_character_by_character():
    pieces = compare("先打110，再离开。", "先离开，再打110。")

    assert kept(pieces, SAME).startswith("先")
    assert len(pieces) > 3


def test_english_is_compared_word_by_word():
    pieces = compare("Leave first, then call.", "Leave now, then call.")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        (SAME, "Leave "),
        (REMOVED, "first"),
        (ADDED, "now"),
        (SAME, ", then call."),
    ]


def test_a_long_unchanged_stretch_is_shortened():
    lines = [f"line {number}\n" for number in range(40)]

    pieces = compare("".join(lines), "".join([*lines, "one more\n"]))

    assert "line 20" not in kept(pieces, SAME)
    assert kept(pieces, ADDED) == "one more\n"
