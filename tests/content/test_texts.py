"""Loading makes the HTML of what changed, of what names it, and of what an older renderer made."""

from pathlib import Path

import pytest

from guidance.articles.models import Article
from guidance.law.models import Instrument, Provision
from tests.content.files import (
    AGENCY,
    ARTICLE,
    FILES,
    INSTRUMENT,
    NAMES,
    PROVISION,
    SECOND,
    change,
    load_files,
    rows,
    stored_article,
    write,
    write_handbook,
)
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """The folder, after a first load."""
    root = write_handbook(tmp_path / "content")
    load_files(root)
    return root


def test_row_has_its_html_in_both_languages(loaded: Path):
    row = stored_article()

    assert "/zh-hans/law/criminal-law/criminal-law-238/" in row.body_html_zh_hans
    assert "/en/law/criminal-law/criminal-law-238/" in row.body_html_en
    assert 'href="#你可以做什么"' in row.contents_html_zh_hans
    assert 'href="#what-you-can-do"' in row.contents_html_en


def test_cited_record_knows_who_cites_it(loaded: Path):
    assert Provision.objects.get(slug="criminal-law-238").cited_in == [stored_article()]


RENAMED = {
    "channel": (AGENCY, "short_name: Police 110", "short_name: Call 110", ">Call 110</a>"),
    "provision": (PROVISION, "article: Article 238", "article: Art. 238", "Criminal Law, Art. 238</a>"),
    "law of a provision": (INSTRUMENT, "short_title: Criminal Law", "short_title: CL", ">CL, Article 238</a>"),
}


@pytest.mark.parametrize(("name", "old", "new", "shown"), RENAMED.values(), ids=RENAMED)
def test_renamed_record_is_renamed_where_it_is_cited(loaded: Path, name: str, old: str, new: str, shown: str):
    assert shown not in stored_article().body_html_en
    change(loaded, f"{name}.en.md", old, new)

    report = load_files(loaded)

    assert report.updated == [name]
    assert shown in stored_article().body_html_en


def test_html_of_an_older_renderer_is_made_again(loaded: Path):
    before = rows()
    Article.objects.update(rendered_by="older", body_html_en="<p>older</p>")
    Instrument.objects.update(rendered_by="older")

    report = load_files(loaded)

    assert sorted(report.unchanged) == NAMES
    assert rows() == before


def test_citation_of_a_record_that_only_the_database_has_is_good(loaded: Path):
    make_article("made-by-an-editor")
    change(loaded, f"{SECOND}.en.md", "\nPeople first", "\n[[article:made-by-an-editor]] People first")

    assert load_files(loaded).updated == [SECOND]
    assert "/en/articles/made-by-an-editor/" in Article.objects.get(slug="first-24-hours").body_html_en


def test_database_is_asked_for_each_cited_record_once_a_language(loaded: Path, django_assert_max_num_queries):
    def queries_with(number: int) -> int:
        for count in range(number):
            for language in ("zh-hans", "en"):
                write(loaded, f"articles/copy-{number}-{count}.{language}.md", FILES[f"{ARTICLE}.{language}.md"])
        with django_assert_max_num_queries(2000) as asked:
            load_files(loaded)
        return sum('"law_provision"."slug" =' in query["sql"] for query in asked.captured_queries)

    assert queries_with(2) == queries_with(12)
