"""The queries that readers type find the page they look for, in the same order on every database."""

import json
from pathlib import Path

import pytest
import yaml
from django.db import connection

from guidance.rights.understanding import matcher
from guidance.search import query
from guidance.search.models import SearchEntry
from tests.server import environment_for, manage

FILE = Path(__file__).with_name("queries.yaml")
QUERIES = yaml.safe_load(FILE.read_text(encoding="utf-8"))
LANGUAGES = ("zh-hans", "en")
REACHED = 0.95
TOP = 5

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


def pages_for(row: dict) -> set[str]:
    return {row["page"]} if isinstance(row["page"], str) else set(row["page"])


def first_pages(words: str, language: str, number: int) -> list[str]:
    """The pages of the first results, below the language."""
    found = query.find(words, language, loosely=bool(matcher().match(words).found))
    entries = SearchEntry.objects.in_bulk(list(found.kinds)[:number])
    return [entries[key].address.split("/", 2)[2] for key in list(found.kinds)[:number]]


def top_five_of_all() -> dict[str, list[str]]:
    return {
        f"{language} {row['q']}": first_pages(row["q"], language, TOP)
        for language, rows in QUERIES.items()
        for row in rows
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_query_finds_its_page_among_the_first_three(language):
    rows = QUERIES[language]

    missed = [row["q"] for row in rows if not pages_for(row) & set(first_pages(row["q"], language, 3))]

    assert len(rows) >= 60
    assert len({row["q"] for row in rows}) == len(rows)
    assert 1 - len(missed) / len(rows) >= REACHED, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_is_looked_for_exists(language):
    known = set(SearchEntry.objects.filter(language=language).values_list("address", flat=True))

    assert not [page for row in QUERIES[language] for page in pages_for(row) if f"/{language}/{page}" not in known]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="compared with SQLite in the run on PostgreSQL")
def test_sqlite_and_postgresql_give_the_same_first_five(tmp_path):
    environment = environment_for(tmp_path)
    environment.pop("DATABASE_URL")
    code = (
        "import json; from tests.search.test_real_queries import top_five_of_all; "
        "print(json.dumps(top_five_of_all(), ensure_ascii=True))"
    )

    # Of many that match, the newest are ranked: both indexes are made in the same order.
    for command in (["migrate", "-v0"], ["load_content", "-v0"], ["rebuild_search", "-v0"]):
        assert manage(environment, *command).returncode == 0
    on_sqlite = json.loads(manage(environment, "shell", "-v0", "--command", code).stdout)

    here = top_five_of_all()
    assert len(here) >= 120
    assert {words: pages for words, pages in here.items() if pages != on_sqlite[words]} == {}


@pytest.mark.parametrize(
    ("typed", "language"), [("贷", "zh-hans"), ("电", "zh-hans"), ("P图", "zh-hans"), ("APP催收", "zh-hans")]
)
def test_short_and_mixed_words_find_something(typed, language):
    assert first_pages(typed, language, 1)


@pytest.mark.parametrize(
    ("typed", "same"), [("電話轟炸", "电话轰炸"), ("１２３７８", "12378"), ("崔收", "催收"), ("ＡＰＰ", "app")]
)
def test_other_ways_of_writing_find_the_same(typed, same):
    assert first_pages(typed, "zh-hans", TOP) == first_pages(same, "zh-hans", TOP)


@pytest.mark.parametrize("typed", ["北京天气怎么样", "pizza recipe", "zxqv"])
def test_what_this_site_does_not_answer_finds_nothing(typed):
    assert first_pages(typed, "en", 1) == []
