"""Texts are split at their headings, and a translation is followed block by block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.content.blocks import (
    Change,
    carry,
    changes,
    fingerprint,
    fingerprints,
    made_just_now,
    split,
    translated_anew,
)

BLOCKS = st.lists(st.text("ab#\n 打", min_size=1, max_size=6).filter(lambda text: text.strip()), max_size=6)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n\n", []),
        ("one\n\ntwo", ["one\n\ntwo"]),
        ("intro\n\n## A\n\na\n\n### B\n\nb", ["intro", "## A\n\na", "### B\n\nb"]),
        ("## A\n## B", ["## A", "## B"]),
        ("## A\n\n```\n# not a heading\n```\n\n## B", ["## A\n\n```\n# not a heading\n```", "## B"]),
        ("## A\n\n~~~\n## open", ["## A\n\n~~~\n## open"]),
    ],
)
def test_a_text_is_split_at_its_headings(text: str, blocks: list[str]):
    assert split(text) == blocks


@given(st.text())
def test_splitting_loses_no_words(text: str):
    assert fingerprint("".join(split(text))) == fingerprint(text)


@given(st.text())
def test_splitting_again_splits_no_further(text: str):
    assert [split(block) for block in split(text)] == [[block] for block in split(text)]


@given(st.text("ab打 \n\t"), st.text(" \n\t"))
def test_white_space_does_not_count(text: str, space: str):
    assert fingerprint(space.join(text)) == fingerprint(text)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (["a", "b"], ["a", "b"], []),
        (["a", "b"], ["a", " b\n"], []),
        (["a", "b"], ["a", "c"], [Change(("b",), ("c",), 1)]),
        (["a", "b"], ["c", "d"], [Change(("a",), ("c",), 0), Change(("b",), ("d",), 1)]),
        (["a", "b"], ["a", "new", "b"], [Change((), ("new",), 1)]),
        (["a", "b", "c"], ["a", "c"], [Change(("b",), (), 1)]),
    ],
)
def test_changes_of_blocks_are_found_in_their_place(before: list[str], after: list[str], found: list[Change]):
    assert changes(before, after) == found


@given(BLOCKS, BLOCKS)
def test_without_a_settled_change_a_translation_stands_for_what_it_stood_for(made_from: list[str], source: list[str]):
    assert fingerprints(carry(made_from, source, lambda change: False)) == fingerprints(made_from)


@given(BLOCKS, BLOCKS)
def test_with_every_change_settled_a_translation_stands_for_the_source(made_from: list[str], source: list[str]):
    assert carry(made_from, source, lambda change: True) == source


@given(BLOCKS, BLOCKS, BLOCKS)
def test_a_translation_left_as_it_was_follows_nothing(made_from: list[str], source: list[str], words: list[str]):
    marks = fingerprints(words)

    followed = translated_anew(len(source), marks, marks)

    assert not any(followed(change) for change in changes(made_from, source))


@given(BLOCKS, BLOCKS)
def test_a_minor_edit_of_a_current_source_settles_all(before: list[str], after: list[str]):
    is_new = made_just_now(fingerprints(before))
    old = set(fingerprints(before))

    unsettled = [change for change in changes(before, after) if not is_new(change)]

    # Only a block that merely moved, or was doubled, can look as if it had been there before.
    assert all(not change.before and old & set(fingerprints(change.after)) for change in unsettled)


def followed(source: list[str], before: list[str], after: list[str], made_from: list[str]) -> list[str]:
    """What a translation stands for after it became `after`."""
    return carry(made_from, source, translated_anew(len(source), fingerprints(before), fingerprints(after)))


def test_the_block_translated_anew_is_current_and_the_other_stays_stale():
    assert followed(["A2", "B2"], ["a", "b"], ["a", "b2"], made_from=["A", "B"]) == ["A", "B2"]


def test_a_block_added_in_both_languages_is_current():
    assert followed(["A", "N", "B"], ["a", "b"], ["a", "n", "b"], made_from=["A", "B"]) == ["A", "N", "B"]


def test_a_block_added_in_the_source_alone_is_stale():
    assert followed(["A", "N", "B"], ["a", "b"], ["a", "b"], made_from=["A", "B"]) == ["A", "B"]


def test_a_block_taken_out_of_both_languages_is_current():
    assert followed(["A", "C"], ["a", "b", "c"], ["a", "c"], made_from=["A", "B", "C"]) == ["A", "C"]


def test_a_block_taken_out_of_the_source_alone_is_stale():
    assert followed(["A", "C"], ["a", "b", "c"], ["a", "b", "c"], made_from=["A", "B", "C"]) == ["A", "B", "C"]


def test_a_translation_of_another_build_counts_as_one_text():
    assert followed(["A2", "B"], ["all of it"], ["all of it, anew"], made_from=["A", "B"]) == ["A2", "B"]


def test_a_change_that_was_stale_before_is_not_made_current_by_a_minor_edit():
    made_from, seen, now = ["A", "B"], fingerprints(["A2", "B"]), ["A3", "B2"]

    assert carry(made_from, now, made_just_now(seen)) == ["A", "B2"]
