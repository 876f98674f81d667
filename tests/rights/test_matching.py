"""A reader's own words: learnt from examples alone, explained, never an error."""

import json
import random

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.rights.evaluation import LabelError, evaluate, measure, read_labelled
from guidance.rights.matching import Example, Matcher
from guidance.rights.models import WordList
from guidance.rights.text import clauses, clean
from guidance.rights.understanding import matcher
from tests.factories import make_situation, make_word_list

PHRASES = {
    "call-bombing": ["电话轰炸", "一天打几十个电话", "不停打电话", "calls all day long", "phone rings nonstop"],
    "violence": ["动手打人", "把我打伤了", "他们打了我", "they hit me", "they beat me up"],
    "excessive-interest": ["利息太高", "利滚利", "砍头息", "the interest is too high", "hidden fees"],
    None: ["今天天气怎么样", "怎么起诉欠我钱的人", "房贷利率多少", "how is the weather", "mortgage rate today"],
}
EXAMPLES = [Example(situation, text) for situation, texts in PHRASES.items() for text in texts]


@pytest.fixture(scope="module")
def learnt() -> Matcher:
    return Matcher(EXAMPLES, danger=["不想活", "打伤", "gun", "kill myself"], slips={"利习": "利息"})


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("他们一天到晚不停打电话给我", "call-bombing"),
        ("催收的把我打伤了怎么办", "violence"),
        ("这个利滚利合法吗", "excessive-interest"),
        ("my phone rings all day", "call-bombing"),
        ("they BEAT me", "violence"),
        ("theyre adding hiden fees", "excessive-interest"),
        ("利习太高", "excessive-interest"),
        ("ｐｈｏｎｅ rings", "call-bombing"),
    ],
)
def test_words_are_understood(learnt, text, situation):
    assert learnt.match(text).ranked[0].situation == situation


def test_the_words_that_spoke_are_the_readers_own(learnt):
    found = learnt.match("天天电话轰炸我").found[0]

    assert found.words
    assert all(word in "天天电话轰炸我" for word in found.words)


def test_several_situations_in_one_text_are_all_found(learnt):
    found = {match.situation for match in learnt.match("一天打几十个电话，利息太高，还把我打伤了").found}

    assert found == {"call-bombing", "excessive-interest", "violence"}


@pytest.mark.parametrize("text", ["今天天气怎么样啊", "mortgage rate", "怎么起诉欠钱的人"])
def test_what_is_not_answered_here_finds_nothing(learnt, text):
    assert learnt.match(text).found == ()


@pytest.mark.parametrize("text", ["", "   ", "。！？", "\x00\x01", "🙂", "ωψξ"])
def test_nothing_known_finds_nothing(learnt, text):
    matching = learnt.match(text)

    assert not matching.found
    assert not matching.is_sure


@pytest.mark.parametrize(("text", "danger"), [("我不想活了", True), ("he has a gun", True), ("it has begun", False)])
def test_words_of_danger_are_noticed_whatever_matches(learnt, text, danger):
    assert learnt.match(text).danger is danger


def test_a_new_phrase_improves_what_is_understood(learnt):
    text = "他们搞夺命连环call"
    wiser = Matcher([*EXAMPLES, Example("call-bombing", "夺命连环call")])

    assert not learnt.match(text).found or learnt.match(text).found[0].situation != "call-bombing"
    assert wiser.match(text).found[0].situation == "call-bombing"


def test_what_is_learnt_does_not_depend_on_chance(learnt):
    random.seed(5)
    again = Matcher(EXAMPLES, danger=["不想活"], slips={"利习": "利息"})

    assert again.match("一天打几十个电话，利息太高") == learnt.match("一天打几十个电话，利息太高")


def test_pieces_in_different_scripts_are_never_taken_for_one_another():
    matcher = Matcher(
        [Example("violence", "敢"), Example("violence", "敢打"), Example(None, "be"), Example(None, "be ok")]
    )

    assert hash("敢") == hash("be")
    assert matcher.match("敢").found
    assert not matcher.match("be").found


