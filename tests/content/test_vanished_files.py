"""A row whose file is gone is hidden and keeps its address; what editors made themselves is never touched."""

from pathlib import Path

import pytest

from guidance.articles.models import Article
from guidance.law.models import Rate
from tests.content.files import (
    ARTICLE,
    NAMES,
    RATES,
    SECOND,
    change,
    edit_article,
    load_files,
    remove,
    rows,
    stored_article,
    write_handbook,
)
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """The folder, after a first load."""
    root = write_handbook(tmp_path / "content")
    load_files(root)
    return root


def test_translation_taken_away_is_taken_from_the_row(loaded: Path):
    (loaded / f"{ARTICLE}.en.md").unlink()

    report = load_files(loaded)

    assert report.updated == [ARTICLE]
    assert not stored_article().is_available_in("en")


def test_vanished_file_withdraws_its_row_and_keeps_its_slug(loaded: Path):
    key = stored_article().pk
    remove(loaded, ARTICLE)

    report = load_files(loaded)

    assert report.withdrawn == [ARTICLE]
    assert (stored_article().pk, stored_article().status) == (key, Article.Status.WITHDRAWN)
    assert stored_article().title_en == "Held or followed"
    assert not Article.objects.published().filter(slug="detention-and-following").exists()


def test_vanished_file_is_reported_once(loaded: Path):
    remove(loaded, ARTICLE)
    load_files(loaded)
    before = rows()

    report = load_files(loaded)

    assert (report.withdrawn, report.conflicts) == ([], [])
    assert rows() == before


def test_row_comes_back_with_its_file(loaded: Path):
    key = stored_article().pk
    remove(loaded, ARTICLE)
    load_files(loaded)
    write_handbook(loaded)

    report = load_files(loaded)

    assert report.updated == [ARTICLE]
    assert (stored_article().pk, stored_article().is_published) == (key, True)


def test_vanished_file_of_an_edited_row_is_a_conflict(loaded: Path):
    edit_article(title_en="Locked in")
    remove(loaded, ARTICLE)

    assert load_files(loaded).conflicts == [ARTICLE]
    assert stored_article().is_published


def test_vanished_file_of_an_edited_row_wins_when_asked_to(loaded: Path):
    edit_article(title_en="Locked in")
    remove(loaded, ARTICLE)

    assert load_files(loaded, files_win=True).withdrawn == [ARTICLE]
    assert not stored_article().is_published


def test_citation_of_a_vanished_record_is_no_longer_a_link(loaded: Path):
    remove(loaded, SECOND)
    change(loaded, f"{ARTICLE}.zh-hans.md", "related:\n  - first-24-hours\n", "")

    load_files(loaded)

    assert "/articles/first-24-hours/" not in stored_article().body_html_zh_hans
    assert "头24小时做什么" in stored_article().body_html_zh_hans


def test_row_taken_out_of_a_table_is_removed(loaded: Path):
    change(loaded, RATES, "- starts_on: 2019-09-20\n  percent: 4.20\n", "")

    assert load_files(loaded).withdrawn == [f"{RATES}/2019-09-20"]
    assert [str(rate.starts_on) for rate in Rate.objects.all()] == ["2019-08-20"]


def test_row_an_editor_made_is_never_touched(loaded: Path):
    make_article("made-by-an-editor", section=make_section("made-too"))
    before = rows()

    report = load_files(loaded, files_win=True)

    assert sorted(report.unchanged) == NAMES
    assert rows() == before
