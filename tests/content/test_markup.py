"""What a Markdown text leads to, and what in it would not come out as it was meant, is found with its line."""

import pytest

from guidance.content.fences import fences
from guidance.content.markup import Fault, Flaw, Target, faults, targets, typed_tags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one\n\n[a](/en/law/)", [Target("/en/law/", 3)]),
        ("[a](/en/law/)\n[b](/en/law/)", [Target("/en/law/", 1), Target("/en/law/", 2)]),
        ('[a][law]\n\n[law]: https://example.org/?a=1&b=2 "T"', [Target("https://example.org/?a=1&b=2", 3)]),
        ("<https://example.org/>", [Target("https://example.org/", 1)]),
        ("<help@example.org>", [Target("mailto:help@example.org", 1)]),
        ("![a](/static/a.png)", [Target("/static/a.png", 1, is_image=True)]),
        ("See [[law:criminal-law-238]].", []),
        ("A note[^1].\n\n[^1]: Its words.", []),
        ("`[a](/en/law/)`\n\n```\n[b](/en/law/)\n```", []),
    ],
)
def test_links_and_images_are_found_with_their_lines(text: str, found: list[Target]):
    assert targets(text) == found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("fine\n\n```\nnever closed", Fault(Flaw.UNCLOSED_FENCE, 3)),
        ("fine\n\na <b>word", Fault(Flaw.TYPED_TAG, 3, "<b>")),
        ("<!-- not for readers -->", Fault(Flaw.TYPED_TAG, 1, "<!--")),
        ("\n[a](javascript:alert(1))", Fault(Flaw.LOST_LINK, 2, "javascript:alert(1)")),
        ("[a](articles/first)", Fault(Flaw.LOST_LINK, 1, "articles/first")),
        ("[a](//example.org/)", Fault(Flaw.LOST_LINK, 1, "//example.org/")),
        ("![a](https://example.org/a.png)", Fault(Flaw.LOST_IMAGE, 1, "https://example.org/a.png")),
        ("1. " * 2000 + "a", Fault(Flaw.TOO_DEEP, 0)),
    ],
)
def test_what_would_be_lost_or_shown_as_typed_is_found_with_its_line(text: str, fault: Fault):
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        "## Heading\n\n- [a](/en/law/) and **b**\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "```\n<b>[a](b)\n```",
        "`<b>` is a tag; 3 < 5 > 2; <https://example.org/>",
        "[[law:criminal-law-238|own words]]",
    ],
)
def test_a_sound_text_has_no_faults(text: str):
    assert faults(text) == []


def test_every_typed_tag_is_found_in_a_text_without_markdown():
    assert [(fault.words, fault.line) for fault in typed_tags("a\n<i>b</i>")] == [("<i>", 2), ("</i>", 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```\na\n```\nb\n~~~ python\n~~~", [(1, 3), (5, 6)]),
        ("```\n~~~\n```", [(1, 3)]),
        ("````\n```\n````", [(1, 3)]),
        ("a\n```", [(2, 0)]),
        ("a ``` b", []),
    ],
)
def test_code_fences_are_found_with_their_ends(text: str, found: list[tuple[int, int]]):
    assert fences(text) == found
