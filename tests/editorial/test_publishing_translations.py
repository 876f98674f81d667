"""What an editor publishes says which translations are behind, and a minor edit leaves them true."""

import datetime

import pytest

from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Publishable, Translation
from tests.factories import make_account, make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police")]
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)


def draft(record: Publishable, *, is_minor: bool = False, **words) -> None:
    """An author changes some words of the draft."""
    desk = open_desk(type(record).objects.get(pk=record.pk))
    author = make_account(f"author-{desk.newest.pk}", "Author")
    words = {**desk.newest.words, **words}
    workflow.save_draft(record, words=words, opened=desk.opened, by=author, now=NOW, is_minor=is_minor)


def publish(record: Publishable) -> str:
    """The state of the English after the draft was published."""
    workflow.publish(record, by=make_account("reviewer", "Reviewer"), now=NOW)
    return Translation.objects.get(record_id=record.pk, record_type__model="article").state


def test_a_draft_leaves_the_translation_as_it_is():
    article = make_article()

    draft(article, title_zh_hans="新标题")

    assert not Translation.objects.stale().exists()


def test_publishing_the_chinese_alone_leaves_the_english_behind():
    article = make_article()
    draft(article, title_zh_hans="新标题")

    assert publish(article) == "stale"


def test_publishing_both_languages_keeps_the_english_current():
    article = make_article()
    draft(article, title_zh_hans="新标题")
    draft(article, title_en="New title")

    assert publish(article) == "current"


def test_publishing_minor_edits_keeps_the_english_current():
    article = make_article()
    draft(article, is_minor=True, title_zh_hans="被扣住，被跟踪")
    draft(article, is_minor=True, summary_zh_hans="扣人不是催收！")

    assert publish(article) == "current"


def test_one_edit_that_is_not_minor_counts_for_the_whole_draft():
    article = make_article()
    draft(article, is_minor=True, title_zh_hans="被扣住，被跟踪")
    draft(article, summary_zh_hans="扣人可能犯罪。")

    assert publish(article) == "stale"
