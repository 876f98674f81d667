"""Revisions are kept for good, as they were made."""

import datetime

import pytest
from django.contrib.auth.models import User

from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.editorial.models import Publishable, Revision
from guidance.editorial.models.history import UnchangeableError
from tests.factories import make_account, make_article

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def author() -> User:
    return make_account("chen", "Author")


def write(record: Publishable, by: User, **words: str) -> Revision:
    desk = open_desk(record)
    words = {**desk.newest.words, **words}
    return workflow.save_draft(record, words=words, opened=desk.opened, by=by, now=NOW).revision


def test_a_revision_is_never_changed_or_deleted(author):
    article = make_article()
    revision = write(article, author, title_en="Mine")
    revision.note = "another"

    for act in (
        revision.save,
        revision.delete,
        Revision.objects.all().delete,
        lambda: Revision.objects.update(note="another"),
    ):
        with pytest.raises(UnchangeableError):
            act()
    assert Revision.objects.get(pk=revision.pk).note == ""


def test_a_revision_keeps_the_name_of_an_account_that_is_gone(author):
    article = make_article()
    write(article, author, title_en="Mine")
    author.delete()

    saved = Revision.objects.of(article).get(kind="saved")
    assert (saved.author, saved.author_name) == (None, "chen")
