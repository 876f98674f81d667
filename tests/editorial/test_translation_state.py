"""A translation is behind where the Chinese changed without it, until it follows or is said to be still correct."""

import datetime

import pytest

from guidance.articles.models import Article
from guidance.editorial.models import Publishable
from guidance.editorial.models.translation import Translation
from guidance.editorial.translation_state import (
    StaleBlock,
    confirm_still_correct,
    follow,
    stale_blocks,
    state_of,
    take_in_work,
)
from tests.factories import make_article, make_provision

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = datetime.date(2026, 11, 23), datetime.date(2026, 11, 24)
State = Translation.State


def publish(record: Publishable, *, on: datetime.date = MONDAY, is_minor: bool = False, **words) -> Publishable:
    """The record as readers get it from a day on."""
    for name, value in words.items():
        setattr(record, name, value)
    type(record)._base_manager.filter(pk=record.pk).update(**words)
    follow([record], on=on, is_minor=is_minor)
    return type(record)._base_manager.get(pk=record.pk)


def article() -> Article:
    return make_article(body_zh_hans="开头\n\n## 甲\n\n一\n\n## 乙\n\n二", body_en="Start\n\n## A\n\n1\n\n## B\n\n2")


def stale(record: Publishable) -> list[StaleBlock]:
    return stale_blocks(record, state_of(record, "en"))


def test_a_new_record_in_both_languages_is_current():
    record = article()

    assert state_of(record, "en").state == State.CURRENT
    assert stale(record) == []


def test_a_record_without_english_is_missing():
    assert state_of(make_article(body_en=""), "en").state == State.MISSING


def test_english_written_later_is_made_from_the_chinese_beside_it():
    record = publish(make_article(body_en=""), body_zh_hans="新的")

    record = publish(record, on=TUESDAY, body_en="New")

    assert state_of(record, "en").state == State.CURRENT


def test_only_the_block_that_changed_is_stale_with_its_difference():
    record = publish(article(), body_zh_hans="开头\n\n## 甲\n\n一\n\n## 乙\n\n三")

    translation = state_of(record, "en")
    assert (translation.state, translation.stale_since) == (State.STALE, MONDAY)
    [block] = stale(record)
    assert (block.before, block.after) == ("## 乙\n\n二", "## 乙\n\n三")


def test_a_short_text_is_a_block_by_itself():
    record = publish(article(), title_zh_hans="新标题", key_points_zh_hans=["一", "二", "三"])

    assert [block.after for block in stale(record)] == ["新标题", "一\n二\n三"]


def test_spacing_makes_nothing_stale():
    record = publish(article(), body_zh_hans="开头 \n\n\n## 甲\n一\n\n## 乙\n二\n")

    assert state_of(record, "en").state == State.CURRENT


def test_a_publication_of_both_languages_is_current():
    record = publish(article(), title_zh_hans="新标题", title_en="New title")

    assert state_of(record, "en").state == State.CURRENT


def test_english_of_another_block_does_not_make_a_block_current():
    record = publish(
        article(),
        body_zh_hans="开头\n\n## 甲\n\n一\n\n## 乙\n\n三",
        body_en="Start\n\n## A\n\nOne\n\n## B\n\n2",
    )

    assert [block.after for block in stale(record)] == ["## 乙\n\n三"]


def test_english_that_follows_later_is_current_again():
    record = publish(article(), title_zh_hans="新标题")

    record = publish(record, on=TUESDAY, title_en="New title")

    assert state_of(record, "en").state == State.CURRENT
    assert record.stale_since == {}


def test_a_change_taken_back_is_current_again():
    record = publish(article(), title_zh_hans="新标题")

    record = publish(record, on=TUESDAY, title_zh_hans="被扣住、被跟踪")

    assert state_of(record, "en").state == State.CURRENT


def test_what_was_stale_keeps_its_day_through_further_changes():
    record = publish(article(), title_zh_hans="新标题")

    record = publish(record, on=TUESDAY, summary_zh_hans="新摘要。")

    assert state_of(record, "en").stale_since == MONDAY
    assert len(stale(record)) == 2


def test_a_minor_change_makes_nothing_stale():
    record = publish(article(), is_minor=True, body_zh_hans="开头！\n\n## 甲\n\n一\n\n## 乙\n\n二")

    assert state_of(record, "en").state == State.CURRENT


def test_a_minor_change_does_not_hide_what_was_stale():
    record = publish(article(), title_zh_hans="新标题")

    record = publish(record, on=TUESDAY, is_minor=True, title_zh_hans="新标题！", summary_zh_hans="扣人不是催收！")

    assert [block.after for block in stale(record)] == ["新标题！"]


def test_still_correct_holds_until_the_next_change():
    record = publish(article(), title_zh_hans="新标题")

    translation = confirm_still_correct(record, "en", by="Li Wei", on=TUESDAY)

    assert (translation.state, translation.confirmed_by, translation.confirmed_on) == (State.CURRENT, "Li Wei", TUESDAY)
    record = publish(type(record).objects.get(), on=TUESDAY, title_zh_hans="又一个标题")
    assert [block.before for block in stale(record)] == ["新标题"]
    assert state_of(record, "en").confirmed_by == ""


def test_who_has_a_translation_in_hand_is_known_until_it_changes():
    record = publish(article(), title_zh_hans="新标题")
    take_in_work(record, "en", by="Li Wei")

    assert state_of(record, "en").in_work_by == "Li Wei"
    assert Translation.objects.in_work().count() == 1
    record = publish(record, title_en="New title")
    assert state_of(record, "en").in_work_by == ""


def test_the_record_itself_knows_since_when_it_is_behind():
    record = publish(article(), title_zh_hans="新标题")

    assert record.stale_since == {"en": "2026-11-23"}
    confirm_still_correct(record, "en", by="Li Wei", on=TUESDAY)
    assert Article.objects.get().stale_since == {}


def test_saving_a_record_keeps_its_translation_in_step():
    record = article()

    record.title_zh_hans = "新标题"
    record.save()

    assert Translation.objects.stale().count() == 1
    assert record.stale_since.keys() == {"en"}


def test_saving_a_minor_change_makes_nothing_stale():
    record = article()

    record.title_zh_hans = "新标题"
    record.save(is_minor=True)

    assert Translation.objects.current().count() == Translation.objects.count()


def test_following_many_records_asks_no_more_of_the_database(django_assert_num_queries):
    few = [make_provision(f"provision-{number}") for number in range(3)]
    many = [*few, *(make_provision(f"further-{number}") for number in range(12))]

    for records in (few, many):
        with django_assert_num_queries(1):
            follow(records, on=MONDAY)
