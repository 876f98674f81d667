"""What makes stored pages out of date, and what does not."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from guidance.content.sync import load
from guidance.editorial.texts import BatchTexts
from guidance.law.models import Rate
from guidance.pages.models import Generation
from guidance.site.collections import COLLECTIONS
from tests.factories import make_article, make_rate, make_situation, make_word_list
from tests.pages.counting import Counting


def number() -> int:
    return Generation.objects.number()


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction, or a part of one, that fails at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def before(transactional_db) -> int:
    make_article()
    return number()


def test_a_saved_record_makes_pages_out_of_date(before):
    make_article("another")

    assert number() > before


def test_a_rate_added_makes_pages_out_of_date(before):
    make_rate()

    assert number() > before


def test_a_rate_deleted_makes_pages_out_of_date(before):
    make_rate(datetime.date(2024, 1, 20))
    added = number()
    Rate.objects.all().delete()

    assert number() > added


def test_a_changed_word_of_readers_makes_pages_out_of_date(before):
    words = make_word_list("call-bombing", make_situation())
    made = number()
    words.phrases_en = [*words.phrases_en, "they never stop ringing"]
    words.save()

    assert number() > made


def test_a_relation_alone_makes_pages_out_of_date(before):
    first, second = make_article("first"), make_article("second")
    made = number()
    first.related.add(second)

    assert number() > made


def test_what_readers_do_not_see_leaves_pages_alone(before):
    Client().force_login(User.objects.create_user("editor"), backend="django.contrib.auth.backends.ModelBackend")

    assert number() == before


def test_loading_the_same_files_again_leaves_pages_alone(transactional_db, settings, tmp_path):
    folder = tmp_path / "law"
    folder.mkdir()
    (folder / "rates.yaml").write_text("- starts_on: 2025-05-20\n  percent: 3.00\n", encoding="utf-8")
    load(tmp_path, COLLECTIONS, texts=BatchTexts())
    loaded = number()

    load(tmp_path, COLLECTIONS, texts=BatchTexts())

    assert loaded > 0
    assert number() == loaded


def test_one_transaction_counts_once(before):
    with connection.execute_wrapper(counting := Counting("pages_generation")), transaction.atomic():
        for slug in ("a", "b", "c"):
            make_article(slug)

    assert counting.updates == 1


def test_what_was_rolled_back_never_was(before):
    with rolled_back():
        make_article("another")

    assert number() == before
    make_article("kept")
    assert number() > before


def test_a_save_after_a_rolled_back_part_still_counts(before):
    with transaction.atomic():
        with rolled_back():
            make_article("taken-back")
        make_article("kept")

    assert number() > before


def test_words_and_number_are_committed_together(before):
    """Were the number committed apart, a crash between the two would leave old pages for ever."""
    article = make_article("another")
    article.title_en = "Changed"
    with rolled_back():
        article.save()
        assert number() > before

    article.refresh_from_db()
    assert article.title_en != "Changed"


def test_numbers_grow_even_if_the_clock_goes_back(before):
    Generation.objects.update(number=before + 10**15)

    make_article("another")

    assert number() == before + 10**15 + 1