def test_without_any_example_nothing_is_found():
    assert Matcher([]).match("电话轰炸").found == ()


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300), st.text(st.characters(), max_size=300), st.text("催收打电话利息 abc.,\n\t", max_size=300)
    )
)
def test_no_text_is_an_error_and_shares_are_shares(text):
    matching = SHARED.match(text)

    assert all(0 <= match.score <= 1 for match in matching.ranked)
    assert {match.situation for match in matching.found} <= set(PHRASES)
    assert [match.score for match in matching.ranked] == sorted(
        (match.score for match in matching.ranked), reverse=True
    )


SHARED = Matcher(EXAMPLES, danger=["不想活"])


@pytest.mark.parametrize("text", ["催收" * 5000, "a" * 10_000, "\ud800 lone", "‮abc", "a\x00b" * 3000, "ﷺ" * 3000])
def test_ten_thousand_characters_and_broken_ones_are_no_error(text):
    SHARED.match(text)


def test_cleaning_keeps_one_width_one_case_and_no_control_characters():
    assert clean("ＡＰＰ催收\x07\u200b 预期", {"预期": "逾期"}) == "app催收   逾期"


def test_a_text_falls_into_clauses():
    assert clauses("打我了，利息高 电话多 they hit me and they call") == [
        "打我了",
        "利息高",
        "电话多 they hit me",
        "and they call",
    ]


@pytest.mark.django_db
def test_an_editors_new_phrase_is_learnt_at_the_next_question():
    make_word_list("call-bombing", make_situation())
    make_word_list("elsewhere", phrases_zh_hans=["今天天气怎么样"], phrases_en=[])
    assert not matcher().match("夺命连环").found

    listed = WordList.objects.get(slug="call-bombing")
    listed.phrases_zh_hans = [*listed.phrases_zh_hans, "夺命连环call", "夺命连环"]
    listed.save()

    assert matcher().match("夺命连环").found[0].situation == "call-bombing"


def labelled_file(tmp_path, rows):
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


ROWS = [
    {"id": "1", "lang": "zh", "text": "不停打电话", "primary": "call-bombing", "also": []},
    {"id": "2", "lang": "zh", "text": "利滚利", "primary": "violence", "also": ["excessive-interest"]},
    {"id": "3", "lang": "zh", "text": "把我打伤了", "primary": "call-bombing", "also": []},
    {"id": "4", "lang": "zh", "text": "今天天气怎么样", "primary": None, "also": []},
    {"id": "5", "lang": "zh", "text": "今天天气", "primary": "violence", "also": []},
]


def test_the_measures_count_hits_and_rejections(tmp_path, learnt):
    measures = measure(evaluate(learnt, read_labelled(labelled_file(tmp_path, ROWS))))

    assert measures.n == 5
    assert measures.top1 == 0.5
    assert measures.off_topic_rejected == 1
    assert measures.on_topic_rejected == 0.25


@pytest.mark.parametrize("row", ["not json", '{"id": "1"}', "[]", '"text"', "1"])
def test_a_line_that_is_no_labelled_text_is_named(tmp_path, row):
    with pytest.raises(LabelError, match=":2:"):
        read_labelled(labelled_file(tmp_path, [ROWS[0], row]))


@pytest.mark.django_db
def test_the_command_prints_one_json_object(tmp_path, capsys):
    make_word_list("call-bombing", make_situation())

    call_command("evaluate_matching", labelled_file(tmp_path, ROWS), "--json")

    measures = json.loads(capsys.readouterr().out)
    assert set(measures) == {"zh", "en"}
    assert set(measures["zh"]) == {"n", "top1", "top3", "off_topic_rejected", "on_topic_rejected", "median_ms"}
    assert measures["en"]["n"] == 0


@pytest.mark.django_db
def test_the_command_reports_in_words_and_names_what_it_cannot_read(tmp_path, capsys):
    make_word_list("call-bombing", make_situation())
    call_command("evaluate_matching", labelled_file(tmp_path, ROWS))

    assert "missed" in capsys.readouterr().out
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_matching", tmp_path / "missing.jsonl")
