"""Content files and drafts: loading leaves a revision and touches no draft, and is seen before the draft goes out."""

import datetime
from pathlib import Path

import pytest

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import Collision, open_desk
from guidance.editorial.models import Draft, Revision
from tests.content.files import ARTICLE, bytes_of, change, export_files, load_files, stored_article, write_handbook
from tests.factories import make_account

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = write_handbook(tmp_path)
    load_files(root)
    return root


def draft(article: Article, **words: str) -> Draft:
    desk = open_desk(article)
    by = make_account("chen", "Manager")
    return workflow.save_draft(article, words={**desk.newest.words, **words}, opened=desk.opened, by=by, now=NOW)


@pytest.mark.usefixtures("folder")
def test_what_is_loaded_begins_its_history():
    revision = Revision.objects.of(stored_article()).get()

    assert (revision.kind, revision.author_name) == (Revision.Kind.LOADED, "")


def test_loading_again_adds_nothing_to_the_history(folder: Path):
    before = Revision.objects.count()

    load_files(folder)

    assert Revision.objects.count() == before


def test_a_draft_is_not_exported_and_keeps_files_as_they_are(folder: Path):
    before = bytes_of(folder)
    draft(stored_article(), title_en="Only drafted")

    report = export_files(folder)

    assert not report.updated
    assert bytes_of(folder) == before
    assert load_files(folder).conflicts == []


def test_a_file_changed_below_a_draft_is_seen_before_the_draft_goes_out(folder: Path):
    article = stored_article()
    draft(article, title_en="Drafted")
    change(folder, f"{ARTICLE}.zh-hans.md", "checked_on: 2026-11-23", "checked_on: 2026-11-24")
    load_files(folder)

    with pytest.raises(Collision) as collision:
        workflow.publish(article, by=make_account("li", "Reviewer"), now=NOW)

    assert collision.value.theirs.kind == Revision.Kind.LOADED
    assert Draft.objects.get().revision.words["title_en"] == "Drafted"


def test_what_was_withdrawn_in_the_admin_survives_a_round_trip(folder: Path):
    reviewer = make_account("li", "Reviewer")
    workflow.withdraw(stored_article(), by=reviewer, now=NOW, instead="articles/first-24-hours/")

    export_files(folder)
    Article.objects.all().delete()
    load_files(folder)

    article = stored_article()
    assert (article.status, article.instead) == ("withdrawn", "articles/first-24-hours/")
