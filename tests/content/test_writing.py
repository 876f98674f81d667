"""Rows are written back to files: only what an editor changed, in the place it came from, byte for byte."""

from pathlib import Path

import pytest

from guidance.articles.models import Article
from guidance.law.models import Provision, Rate
from tests.content.files import (
    AGENCY,
    ARTICLE,
    FILES,
    NAMES,
    PROVISION,
    RATES,
    SECOND,
    bytes_of,
    change,
    changed_between,
    export_files,
    load_files,
    remove,
    rows,
    write,
    write_handbook,
)
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "content")


@pytest.fixture
def loaded(root: Path) -> Path:
    """The folder, after a first load."""
    load_files(root)
    return root


def edit(slug: str, **fields) -> None:
    """What the admin does when an editor saves."""
    row = Article.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def test_export_after_load_leaves_every_byte(loaded: Path):
    before = bytes_of(loaded)

    report = export_files(loaded)

    assert (report.created, report.updated) == ([], [])
    assert bytes_of(loaded) == before


def test_export_into_an_empty_folder_writes_the_same_bytes(loaded: Path, tmp_path: Path):
    export_files(tmp_path / "copy")

    assert bytes_of(tmp_path / "copy") == bytes_of(loaded)


def test_load_after_export_changes_nothing(loaded: Path):
    make_article("made-by-an-editor", section=make_section("made-too"))
    edit("first-24-hours", title_en="The first day", status=Article.Status.DRAFT)
    export_files(loaded)
    before = rows()

    report = load_files(loaded)

    assert len(report.unchanged) == len(NAMES) + 2
    assert rows() == before


def test_export_of_an_edited_row_writes_only_its_file(loaded: Path):
    before = bytes_of(loaded)
    edit("first-24-hours", title_en="The first day")

    report = export_files(loaded)

    assert report.updated == [SECOND]
    assert changed_between(before, bytes_of(loaded)) == {f"{SECOND}.en.md"}
    assert b"title: The first day\n" in (loaded / f"{SECOND}.en.md").read_bytes()


def test_line_ends_of_a_browser_are_written_as_the_files_have_them(loaded: Path):
    before = bytes_of(loaded)
    row = Article.objects.get(slug="detention-and-following")
    edit(row.slug, body_zh_hans=row.body_zh_hans.replace("\n", "\r\n") + "\r\n")

    export_files(loaded)

    assert bytes_of(loaded) == before


def test_row_an_editor_made_gets_its_files(loaded: Path):
    before = bytes_of(loaded)
    make_article("made-by-an-editor")

    report = export_files(loaded)

    assert report.created == ["articles/made-by-an-editor"]
    assert changed_between(before, bytes_of(loaded)) == {
        "articles/made-by-an-editor.zh-hans.md",
        "articles/made-by-an-editor.en.md",
    }


def test_export_settles_a_conflict_for_the_editor(loaded: Path):
    edit("first-24-hours", title_en="The first day")
    change(loaded, f"{SECOND}.en.md", "title: The first 24 hours", "title: Day one")
    assert load_files(loaded).conflicts == [SECOND]

    export_files(loaded)

    assert b"title: The first day\n" in (loaded / f"{SECOND}.en.md").read_bytes()
    assert SECOND in load_files(loaded).unchanged


def test_translation_an_editor_took_away_loses_its_file(loaded: Path):
    edit("first-24-hours", title_en="", summary_en="", key_points_en=[], body_en="")

    export_files(loaded)

    assert not (loaded / f"{SECOND}.en.md").exists()
    assert (loaded / f"{SECOND}.zh-hans.md").exists()


def test_row_whose_file_vanished_is_not_written_again(loaded: Path):
    remove(loaded, ARTICLE)
    load_files(loaded)
    before = bytes_of(loaded)

    export_files(loaded)

    assert bytes_of(loaded) == before


def test_row_an_editor_withdrew_says_so_in_its_file(loaded: Path):
    edit("first-24-hours", status=Article.Status.WITHDRAWN)

    export_files(loaded)

    assert b"\nstatus: withdrawn\n" in (loaded / f"{SECOND}.zh-hans.md").read_bytes()
    assert SECOND in load_files(loaded).unchanged


