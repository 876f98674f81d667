"""Files and rows are brought together by what changed since the last load: on neither side is a word lost."""

from pathlib import Path

import pytest

from guidance.agencies.models import Agency
from guidance.articles.models import Article, Section
from guidance.content.sync import Report, load
from guidance.editorial.texts import BatchTexts
from guidance.law.models import Provision, Rate
from guidance.site.collections import COLLECTIONS
from tests.content.files import (
    ARTICLE,
    FILES,
    NAMES,
    PROVISION,
    RATES,
    SECOND,
    SECTION,
    change,
    edit_article,
    load_files,
    rows,
    stored_article,
    write,
    write_handbook,
)
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "content")


@pytest.fixture
def loaded(root: Path) -> Path:
    """The folder, after a first load."""
    load_files(root)
    return root


def test_first_load_creates_a_row_for_every_record(root: Path):
    report = load_files(root)

    assert sorted(report.created) == NAMES
    assert report == Report(created=report.created)


def test_row_has_the_words_of_both_files(loaded: Path):
    row = stored_article()

    assert (row.title_zh_hans, row.title_en) == ("被扣住、被跟踪", "Held or followed")
    assert row.key_points_en == ["Leave first.", "Then call 110.", "Keep a record."]
    assert row.section == Section.objects.get(slug="tactics")
    assert [related.slug for related in row.related.all()] == ["first-24-hours"]
    assert row.is_published


def test_second_load_changes_nothing(loaded: Path):
    before = rows()

    report = load_files(loaded)

    assert sorted(report.unchanged) == NAMES
    assert rows() == before


def test_changed_file_updates_its_row_alone(loaded: Path):
    change(loaded, f"{ARTICLE}.en.md", "Held or followed", "Held, followed")

    report = load_files(loaded)

    assert report.updated == [ARTICLE]
    assert len(report.unchanged) == len(NAMES) - 1
    assert stored_article().title_en == "Held, followed"


def test_changed_relation_in_a_file_updates_its_row(loaded: Path):
    change(loaded, f"{ARTICLE}.zh-hans.md", "related:\n  - first-24-hours\n", "")

    report = load_files(loaded)

    assert report.updated == [ARTICLE]
    assert not stored_article().related.exists()


def test_key_taken_out_of_a_file_empties_its_field(loaded: Path):
    change(loaded, f"{PROVISION}.zh-hans.md", "in_force_from: 1997-10-01\n", "")

    load_files(loaded)

    assert Provision.objects.get(slug="criminal-law-238").in_force_from is None


def test_editors_words_are_kept(loaded: Path):
    edit_article(title_en="Locked in")

    first, second = load_files(loaded), load_files(loaded)

    assert first.kept == second.kept == [ARTICLE]
    assert stored_article().title_en == "Locked in"


def test_editors_relations_are_kept(loaded: Path):
    stored_article().related.clear()

    assert load_files(loaded).kept == [ARTICLE]
    assert not stored_article().related.exists()


def conflict(root: Path) -> None:
    edit_article(title_en="Locked in")
    change(root, f"{ARTICLE}.en.md", "Held or followed", "Held, followed")


def test_conflict_is_reported_and_nothing_of_it_touched(loaded: Path):
    conflict(loaded)
    before = rows()

    first, second = load_files(loaded), load_files(loaded)

    assert first.conflicts == second.conflicts == [ARTICLE]
    assert rows() == before


def test_other_files_are_loaded_beside_a_conflict(loaded: Path):
    conflict(loaded)
    change(loaded, f"{SECOND}.en.md", "title: The first 24 hours", "title: The first day")

    assert load_files(loaded).updated == [SECOND]


def test_files_win_when_asked_to(loaded: Path):
    conflict(loaded)

    report = load_files(loaded, files_win=True)

    assert (report.updated, report.conflicts) == ([ARTICLE], [])
    assert stored_article().title_en == "Held, followed"
    assert ARTICLE in load_files(loaded).unchanged


def test_same_change_on_both_sides_is_agreement(loaded: Path):
    edit_article(title_en="Held, followed")
    change(loaded, f"{ARTICLE}.en.md", "Held or followed", "Held, followed")
    assert ARTICLE in load_files(loaded).unchanged

    change(loaded, f"{ARTICLE}.en.md", "Held, followed", "Locked in")

    assert load_files(loaded).updated == [ARTICLE]


def test_line_ends_of_a_browser_are_no_change(loaded: Path):
    row = stored_article()
    edit_article(body_zh_hans=row.body_zh_hans.replace("\n", "\r\n") + "\r\n", body_en=f"\r\n{row.body_en}\r\n\r\n")

    assert ARTICLE in load_files(loaded).unchanged


def test_line_ends_and_blank_lines_of_a_file_are_no_change(loaded: Path):
    text = FILES[f"{ARTICLE}.zh-hans.md"]
    write(
        loaded,
        f"{ARTICLE}.zh-hans.md",
        "\ufeff" + text.replace("---\n\n", "---\n\n\n\n").replace("\n", "\r\n") + "\r\n",
    )

    assert ARTICLE in load_files(loaded).unchanged


def test_list_that_names_something_twice_is_loaded_once(root: Path):
    change(root, f"{ARTICLE}.zh-hans.md", "  - first-24-hours\n", "  - first-24-hours\n  - first-24-hours\n")
    load_files(root)

    assert ARTICLE in load_files(root).unchanged


def test_changed_row_of_a_table_is_updated(loaded: Path):
    change(loaded, RATES, "4.20", "4.2")
    assert load_files(loaded).updated == []

    change(loaded, RATES, "4.2\n", "4.15\n")

    assert load_files(loaded).updated == [f"{RATES}/2019-09-20"]
    assert str(Rate.objects.get(starts_on="2019-09-20").percent) == "4.15"


def test_file_for_a_row_an_editor_made_is_a_conflict(loaded: Path):
    make_article("made-by-an-editor", title_en="Editor's")
    for language in ("zh-hans", "en"):
        write(loaded, f"articles/made-by-an-editor.{language}.md", FILES[f"{SECOND}.{language}.md"])

    assert load_files(loaded).conflicts == ["articles/made-by-an-editor"]
    assert Article.objects.get(slug="made-by-an-editor").title_en == "Editor's"


def test_agency_is_loaded_with_its_numbers(loaded: Path):
    assert Agency.objects.get(slug="police-110").phones == ["110"]


def test_progress_is_told_for_reading_writing_and_rendering(root: Path):
    told = []
    load(root, COLLECTIONS, texts=BatchTexts(), progress=lambda *step: told.append(step))

    assert ("reading articles", 4, 4) in told
    assert ("writing articles", 2, 2) in told
    assert told[-1][0] == "rendering"
    assert told[-1][1] == told[-1][2]


def test_section_an_editor_reordered_is_kept(loaded: Path):
    section = Section.objects.get(slug="tactics")
    section.order = 5
    section.save()

    assert load_files(loaded).kept == [SECTION]
