"""The handbook as readers get it keeps its promises: complete, readable, sourced, in force today."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from guidance.articles.models import Article
from guidance.content import markdown, readability
from guidance.content.front_matter import Document, parse, parse_table
from guidance.content.reading import read_tree
from guidance.content.sync import load, quiet
from guidance.content.writing import export
from guidance.editorial.checks import find_problems
from guidance.editorial.models import Publishable
from guidance.editorial.texts import BatchTexts
from guidance.law.models import Instrument, Provision
from guidance.site.collections import COLLECTIONS

LANGUAGES = ("zh-hans", "en")
ARTICLES = sorted(
    path.name.removesuffix(".zh-hans.md") for path in (settings.CONTENT_DIR / "articles").rglob("*.zh-hans.md")
)
SECTIONS = {"lending-background", "tactics", "causes", "impacts", "countermeasures"}
LEADING_ON = {"zh-hans": "你可以做什么", "en": "What you can do"}
LAPSED = re.compile(r"废止|失效|取代|不要再引用|\b(?:repealed|lapsed|replaced|no longer|any more)\b", re.IGNORECASE)
# Typing slips of Chinese have no English.
MEANT_FOR_ONE_LANGUAGE = {"slips"}
INTERNAL = re.compile(r"条号未核|凭记忆|待核|memory-only|TODO|FIXME")
CALLED_UNLAWFUL = re.compile(r"违法|犯法|\billegal\b|\bunlawful\b|against the law", re.IGNORECASE)


def with_handbook(test: Callable) -> Callable:
    """The test finds the whole content in the database, and leaves it so."""
    return pytest.mark.django_db(pytest.mark.usefixtures("handbook")(test))


def article_file(slug: str, language: str) -> Document:
    [path] = (settings.CONTENT_DIR / "articles").rglob(f"{slug}.{language}.md")
    return parse(path.read_bytes())


def last_part(body: str) -> str:
    """The last second-level heading and what stands below it."""
    return body.rpartition("\n## ")[2]


def shown_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every value of a file that readers see, by key."""
    for key, value in {**document.fields, "body": document.body}.items():
        if key != "editor_note":
            yield key, "\n".join(value) if isinstance(value, list) else value


def files() -> Iterator[tuple[Path, Document]]:
    """Every content file; each row of a table is one."""
    for path in sorted(settings.CONTENT_DIR.rglob("*.md")):
        yield path, parse(path.read_bytes())
    for path in sorted(settings.CONTENT_DIR.rglob("*.yaml")):
        yield from ((path, row) for row in parse_table(path.read_bytes()))


def bytes_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_every_file_can_be_read():
    assert [str(problem) for problem in read_tree(settings.CONTENT_DIR, COLLECTIONS, quiet).problems] == []


@with_handbook
def test_second_load_changes_nothing():
    report = load(settings.CONTENT_DIR, COLLECTIONS, texts=BatchTexts())

    others = {name: names for name, names in vars(report).items() if name != "unchanged" and names}
    assert others == {}
    assert report.unchanged


@with_handbook
def test_export_into_an_empty_folder_writes_the_same_bytes(tmp_path: Path):
    export(tmp_path / "content", COLLECTIONS)

    written, real = bytes_of(tmp_path / "content"), bytes_of(settings.CONTENT_DIR)
    assert written.keys() == real.keys()
    assert [path for path in real if written[path] != real[path]] == []


@with_handbook
@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_of_each_language_get_at_least_28_articles(language: str):
    articles = [article for article in Article.objects.published() if article.is_available_in(language)]

    assert len(articles) >= 28
    assert {article.section.slug for article in articles} == SECTIONS


@pytest.mark.parametrize("slug", ARTICLES)
def test_article_has_all_its_parts_in_both_languages(slug: str):
    for language in LANGUAGES:
        article = article_file(slug, language)

        assert article.fields["title"]
        assert article.fields["summary"]
        assert 3 <= len(article.fields["key_points"]) <= 5
        assert any(citation.kind == "law" for citation in markdown.citations(article.body))


@pytest.mark.parametrize("slug", ARTICLES)
def test_article_names_its_sources_and_what_to_read_next(slug: str):
    article = article_file(slug, "zh-hans")

    assert article.fields["sources"]
    assert article.fields["related"]
    assert article.fields["checked_on"]