def test_file_in_a_subfolder_is_written_where_it_stands(root: Path):
    for language in ("zh-hans", "en"):
        write(root, f"articles/urgent/first-24-hours.{language}.md", FILES[f"{SECOND}.{language}.md"])
    remove(root, SECOND)
    load_files(root)
    edit("first-24-hours", title_en="The first day")
    before = bytes_of(root)

    export_files(root)

    assert changed_between(before, bytes_of(root)) == {"articles/urgent/first-24-hours.en.md"}


AS_AUTHORS_WRITE = {
    "blank lines": (f"{SECOND}.zh-hans.md", "---\n\n先", "---\n\n\n\n先"),
    "line ends": (f"{SECOND}.zh-hans.md", "\n", "\r\n"),
    "quotes": (f"{SECOND}.zh-hans.md", "title: 头24小时做什么", 'title: "头24小时做什么"'),
    "list in a line": (f"{AGENCY}.zh-hans.md", "phones:\n  - 110", "phones: [110]"),
    "folded text": (f"{SECOND}.zh-hans.md", "summary: 先", "summary: >-\n  先"),
    "comment": (f"{SECOND}.zh-hans.md", "order: 20", "order: 20  # after the first"),
    "order of keys": (f"{SECOND}.zh-hans.md", "section: tactics\norder: 20", "order: 20\nsection: tactics"),
    "what goes without saying": (f"{SECOND}.zh-hans.md", "order: 20", "order: 20\nstatus: published"),
    "order left out": (f"{SECOND}.zh-hans.md", "order: 20\n", ""),
    "spelling of a number": (RATES, "percent: 4.20", "percent: 4.2"),
    "order of a list": (f"{ARTICLE}.zh-hans.md", "  - first-24-hours", "  - second\n  - first-24-hours"),
}


@pytest.mark.parametrize(("path", "old", "new"), AS_AUTHORS_WRITE.values(), ids=AS_AUTHORS_WRITE)
def test_file_is_left_as_its_author_wrote_it(root: Path, path: str, old: str, new: str):
    write(root, "articles/second.zh-hans.md", FILES[f"{SECOND}.zh-hans.md"])
    change(root, path, old, new)
    load_files(root)
    before = bytes_of(root)

    export_files(root)

    assert changed_between(before, bytes_of(root)) == set()


def test_edited_rate_is_written_into_its_table(loaded: Path):
    Rate.objects.create(starts_on="2019-08-30", percent="4.22")
    before = bytes_of(loaded)

    export_files(loaded)

    assert changed_between(before, bytes_of(loaded)) == {RATES}
    assert b"4.25\n- starts_on: 2019-08-30\n  percent: 4.22\n- starts_on" in (loaded / RATES).read_bytes()


def test_nothing_half_written_stays_behind(loaded: Path):
    edit("first-24-hours", title_en="The first day")

    export_files(loaded)

    assert set(bytes_of(loaded)) == set(FILES)


@pytest.mark.parametrize(
    "words", ["- a", "a: b", "# a", "'a", '"a"', "---", "no", "[a]", "{a}", "&a", "*a", "！a", "@a", "%a"]
)
def test_any_words_of_an_editor_survive_the_way_to_the_file_and_back(loaded: Path, words: str):
    edit("first-24-hours", title_en=words, key_points_en=[words, words, "c"], body_en=f"{words}\n\n{words}")
    export_files(loaded)
    Article.objects.filter(slug="first-24-hours").update(title_en="x", key_points_en=[], body_en="x")

    load_files(loaded, files_win=True)

    row = Article.objects.get(slug="first-24-hours")
    assert (row.title_en, row.key_points_en, row.body_en) == (words, [words, words, "c"], f"{words}\n\n{words}")


def test_long_note_keeps_its_lines(loaded: Path):
    Provision.objects.update(editor_note="one\n\n  two\nthree: four")

    export_files(loaded)
    Provision.objects.update(editor_note="")
    load_files(loaded, files_win=True)

    assert Provision.objects.get(slug=PROVISION.rpartition("/")[2]).editor_note == "one\n\n  two\nthree: four"
