"""Reading a folder finds every fault of every file at once, each with its file and line."""

from pathlib import Path

import pytest

from guidance.content.reading import Tree, read_tree
from guidance.content.sync import quiet
from guidance.site.collections import COLLECTIONS
from tests.content.files import (
    AGENCY,
    ARTICLE,
    FILES,
    INSTRUMENT,
    NAMES,
    PROVISION,
    RATES,
    SECOND,
    SECTION,
    change,
    places,
    write,
    write_handbook,
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "content")


def read(root: Path) -> Tree:
    return read_tree(root, COLLECTIONS, quiet)


def only_problem(root: Path) -> tuple[str, int]:
    """File and line of the one fault there is."""
    [place] = places(read(root).problems)
    return place


def test_sound_folder_has_no_problem(root: Path):
    tree = read(root)

    assert tree.problems == []
    names = [f"{collection.path}/{key}" for collection in COLLECTIONS for key in tree.records[collection]]
    assert sorted(names) == NAMES


def test_problem_is_said_with_file_and_line_first(root: Path):
    change(root, f"{ARTICLE}.zh-hans.md", "order: 10", "ordre: 10")

    assert str(read(root).problems[0]).startswith(f"content/{ARTICLE}.zh-hans.md:4: ")


LINE_FAULTS = {
    "unknown key": (f"{ARTICLE}.zh-hans.md", "order: 10", "ordre: 10", 4),
    "unknown key in English": (f"{ARTICLE}.en.md", "title: Held", "name: a\ntitle: Held", 2),
    "shared key in English": (f"{ARTICLE}.en.md", "summary: Holding", "section: tactics\nsummary: Holding", 3),
    "shared list in English": (f"{PROVISION}.en.md", "article:", "lenders:\n  - small-loan\narticle:", 3),
    "YAML fault": (f"{AGENCY}.zh-hans.md", "order: 10", "order: 10: 11", 4),
    "mapping": (f"{AGENCY}.zh-hans.md", "order: 10", "order:\n  a: b", 4),
    "key twice": (f"{AGENCY}.zh-hans.md", "order: 10", "order: 10\nname: 公安", 5),
    "body where none belongs": (f"{SECTION}.zh-hans.md", "order: 20\n---\n", "order: 20\n---\n\n\n正文\n", 8),
    "missing translation of a field": (f"{ARTICLE}.en.md", "summary: Holding someone is not collection.\n", "", 1),
    "missing translation of a list": (
        f"{SECOND}.en.md",
        "  - People first.\n  - Then the sums.\n  - Keep proof.\n",
        "",
        1,
    ),
    "missing translation of the text": (f"{SECOND}.en.md", "\nPeople first, then the sums.\n", "", 1),
    "unknown key in a table": (RATES, "percent: 4.20", "percentage: 4.20", 4),
    "row without its key": (RATES, "- starts_on: 2019-09-20\n  percent", "- percent", 3),
    "row twice": (RATES, "2019-09-20", "2019-08-20", 3),
    "row that is a word": (RATES, "- starts_on: 2019-09-20\n  percent: 4.20", "- 2019-09-20", 3),
}


@pytest.mark.parametrize(("path", "old", "new", "line"), LINE_FAULTS.values(), ids=LINE_FAULTS)
def test_fault_is_found_at_its_line(root: Path, path: str, old: str, new: str, line: int):
    change(root, path, old, new)

    assert only_problem(root) == (path, line)


def test_invalid_utf8_is_found_at_its_line(root: Path):
    write(root, f"{SECTION}.zh-hans.md", FILES[f"{SECTION}.zh-hans.md"].encode("gb18030"))

    assert only_problem(root) == (f"{SECTION}.zh-hans.md", 2)


def test_ten_megabytes_are_refused(root: Path):
    write(root, f"{SECOND}.zh-hans.md", FILES[f"{SECOND}.zh-hans.md"] + "先保人。" * 1_000_000)

    assert only_problem(root) == (f"{SECOND}.zh-hans.md", 1)


def test_english_without_chinese_is_refused(root: Path):
    (root / f"{INSTRUMENT}.zh-hans.md").unlink()

    assert only_problem(root) == (f"{INSTRUMENT}.en.md", 1)


def test_chinese_without_english_is_welcome(root: Path):
    (root / f"{SECOND}.en.md").unlink()

    assert read(root).problems == []


def test_translation_of_an_unreadable_file_is_not_a_second_fault(root: Path):
    write(root, f"{INSTRUMENT}.zh-hans.md", b"\xff")

    assert only_problem(root) == (f"{INSTRUMENT}.zh-hans.md", 1)


def test_subfolders_are_read(root: Path):
    for language in ("zh-hans", "en"):
        (root / "articles" / "urgent").mkdir(exist_ok=True)
        (root / f"{SECOND}.{language}.md").rename(root / "articles" / "urgent" / f"first-24-hours.{language}.md")

    assert read(root).problems == []


def test_same_slug_in_two_folders_is_refused(root: Path):
    write(root, "articles/urgent/first-24-hours.zh-hans.md", FILES[f"{SECOND}.zh-hans.md"])

    assert only_problem(root)[0] in {f"{SECOND}.zh-hans.md", "articles/urgent/first-24-hours.zh-hans.md"}


@pytest.mark.parametrize(
    "path",
    [
        "articles/notes.txt",
        "articles/first-24-hours.zh-hans.markdown",
        "articles/first-24-hours.md",
        "articles/first-24-hours.zh.md",
        "articles/first-24-hours.zh-hans.draft.md",
        "articel/first-24-hours.zh-hans.md",
        "law/rates.yml",
        "README.md",
    ],
)
def test_file_that_nothing_would_read_is_named(root: Path, path: str):
    write(root, path, FILES[f"{SECOND}.zh-hans.md"])

    assert only_problem(root)[0] == path


@pytest.mark.parametrize("path", [".DS_Store", "articles/.first-24-hours.zh-hans.md.swp", ".git/config.md"])
def test_hidden_files_are_passed_over(root: Path, path: str):
    write(root, path, "anything")

    assert read(root).problems == []


def test_all_faults_of_all_files_are_listed(root: Path):
    change(root, f"{ARTICLE}.zh-hans.md", "order: 10", "ordre: 10\nauthor: a")
    change(root, f"{AGENCY}.en.md", "\nname:", "\nnom:")
    change(root, RATES, "percent: 4.25", "percentage: 4.25")
    write(root, f"{SECTION}.zh-hans.md", b"---\n\xff")
    write(root, "notes.txt", "a")

    assert sorted(set(places(read(root).problems))) == [
        (f"{AGENCY}.en.md", 1),
        (f"{AGENCY}.en.md", 2),
        (f"{ARTICLE}.zh-hans.md", 4),
        (f"{ARTICLE}.zh-hans.md", 5),
        (RATES, 2),
        ("notes.txt", 1),
        (f"{SECTION}.zh-hans.md", 2),
    ]
