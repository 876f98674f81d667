"""Which addresses are gone: the store serves no older page there when no right one can be made."""

import shutil
from collections.abc import Callable

import pytest
from django.db import models, transaction

from guidance.articles.models import Article, Section, SitePage
from guidance.content.sync import load
from guidance.editorial.models import Publishable
from guidance.editorial.texts import BatchTexts
from guidance.law.models import Instrument, LenderType
from guidance.pages.gone import gone_addresses, is_below
from guidance.pages.page import Page
from guidance.pages.store import PageStore
from guidance.pages.watching import Watcher
from guidance.rights.models import Answer, Situation, SituationGroup
from guidance.site.collections import COLLECTIONS
from tests.factories import make_answer, make_article, make_lender_type, make_provision, make_site_page, make_situation

ARTICLE = "/en/articles/detention-and-following/"

pytestmark = pytest.mark.django_db


def withdraw(record: models.Model) -> None:
    record.status = Publishable.Status.WITHDRAWN
    record.save()


def is_gone(path: str) -> bool:
    return is_below(path, gone_addresses())


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("make", "model", "path"),
    [
        (make_article, Article, "articles/detention-and-following/"),
        (make_article, Section, "articles/detention-and-following/"),
        (make_article, Section, "sections/tactics/"),
        (make_article, Section, "sections/tactics/2/"),
        (make_site_page, SitePage, "about/"),
        (make_provision, Instrument, "law/criminal-law/"),
        (make_provision, Instrument, "law/criminal-law/criminal-law-238/"),
        (make_situation, Situation, "rights/call-bombing/"),
        (make_situation, Situation, "rights/call-bombing/small-loan/"),
        (make_situation, SituationGroup, "rights/call-bombing/"),
        (make_lender_type, LenderType, "rights/call-bombing/small-loan/"),
    ],
)
def test_what_is_withdrawn_is_gone_with_all_below_it(language: str, make: Callable, model: type, path: str):
    make()
    assert not is_gone(f"/{language}/{path}")

    withdraw(model.objects.get())

    assert is_gone(f"/{language}/{path}")


def test_a_withdrawn_answer_is_gone_and_its_situation_is_not():
    withdraw(make_answer(make_situation(), make_lender_type()))

    assert is_gone("/en/rights/call-bombing/small-loan/")
    assert not is_gone("/en/rights/call-bombing/")
    assert Answer.objects.published().count() == 0


def test_what_was_withdrawn_and_published_again_is_there():
    article = make_article()
    withdraw(article)
    article.status = Publishable.Status.PUBLISHED
    article.save()

    assert not is_gone(ARTICLE)


def test_what_was_deleted_is_gone_until_something_new_stands_there():
    make_article().delete()
    assert is_gone(ARTICLE)

    make_article()

    assert not is_gone(ARTICLE)


def test_a_deletion_taken_back_leaves_everything_there():
    article = make_article()
    with transaction.atomic():
        article.delete()
        transaction.set_rollback(True)

    assert not is_gone(ARTICLE)


def test_a_page_whose_file_vanished_is_gone(tmp_path, settings):
    sections = shutil.copytree(settings.CONTENT_DIR / "sections", tmp_path / "sections")
    load(tmp_path, COLLECTIONS, texts=BatchTexts())
    for file in sections.glob("tactics.*"):
        file.unlink()

    load(tmp_path, COLLECTIONS, texts=BatchTexts())

    assert is_gone("/en/sections/tactics/")
    assert not is_gone("/en/sections/causes/")


def test_a_law_no_longer_in_force_is_not_gone():
    make_provision(in_force_until="2020-12-31")

    assert not is_gone("/en/law/criminal-law/criminal-law-238/")


def test_a_store_that_does_not_know_what_is_gone_has_no_older_page(tmp_path):
    """The disk was full when it should have been noted, or an earlier release filled it."""
    store = PageStore(tmp_path)
    store.write("0000000000000001-20261126-0123abcd", "/en/", Page.made_of([], b"page"))

    assert store.gone("") is None


def test_whoever_follows_the_link_knows_what_is_gone(tmp_path):
    withdraw(make_article())
    watching = Watcher(PageStore(tmp_path))
    watching.look()

    assert watching.store.gone(watching.store.linked()) == ["/articles/detention-and-following/"]
