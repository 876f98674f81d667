"""Loading files tells a translation that followed from one that was left behind."""

from pathlib import Path

import pytest

from guidance.editorial.models.translation import Translation
from guidance.editorial.translation_state import stale_blocks, state_of
from tests.content.files import ARTICLE, change, edit_article, load_files, stored_article, write_handbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """The folder, after a first load."""
    root = write_handbook(tmp_path / "content")
    load_files(root)
    return root


def stale() -> list[str]:
    """The Chinese of what is stale in the article, as it is now."""
    article = stored_article()
    return [block.after for block in stale_blocks(article, state_of(article, "en"))]


def test_everything_loaded_for_the_first_time_is_current(loaded: Path):
    assert Translation.objects.count() > 0
    assert not Translation.objects.stale().exists()


def test_a_change_of_the_chinese_file_alone_is_stale_block_by_block(loaded: Path):
    change(loaded, f"{ARTICLE}.zh-hans.md", "扣人是犯罪", "扣人可能是犯罪")

    load_files(loaded)

    [block] = stale()
    assert block.startswith("## 先离开")
    assert stored_article().stale_since.keys() == {"en"}


def test_a_change_of_both_files_is_current(loaded: Path):
    change(loaded, f"{ARTICLE}.zh-hans.md", "扣人是犯罪", "扣人可能是犯罪")
    change(loaded, f"{ARTICLE}.en.md", "is a crime", "can be a crime")

    load_files(loaded)

    assert stale() == []


def test_an_english_file_that_follows_later_is_current_again(loaded: Path):
    change(loaded, f"{ARTICLE}.zh-hans.md", "扣人是犯罪", "扣人可能是犯罪")
    load_files(loaded)
    change(loaded, f"{ARTICLE}.en.md", "is a crime", "can be a crime")

    load_files(loaded)

    assert stale() == []
    assert stored_article().stale_since == {}


def test_what_an_editor_left_stale_a_file_can_bring_up_to_date(loaded: Path):
    edit_article(title_zh_hans="被扣住")
    assert stale() == ["被扣住"]
    change(loaded, f"{ARTICLE}.zh-hans.md", "title: 被扣住、被跟踪", "title: 被扣住")
    change(loaded, f"{ARTICLE}.en.md", "title: Held or followed", "title: Held")

    load_files(loaded, files_win=True)

    assert stale() == []


def test_loading_again_changes_no_state(loaded: Path):
    change(loaded, f"{ARTICLE}.zh-hans.md", "扣人是犯罪", "扣人可能是犯罪")
    load_files(loaded)
    before = list(Translation.objects.order_by("pk").values())

    load_files(loaded)

    assert list(Translation.objects.order_by("pk").values()) == before
