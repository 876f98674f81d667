"""What speaks against publishing a record is found, with its field and its line, and blocks where it must."""

import datetime

import pytest

from guidance.articles.models import Article
from guidance.editorial.checks import find_problems
from guidance.editorial.models import Publishable
from guidance.editorial.problems import Problem
from guidance.law.models import Instrument
from guidance.rights.models import Situation
from tests.factories import (
    make_agency,
    make_answer,
    make_article,
    make_instrument,
    make_lender_type,
    make_provision,
    make_situation,
)

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)
BROKEN_MARKUP = [
    "<b>bold</b>",
    "[a](javascript:alert(1))",
    "![a](https://example.org/a.png)",
    "```\nopen",
    "1. " * 2000,
]


@pytest.fixture(autouse=True)
def _channel() -> None:
    """The words of the builders say to call 110."""
    make_agency()


def problems_of(record: Publishable, **options) -> list[Problem]:
    return find_problems(record, on=TODAY, **options)


def places(problems: list[Problem]) -> list[tuple[str, int, bool]]:
    return [(problem.field, problem.line, problem.blocking) for problem in problems]


def test_sound_records_have_no_problems():
    make_provision()

    assert problems_of(make_article()) == []
    assert problems_of(make_situation()) == []


def test_an_instance_that_was_never_saved_is_checked_by_its_words():
    draft = Article(slug="draft", title_zh_hans="题", body_zh_hans="一\n\n二 [[law:none]]")

    assert ("body_zh_hans", 3, True) in places(problems_of(draft, one_language=True))
    assert not Article.objects.exists()


def test_missing_english_blocks_unless_one_language_is_meant():
    article = make_article(body_en="", title_en="")

    assert places(problems_of(article)) == [("title_en", 0, True), ("body_en", 0, True)]
    assert problems_of(article, one_language=True) == []


def test_missing_chinese_blocks_whatever_is_meant():
    article = make_article(body_zh_hans="")

    assert places(problems_of(article, one_language=True)) == [("body_zh_hans", 0, True)]


@pytest.mark.parametrize("markup", BROKEN_MARKUP)
def test_broken_html_blocks(markup: str):
    article = make_article(body_en=f"Leave.\n\n{markup}")

    problems = problems_of(article)

    assert problems
    assert all(problem.blocking and problem.field == "body_en" for problem in problems)


@pytest.mark.parametrize("words", ["<b>bold</b>", "See [[agency:police-110]]."])
def test_markup_in_a_field_that_knows_none_blocks(words: str):
    article = make_article(summary_en=words)

    assert ("summary_en", 1, True) in places(problems_of(article))


def test_a_citation_that_names_no_record_blocks():
    article = make_article(body_en="Leave.\n\nSee [[law:none]].")

    assert places(problems_of(article)) == [("body_en", 3, True)]


def test_a_row_that_names_no_record_blocks():
    make_provision()
    situation = make_situation(grounds_en=["criminal-law-238 | Nobody may hold you.", "none | No."])

    assert places(problems_of(situation)) == [("grounds_en", 2, True)]


def test_a_citation_of_what_is_not_published_warns():
    make_article("other", status=Publishable.Status.DRAFT)
    article = make_article(body_en="See [[article:other]].")

    assert places(problems_of(article)) == [("body_en", 1, False)]


@pytest.mark.parametrize("field", ["in_force_from", "in_force_until"])
def test_a_citation_of_what_is_not_in_force_warns(field: str):
    day = {"in_force_from": datetime.date(2027, 1, 1), "in_force_until": datetime.date(2026, 1, 1)}[field]
    make_provision(**{field: day})
    article = make_article(body_en="See [[law:criminal-law-238]].")

    assert places(problems_of(article)) == [("body_en", 1, False)]


def unpublished() -> None:
    make_provision(status=Publishable.Status.WITHDRAWN)


def lapsed() -> None:
    make_provision(in_force_until=datetime.date(2026, 11, 24))


def of_a_lapsed_instrument() -> None:
    make_provision(instrument=make_instrument(in_force_until=datetime.date(2026, 11, 24)))


def of_a_trade_norm() -> None:
    make_provision(instrument=make_instrument(kind=Instrument.Kind.NORM))


def of_another_lender() -> None:
    make_provision().lenders.add(make_lender_type("bank-card"))


@pytest.mark.parametrize(
    "make_ground", [unpublished, lapsed, of_a_lapsed_instrument, of_a_trade_norm, of_another_lender]
)
def test_a_verdict_without_a_binding_ground_in_force_blocks(make_ground):
    make_ground()
    situation, lender = make_situation(), make_lender_type()

    for record in (situation, make_answer(situation, lender)):
        assert ("grounds_zh_hans", 0, True) in places(problems_of(record))


def test_a_verdict_about_a_lender_may_stand_on_a_rule_for_that_lender():
    lender = make_lender_type()
    make_provision().lenders.add(lender)

    assert problems_of(make_answer(make_situation(), lender)) == []


def test_a_verdict_never_saved_needs_its_ground_too():
    assert ("grounds_zh_hans", 0, True) in places(problems_of(Situation(slug="new"), one_language=True))


@pytest.mark.parametrize(
    ("address", "arrives"),
    [
        ("/en/articles/detention-and-following/", True),
        ("/en/law/", True),
        ("/en/articles/none/", False),
        ("/en/nowhere/", False),
        ("/en/admin/", False),
        ("/static/icon.svg", True),
        ("/static/none.svg", False),
        ("/static/../settings.py", False),
        ("/media/none.png", False),
        ("/media/../settings.py", False),
        ("/sitemap.xml", True),
        ("/en/articles/detention-and-following/#leave-first", True),
        ("/zh-hans/articles/detention-and-following/#%E5%85%88%E7%A6%BB%E5%BC%80", True),
        ("/en/articles/detention-and-following/#none", False),
        ("#here", True),
        ("#none", False),
        ("https://example.org/", True),
    ],
)
def test_a_link_within_the_site_warns_unless_it_arrives(address: str, arrives: bool):
    make_article()
    article = make_article("linking", body_en=f"## Here\n\n[link]({address})")

    assert (("body_en", 3, False) in places(problems_of(article))) is not arrives


def test_a_draft_is_no_place_to_arrive_at():
    make_article(status=Publishable.Status.DRAFT)
    article = make_article("linking", body_en="[link](/en/articles/detention-and-following/)")

    assert places(problems_of(article)) == [("body_en", 1, False)]


@pytest.mark.parametrize(
    ("field", "sentence"), [("body_zh_hans", "他们不能这样做" * 9), ("body_en", "They may not do this " * 9)]
)
def test_long_sentences_warn_at_the_longest(field: str, sentence: str):
    article = make_article(**{field: f"## A\n\n{sentence}"})

    assert places(problems_of(article)) == [(field, 3, False)]


def test_a_number_that_no_channel_has_warns():
    article = make_article(body_en="Call 110.\n\nOr call 12378.")

    assert places(problems_of(article)) == [("body_en", 3, False)]


def test_what_blocks_comes_first():
    article = make_article(title_en="Call 12378", body_en="[[law:none]]")

    assert places(problems_of(article)) == [("body_en", 1, True), ("title_en", 1, False)]