@pytest.mark.parametrize("slug", ARTICLES)
def test_article_ends_with_what_the_reader_can_do(slug: str):
    for language in LANGUAGES:
        part = last_part(article_file(slug, language).body)

        assert part.startswith(LEADING_ON[language])
        assert {citation.kind for citation in markdown.citations(part)} & {"agency", "article", "rights"}


@pytest.mark.parametrize("slug", ARTICLES)
def test_both_languages_of_an_article_cite_the_same_law(slug: str):
    cited = [
        {citation.slug for citation in markdown.citations(article_file(slug, language).body) if citation.kind == "law"}
        for language in LANGUAGES
    ]

    assert cited[0] == cited[1]


@pytest.mark.parametrize("slug", ARTICLES)
def test_chinese_article_is_of_a_readable_length(slug: str):
    body = article_file(slug, "zh-hans").body

    assert 800 <= readability.chinese_characters("\n".join(readability.plain_lines(body, "zh-hans"))) <= 1800
    assert readability.mean_sentence(body, "zh-hans") <= readability.LONGEST_MEAN["zh-hans"]


@pytest.mark.parametrize("slug", ARTICLES)
def test_english_article_has_short_sentences(slug: str):
    assert readability.mean_sentence(article_file(slug, "en").body, "en") <= readability.LONGEST_MEAN["en"]


def texts_of(row: Publishable) -> Iterator[str]:
    """Every paragraph of a row's Markdown, in both languages."""
    for name in row.localized(*row.markdown_fields):
        yield from re.split(r"\n\s*\n", getattr(row, name) or "")


@with_handbook
def test_everything_cited_as_law_is_in_force_today():
    today = timezone.localdate()
    in_force = set(Provision.objects.published().in_force(today).values_list("slug", flat=True))
    in_force -= set(
        Provision.objects.exclude(instrument__in=Instrument.objects.in_force(today)).values_list("slug", flat=True)
    )
    rows = [
        row for each in COLLECTIONS if issubclass(each.model, Publishable) for row in each.model.objects.published()
    ]

    stale = [
        f"{row.slug} cites {citation.slug}"
        for row in rows
        for text in texts_of(row)
        for citation in markdown.citations(text)
        if citation.kind == "law" and citation.slug not in in_force and not LAPSED.search(text)
    ]

    assert stale == []


@with_handbook
def test_every_record_could_be_published_as_it_stands():
    rows = [
        row for each in COLLECTIONS if issubclass(each.model, Publishable) for row in each.model.objects.published()
    ]

    broken = [
        f"{row.slug}: {problem.field} {problem.line} {problem.message}"
        for row in rows
        for problem in find_problems(row, on=timezone.localdate(), one_language=row.slug in MEANT_FOR_ONE_LANGUAGE)
        if problem.blocking
    ]

    assert broken == []


@with_handbook
def test_every_citation_is_a_link():
    rows = [
        row for each in COLLECTIONS if issubclass(each.model, Publishable) for row in each.model.objects.published()
    ]

    unresolved = [
        f"{row.slug}: {name}"
        for row in rows
        for name in row.localized(*[f"{field}_html" for field in row.markdown_fields])
        if "[[" in getattr(row, name)
    ]

    assert unresolved == []


def test_no_remark_between_editors_is_shown():
    shown = [
        f"{path.name} {key}"
        for path, document in files()
        for key, text in shown_texts(document)
        if INTERNAL.search(text)
    ]

    assert shown == []


def test_trade_norm_is_never_called_law():
    documents = {path.name: document for path, document in files()}
    norms = {name.partition(".")[0] for name, document in documents.items() if document.fields.get("kind") == "norm"}
    of_norms = {
        name.partition(".")[0] for name, document in documents.items() if document.fields.get("instrument") in norms
    }

    called_unlawful = [
        f"{name} {key}: {text}"
        for name, document in documents.items()
        for key, text in shown_texts(document)
        if name.partition(".")[0] in of_norms and CALLED_UNLAWFUL.search(text)
    ]

    assert of_norms
    assert called_unlawful == []
