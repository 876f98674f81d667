"""What a file says must fit the database: every fault is named at its line, and then nothing at all is changed."""

from contextlib import suppress
from pathlib import Path

import pytest

from guidance.content.sync import ContentError
from guidance.law.models import Rate
from tests.content.files import (
    AGENCY,
    ARTICLE,
    CAP,
    INSTRUMENT,
    LENDER,
    PAGE,
    PROVISION,
    RATES,
    SECOND,
    SECTION,
    change,
    load_files,
    places,
    problems_of,
    remove,
    rows,
    write,
    write_handbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_handbook(tmp_path / "content")


FAULTS = {
    "missing title": (f"{ARTICLE}.zh-hans.md", "title: 被扣住、被跟踪\n", "", 2),
    "empty title": (f"{ARTICLE}.zh-hans.md", "title: 被扣住、被跟踪", "title:", 2),
    "missing text": (f"{LENDER}.zh-hans.md", "\n合同上写着小额贷款公司。\n", "", 6),
    "missing relation": (f"{PROVISION}.zh-hans.md", "instrument: criminal-law\n", "", 2),
    "title too long": (f"{SECTION}.zh-hans.md", "title: 越", f"title: {'越' * 61}", 2),
    "English title too long": (f"{SECTION}.en.md", "title: How", f"title: {'How ' * 20}", 2),
    "no date": (f"{ARTICLE}.zh-hans.md", "checked_on: 2026-11-23", "checked_on: 昨天", 12),
    "day that never was": (f"{INSTRUMENT}.zh-hans.md", "from: 1997-10-01", "from: 2026-02-30", 6),
    "no number": (f"{SECTION}.zh-hans.md", "order: 20", "order: second", 4),
    "number below zero": (f"{SECTION}.zh-hans.md", "order: 20", "order: -1", 4),
    "no choice": (f"{INSTRUMENT}.zh-hans.md", "kind: law", "kind: poem", 4),
    "no status": (f"{SECTION}.zh-hans.md", "order: 20", "order: 20\nstatus: hidden", 5),
    "no address": (f"{INSTRUMENT}.zh-hans.md", "kind: law", "official_url: npc\nkind: law", 4),
    "script as address": (f"{AGENCY}.zh-hans.md", "order: 10", "url: javascript:alert(1)", 4),
    "no telephone number": (f"{AGENCY}.zh-hans.md", "  - 110", "  - call 110", 5),
    "two key points": (f"{ARTICLE}.zh-hans.md", "  - 先离开。\n", "", 6),
    "two English key points": (f"{ARTICLE}.en.md", "  - Leave first.\n", "", 4),
    "list for a text": (f"{SECTION}.zh-hans.md", "order: 20", "order:\n  - 20", 4),
    "text for a list": (f"{AGENCY}.zh-hans.md", "phones:\n  - 110", "phones: 110", 5),
    "unknown section": (f"{ARTICLE}.zh-hans.md", "section: tactics", "section: tactic", 3),
    "two sections": (f"{ARTICLE}.zh-hans.md", "section: tactics", "section:\n  - tactics\n  - tactics", 3),
    "unknown lender": (f"{PROVISION}.zh-hans.md", "  - small-loan", "  - small-loan\n  - loan-shark", 8),
    "unknown related article": (f"{ARTICLE}.zh-hans.md", "  - first-24-hours", "  - first-48-hours", 10),
    "end before beginning": (f"{INSTRUMENT}.zh-hans.md", "kind:", "in_force_until: 1990-01-01\nkind:", 2),
    "percentage and multiple": (f"{CAP}.zh-hans.md", "lpr_multiple: 4", "lpr_multiple: 4\npercent: 15", 2),
    "unknown citation": (f"{ARTICLE}.zh-hans.md", "打[[agency:police-110]]", "打[[agency:police-119]]", 21),
    "unknown citation in English": (f"{ARTICLE}.en.md", "[[law:criminal", "[[law:civil", 12),
    "unknown kind of citation": (f"{PAGE}.zh-hans.md", "被催收的人", "[[section:tactics]]", 7),
    "unknown citation in own words": (f"{LENDER}.zh-hans.md", "合同上", "[[law:none|合同]]上", 7),
    "rate of nothing": (RATES, "percent: 4.20", "percent: 0", 4),
    "rate that is no number": (RATES, "percent: 4.20", "percent: 4,20", 4),
    "rate too exact": (RATES, "percent: 4.20", "percent: 4.205", 4),
    "rate above all": (RATES, "percent: 4.20", "percent: 420", 3),
    "rate on no day": (RATES, "2019-09-20", "2019-09-31", 3),
    "rate missing": (RATES, "\n  percent: 4.20", "", 3),
}


@pytest.mark.parametrize(("path", "old", "new", "line"), FAULTS.values(), ids=FAULTS)
def test_fault_is_named_at_its_line(root: Path, path: str, old: str, new: str, line: int):
    change(root, path, old, new)

    assert places(problems_of(root)) == [(path, line)]


@pytest.mark.parametrize("slug", ["First-24-Hours", "first_24_hours", "头24小时", "first--24", "-first", "a" * 81])
def test_file_name_must_be_a_good_address(root: Path, slug: str):
    for language in ("zh-hans", "en"):
        (root / f"{SECTION}.{language}.md").rename(root / "sections" / f"{slug}.{language}.md")
    for name in (ARTICLE, SECOND):
        change(root, f"{name}.zh-hans.md", "section: tactics", f"section: '{slug}'")

    problems = problems_of(root)

    assert (f"sections/{slug}.zh-hans.md", 2) in places(problems)


@pytest.mark.parametrize("day", ["2019-8-20", "20190820"])
def test_same_day_written_otherwise_is_never_a_second_row(root: Path, day: str):
    load_files(root)
    change(root, RATES, "2019-08-20", day)

    with suppress(ContentError):
        load_files(root)

    assert [rate.starts_on.isoformat() for rate in Rate.objects.all()] == ["2019-08-20", "2019-09-20"]


def test_fault_of_one_file_is_not_reported_by_all_that_refer_to_it(root: Path):
    change(root, f"{SECTION}.zh-hans.md", "order: 20", "order: second")
    change(root, f"{AGENCY}.zh-hans.md", "  - 110", "  - call 110")
    write(root, f"{PROVISION}.zh-hans.md", b"\xff")

    assert places(problems_of(root)) == [
        (f"{AGENCY}.zh-hans.md", 5),
        (f"{PROVISION}.zh-hans.md", 1),
        (f"{SECTION}.zh-hans.md", 4),
    ]


def test_all_faults_of_all_files_are_named_together(root: Path):
    change(root, f"{ARTICLE}.zh-hans.md", "section: tactics\norder: 10", "section: nowhere\norder: ten")
    change(root, f"{SECOND}.zh-hans.md", "\n先保人，再看账。", "\n[[law:a]]\n[[law:b]]")
    change(root, f"{INSTRUMENT}.zh-hans.md", "kind: law", "kind: poem")
    change(root, RATES, "percent: 4.25", "percent: a lot")
    remove(root, LENDER)

    found = places(problems_of(root))

    assert {place for place in found if place[0] != f"{ARTICLE}.zh-hans.md"} == {
        (f"{SECOND}.zh-hans.md", 13),
        (f"{SECOND}.zh-hans.md", 14),
        (f"{INSTRUMENT}.zh-hans.md", 4),
        (f"{PROVISION}.zh-hans.md", 8),
        (RATES, 2),
    }
    assert {(f"{ARTICLE}.zh-hans.md", 3), (f"{ARTICLE}.zh-hans.md", 4)} <= set(found)


@pytest.mark.parametrize(("path", "old", "new", "line"), list(FAULTS.values())[::5], ids=list(FAULTS)[::5])
def test_nothing_is_changed_when_anything_is_wrong(root: Path, path: str, old: str, new: str, line: int):
    load_files(root)
    before = rows()
    change(root, f"{SECTION}.zh-hans.md", "summary: 认出越界的催收。", "summary: 换了说法。")
    change(root, f"{PROVISION}.zh-hans.md", "任何人", "谁")
    remove(root, CAP)
    change(root, path, old, new)

    problems_of(root)

    assert rows() == before


@pytest.mark.parametrize("exists", [True, False])
def test_empty_folder_is_a_fault_and_withdraws_nothing(root: Path, tmp_path: Path, exists: bool):
    load_files(root)
    before = rows()
    empty = tmp_path / "empty"
    if exists:
        empty.mkdir()

    assert problems_of(empty)
    assert rows() == before
