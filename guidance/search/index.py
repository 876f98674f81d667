"""Writes the index: refreshes what was saved, catches up with what was missed, rebuilds everything."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils import translation

from guidance.content.reading import Progress
from guidance.content.sync import quiet
from guidance.editorial.models import LANGUAGES, SOURCE_LANGUAGE, Publishable
from guidance.search import sources
from guidance.search.models import IndexedWord, SearchEntry
from guidance.search.segment import Token, normal, tokens
from guidance.search.sources import MAKER, SOURCES, Source
from guidance.search.storage import Tokens, storage

CHUNK = 500
Record = tuple[type[models.Model], int]


def refresh(records: Iterable[Record]) -> None:
    """Brings the entries of these records, named by model and key, up to what readers may see of them now."""
    keys: dict[type[models.Model], set[int]] = {}
    for model, key in records:
        keys.setdefault(model, set()).add(key)
    with transaction.atomic():
        for source in SOURCES:
            if keys.get(source.model):
                replace(source, keys[source.model])


def replace(source: Source, keys: set[int]) -> None:
    record_type = ContentType.objects.get_for_model(source.model)
    old = [prepare(entry) for entry in SearchEntry.objects.filter(record_type=record_type, record_id__in=keys)]
    new = [prepare(entry) for row in source.rows().filter(pk__in=keys) for entry in entries_of(source, row)]
    count_words(new, old)
    remove(old)
    write(new)


def catch_up(progress: Progress = quiet) -> int:
    """Refreshes every record whose entries are missing, outdated or too many, and returns how many that were."""
    outdated = [record for source in SOURCES for record in outdated_in(source)]
    for start in range(0, len(outdated), CHUNK):
        refresh(outdated[start : start + CHUNK])
        progress("indexing", min(start + CHUNK, len(outdated)), len(outdated))
    return len(outdated)


def outdated_in(source: Source) -> list[Record]:
    record_type = ContentType.objects.get_for_model(source.model)
    entries = SearchEntry.objects.filter(record_type=record_type, language=SOURCE_LANGUAGE, made_by=MAKER)
    indexed = dict(entries.values_list("record_id", "record_changed_at"))
    shown = dict(source.rows().values_list("pk", "changed_at"))
    every = SearchEntry.objects.filter(record_type=record_type).values_list("record_id", flat=True).distinct()
    stale = {key for key in every if key not in shown}
    return [(source.model, key) for key in sorted(stale | {key for key in shown if shown[key] != indexed.get(key)})]


def rebuild(progress: Progress = quiet) -> int:
    """Makes the whole index anew in one transaction: until it ends, readers search the old one. Returns its size."""
    return fill(entries for source in SOURCES for entries in batches(source, progress))


def fill(entries: Iterable[list[SearchEntry]]) -> int:
    """Replaces the whole index by these entries, given some at a time, in one transaction. Returns their number."""
    counted: Counter[Token] = Counter()
    number = 0
    with transaction.atomic():
        storage().clear()
        SearchEntry.objects.all().delete()
        IndexedWord.objects.all().delete()
        for batch in entries:
            prepared = [prepare(entry) for entry in batch]
            for each in prepared:
                counted.update(each.words)
            write(prepared)
            number += len(prepared)
        words = (IndexedWord(text=token.word, token=token.name, entries=times) for token, times in counted.items())
        IndexedWord.objects.bulk_create(words, batch_size=CHUNK * 4)
    return number


def batches(source: Source, progress: Progress) -> Iterator[list[SearchEntry]]:
    """The entries of a source, some rows at a time."""
    keys = list(source.rows().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = source.rows().filter(pk__in=keys[start : start + CHUNK]).order_by("pk")
        yield [entry for row in rows for entry in entries_of(source, row)]
        progress(f"indexing {source.model._meta.model_name}", min(start + CHUNK, len(keys)), len(keys))


def entries_of(source: Source, row: Publishable) -> list[SearchEntry]:
    """A record's entries, one for each language in which it has a page."""
    return [entry_of(source, row, language) for language in LANGUAGES]


def entry_of(source: Source, row: Publishable, language: str) -> SearchEntry:
    written_in = language if row.is_available_in(language) else SOURCE_LANGUAGE
    with translation.override(written_in):
        title = source.words(row, source.title, written_in) or str(row)
        section = str(source.section(row))
    with translation.override(language):
        address = row.get_absolute_url()
    return SearchEntry(
        record_type=ContentType.objects.get_for_model(source.model),
        record_id=row.pk,
        language=language,
        written_in=written_in,
        kind=source.kind,
        title=title,
        lead=source.words(row, source.lead, written_in),
        body=source.words(row, source.body, written_in),
        keywords="\n".join(source.keywords(row, written_in)),
        section=section,
        address=address,
        checked_on=sources.checked_on(row),
        record_changed_at=row.changed_at,
        made_by=MAKER,
    )


@dataclass(frozen=True)
class Prepared:
    """An entry with the tokens of its title, its lead, and all that counts least."""

    entry: SearchEntry
    columns: tuple[list[Token], ...]

    @property
    def words(self) -> set[Token]:
        """Its tokens with the words they were made from, each once."""
        return {token for column in self.columns for token in column}

    def for_storage(self) -> Tokens:
        names = ([token.name for token in column] for column in self.columns)
        return Tokens(self.entry.pk, self.entry.language, self.entry.kind, *names)


def prepare(entry: SearchEntry) -> Prepared:
    texts = (entry.title, entry.lead, f"{entry.body}\n{entry.keywords}")
    return Prepared(entry, tuple(list(tokens(normal(text))) for text in texts))


def write(prepared: list[Prepared]) -> None:
    SearchEntry.objects.bulk_create([each.entry for each in prepared], batch_size=CHUNK)
    storage().put(each.for_storage() for each in prepared)


def remove(prepared: list[Prepared]) -> None:
    keys = [each.entry.pk for each in prepared]
    storage().remove(keys)
    SearchEntry.objects.filter(pk__in=keys).delete()


def count_words(new: Iterable[Prepared], old: Iterable[Prepared]) -> None:
    """Keeps the frequencies in step: words of the new entries count one more, words of the old one less."""
    counted = Counter(word for each in new for word in each.words)
    counted.subtract(Counter(word for each in old for word in each.words))
    changed = sorted((token.word, token.name, difference) for token, difference in counted.items() if difference)
    table = IndexedWord._meta.db_table
    sql = (
        f"INSERT INTO {table} (text, token, entries) VALUES (%s, %s, %s) "  # noqa: S608  (a name of ours)
        f"ON CONFLICT (text) DO UPDATE SET entries = {table}.entries + excluded.entries"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, changed)
