"""Makes a handbook of any number of articles out of the real ones: as files to load, or straight into the database.

A made-up article is a real one under another address, with its first paragraphs alone: what grows is their number.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from guidance.articles.models import Article
from guidance.content.front_matter import dump, parse
from guidance.content.records import SOURCE_LANGUAGE
from guidance.editorial.models import Translation
from guidance.search.index import Prepared, count_words, entries_of, prepare, write
from guidance.search.sources import source_of

# In bytes; about an eighth of a real article.
LENGTH = 600
CHUNK = 1000
PLACE, ORDER = "its-place", "its-order"
# A PositiveSmallIntegerField holds no more.
MOST_ORDER = 32_000
# The article whose copies are measured.
MEASURED = "detention-and-following-"


def write_files(content: Path, folder: Path, number: int) -> None:
    """Copies `content` to `folder` and adds articles to it until there are `number`."""
    shutil.copytree(content, folder)
    originals = sorted((folder / "articles").glob(f"*.{SOURCE_LANGUAGE}.md"))
    patterns = [(path, pattern(path)) for original in originals for path in languages_of(original)]
    for place in range(len(originals), number):
        slug = slug_of(originals[place % len(originals)])
        for path, text in patterns:
            if slug_of(path) == slug:
                copy = path.with_name(f"{made_up_slug(slug, place)}.{path.name.partition('.')[2]}")
                copy.write_text(text.replace(PLACE, str(place)).replace(ORDER, str(order(place))), encoding="utf-8")


def slug_of(path: Path) -> str:
    return path.name.partition(".")[0]


def languages_of(original: Path) -> list[Path]:
    """An article's files."""
    return sorted(original.parent.glob(f"{slug_of(original)}.*.md"))


def made_up_slug(slug: str, place: int) -> str:
    return f"{slug[:60]}-{place}"


def pattern(path: Path) -> str:
    """A file's text with room for a title and an order of its own, and its first paragraphs only."""
    document = parse(path.read_bytes())
    document.fields["title"] += f" {PLACE}"
    if "order" in document.fields:
        document.fields["order"] = ORDER
    return dump(replace(document, body=first_paragraphs(document.body)))


def first_paragraphs(body: str) -> str:
    kept = ""
    for paragraph in body.split("\n\n"):
        if kept and len((kept + paragraph).encode()) > LENGTH:
            break
        kept += f"{paragraph}\n\n"
    return kept


def order(place: int) -> int:
    return place % MOST_ORDER


def fill(number: int) -> Iterator[int]:
    """Copies the made-up articles that were loaded until there are `number`, and yields how many there are.

    Their HTML, their translations and what search knows of them are copied as well: making them would take an hour.
    """
    originals = [Original.of(article) for article in made_up()]
    for start in range(Article.objects.count(), number, CHUNK):
        places = range(start, min(start + CHUNK, number))
        chosen = [originals[place % len(originals)] for place in places]
        with transaction.atomic():
            rows = [original.copy(place) for original, place in zip(chosen, places, strict=True)]
            Article.objects.bulk_create(rows)
            pairs = list(zip(chosen, rows, strict=True))
            Translation.objects.bulk_create([clone(each.translation, record_id=row.pk) for each, row in pairs])
            prepared = [entry for each, row in pairs for entry in each.found_as(row)]
            count_words(prepared, [])
            write(prepared)
        yield places[-1] + 1


def made_up() -> models.QuerySet:
    """The articles that are copies."""
    return Article.objects.filter(slug__regex="-[0-9]+$").order_by("pk")


def measured() -> Article:
    """An article of which there is one like it in every handbook, from the middle of those."""
    alike = made_up().filter(slug__startswith=MEASURED)
    return alike[alike.count() // 2]


@dataclass(frozen=True)
class Original:
    """A made-up article that was loaded, with its translation and its entries in the search index."""

    article: Article
    translation: Translation
    entries: list[Prepared]

    @classmethod
    def of(cls, article: Article) -> "Original":
        kind = ContentType.objects.get_for_model(Article)
        translation = Translation.objects.get(record_type=kind, record_id=article.pk, language="en")
        return cls(article, translation, [prepare(entry) for entry in entries_of(source_of(Article), article)])

    def copy(self, place: int) -> Article:
        slug = made_up_slug(re.sub("-[0-9]+$", "", self.article.slug), place)
        return clone(self.article, slug=slug, order=order(place), loaded_digest="")

    def found_as(self, row: Article) -> Iterator[Prepared]:
        """The entries of a copy that is stored."""
        for entry, columns in ((each.entry, each.columns) for each in self.entries):
            address = entry.address.replace(self.article.slug, row.slug)
            yield Prepared(clone(entry, record_id=row.pk, address=address, record_changed_at=row.changed_at), columns)


def clone(row: models.Model, **changes: object) -> models.Model:
    """The same words in a new row."""
    fields = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(row, name) for name in fields}
    return type(row)(**{**values, **changes})
