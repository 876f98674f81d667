"""Measures the search on a made-up library of any size: how long it takes to build, how large it is, how fast it is.

Its texts are the sentences of the real content in another order, so common words stand in nearly every entry, as they
do nowhere else: what is measured is the worst that can be expected. Everything happens in the database in use, which is
emptied: `bench_search` makes one of its own first.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from guidance.search import query
from guidance.search.index import fill
from guidance.search.marking import sentences_of
from guidance.search.models import IndexedWord, Kind, SearchEntry
from guidance.search.segment import words

CHUNK = 500
SENTENCES = 12
SHORTEST = 6


@dataclass(frozen=True)
class Sentences:
    """The sentences that entries are made of, by language."""

    by_language: dict[str, list[str]]


@dataclass(frozen=True)
class Timing:
    """How long some queries took, in milliseconds."""

    name: str
    median: float
    p95: float


@dataclass(frozen=True)
class Measured:
    """One size of library: entries, seconds to build, megabytes on disk, and the queries' timings."""

    entries: int
    seconds: float
    megabytes: float
    timings: list[Timing]


def read_sentences() -> Sentences:
    """Every sentence of what is indexed now."""
    found: dict[str, set[str]] = {code: set() for code, _name in settings.LANGUAGES}
    for entry in SearchEntry.objects.all():
        if not entry.is_fallback:
            found[entry.language].update(sentences_of(f"{entry.lead}\n{entry.body}"))
    return Sentences({code: sorted(text for text in texts if len(text) >= SHORTEST) for code, texts in found.items()})


def measure(sentences: Sentences, number: int, *, repeat: int) -> Measured:
    """Builds a library of that many entries in the database in use, and asks it `repeat` queries of each kind."""
    started = time.perf_counter()
    fill(made_up(sentences, number))
    seconds = time.perf_counter() - started
    settle()
    timings = [time_queries(name, language, queries, repeat) for name, language, queries in kinds_of_query(sentences)]
    return Measured(number, seconds, size_on_disk() / 1e6, timings)


def made_up(sentences: Sentences, number: int) -> Iterator[list[SearchEntry]]:
    chance = random.Random(1)  # noqa: S311  (an order, not a secret)
    kind = ContentType.objects.get_for_model(SearchEntry)
    languages = list(sentences.by_language)
    for start in range(0, number, CHUNK):
        yield [
            made_up_entry(place, languages[place % len(languages)], sentences, kind, chance)
            for place in range(start, min(start + CHUNK, number))
        ]


def made_up_entry(
    place: int, language: str, sentences: Sentences, kind: ContentType, chance: random.Random
) -> SearchEntry:
    title, lead, *body = chance.choices(sentences.by_language[language], k=SENTENCES + 2)
    return SearchEntry(
        record_type=kind,
        record_id=place,
        language=language,
        written_in=language,
        kind=Kind.values[place % len(Kind.values)],
        title=title[:30],
        lead=lead,
        body="\n".join(body),
        keywords="",
        section="",
        address=f"/{language}/articles/made-up-{place}/",
        record_changed_at=timezone.now(),
        made_by="",
    )


def kinds_of_query(sentences: Sentences) -> Iterator[tuple[str, str, list[str]]]:
    """The name of each kind of query, the language it is asked in, and queries to ask."""
    chinese, english = settings.LANGUAGE_CODE, next(code for code in sentences.by_language if code != "zh-hans")
    common = IndexedWord.objects.filter(text__gt="z", text__regex="^..$").order_by("-entries", "text")
    pairs = list(common.values_list("text", flat=True)[:400])
    chance = random.Random(2)  # noqa: S311
    yield "two Chinese characters", chinese, chance.sample(pairs, min(len(pairs), 100))
    yield "a Chinese sentence", chinese, chance.choices(sentences.by_language[chinese], k=100)
    phrases = [phrase(text) for text in chance.choices(sentences.by_language[english], k=100)]
    yield "three English words", english, phrases
    yield "nothing to find", english, ["".join(chance.choices("qxzjvk", k=8)) for _each in range(100)]


def phrase(sentence: str) -> str:
    return " ".join(word.text for word in list(words(sentence.casefold()))[:3])


def time_queries(name: str, language: str, queries: list[str], repeat: int) -> Timing:
    taken = []
    for place in range(repeat):
        started = time.perf_counter()
        found = query.find(queries[place % len(queries)], language)
        query.groups(found, language)
        taken.append((time.perf_counter() - started) * 1000)
    return Timing(name, statistics.median(taken), statistics.quantiles(taken, n=20)[-1])


def settle() -> None:
    """What a database does by itself in a quiet hour."""
    statement: dict[str, str] = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "ANALYZE"}
    with connection.cursor() as cursor:
        cursor.execute(statement[connection.vendor])


def size_on_disk() -> int:
    """Bytes of the whole database."""
    measures: dict[str, Callable[[], int]] = {"sqlite": sqlite_size, "postgresql": postgresql_size}
    return measures[connection.vendor]()


def sqlite_size() -> int:
    return Path(connection.settings_dict["NAME"]).stat().st_size


def postgresql_size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]
