"""Answers a search: what was typed goes in, groups of results in the reader's language come out."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace

from guidance.editorial.models import LANGUAGES, SOURCE_LANGUAGE
from guidance.search.asking import Asked, ask
from guidance.search.marking import Piece, best_sentence
from guidance.search.models import Kind, SearchEntry
from guidance.search.ranking import counter_of, score
from guidance.search.spelling import suggest
from guidance.search.storage import LEAD, PLACES, TITLE, WHOLE, storage

SHOWN_IN_A_GROUP = 3
ON_A_PAGE = 10
# With this many entries found, weaker questions are put to the titles alone.
ENOUGH = 4
# In each place; what a common word finds beyond that is not looked at.
CANDIDATES = {TITLE: 300, LEAD: 300, WHOLE: 600}
# How much of what was asked for must stand in an entry, by rarity, from 0 to 1.
LEAST, LEAST_LOOSELY = 0.6, 0.3
# Read and ranked word by word; the others follow in the order in which they were found.
RANKED = 100


@dataclass(frozen=True)
class Hit:
    """One result: where it leads, what it is called there, and the sentence that matched."""

    entry: SearchEntry
    shown: SearchEntry
    pieces: list[Piece]


@dataclass(frozen=True)
class Group:
    """The results of one kind: how many there are, and some of them."""

    kind: Kind
    count: int
    hits: list[Hit]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.hits)


@dataclass(frozen=True)
class Found:
    """Everything that was found, best first, as keys of entries with their kinds.

    `meant` is what was looked for instead of words that no text has, or "". `is_capped`: there is more than was
    looked at.
    """

    asked: Asked
    kinds: dict[int, Kind]
    meant: str = ""
    is_capped: bool = False

    @property
    def total(self) -> int:
        return len(self.kinds)

    def keys(self, kind: Kind) -> list[int]:
        return [key for key, its_kind in self.kinds.items() if its_kind == kind]


def find(typed: str, language: str, *, loosely: bool = True) -> Found:
    """What a reader of a language finds with these words; `loosely`: also texts that have only some of them.

    A Chinese query looks into the Chinese texts, wherever it is asked; one that finds nothing in the reader's language
    looks into the other.
    """
    asked = ask(typed)
    meant = suggest(asked) if asked.unknown else ""
    found = find_asked(ask(meant) if meant else asked, language, loosely)
    return replace(found, meant=meant if found.kinds else "")


def find_asked(asked: Asked, language: str, loosely: bool) -> Found:
    wanted = SOURCE_LANGUAGE if asked.is_chinese else language
    found = find_in(wanted, asked, loosely)
    others = [other for other in LANGUAGES if other != wanted]
    return (
        found
        if found.kinds
        else next((other for other in (find_in(each, asked, loosely) for each in others) if other.kinds), found)
    )


def find_in(language: str, asked: Asked, loosely: bool) -> Found:
    """What the index of one language holds, ranked."""
    kinds, is_capped = candidates_for(asked, language, loosely)
    candidates = list(kinds)
    ranked = rank(candidates[:RANKED], asked, LEAST_LOOSELY if loosely else LEAST)
    rest = [] if any(part.phrase for part in asked.parts) else candidates[RANKED:]
    return Found(asked, {key: Kind(kinds[key]) for key in [*ranked, *rest]}, is_capped=is_capped)


def candidates_for(asked: Asked, language: str, loosely: bool) -> tuple[dict[int, str], bool]:
    """Entries that may answer, with their kinds, and whether any were left out. First those that match in all parts
    and in the title."""
    found: dict[int, str] = {}
    is_capped = False
    for expression in itertools.islice(asked.expressions(), None if loosely else 1):
        for place in PLACES if len(found) < ENOUGH else [TITLE]:
            matches = storage().find(expression, language, place=place, limit=CANDIDATES[place])
            is_capped |= len(matches) == CANDIDATES[place]
            for match in matches:
                found.setdefault(match.entry, match.kind)
    return found, is_capped


def rank(candidates: list[int], asked: Asked, least: float) -> list[int]:
    """The best first; what does not answer at all is left out."""
    counters = [counter_of(part) for part in asked.parts]
    entries = SearchEntry.objects.filter(pk__in=candidates)
    scored = [
        (-round(score(Kind(kind), texts, asked, counters, least), 6), address, key)
        for key, kind, address, *texts in entries.values_list("pk", "kind", "address", *SearchEntry.TEXTS)
    ]
    return [key for points, _address, key in sorted(scored) if points]


def groups(found: Found, language: str) -> list[Group]:
    """Some results of every kind, the kind of the best result first."""
    chosen = {kind: found.keys(kind) for kind in dict.fromkeys(found.kinds.values())}
    hits = hits_for([key for keys in chosen.values() for key in keys[:SHOWN_IN_A_GROUP]], found.asked, language)
    return [
        Group(kind, len(keys), [hits[key] for key in keys[:SHOWN_IN_A_GROUP] if key in hits])
        for kind, keys in chosen.items()
    ]


def page_of(found: Found, kind: Kind, number: int, language: str) -> Group:
    """One page of the results of a kind; `number` counts from 1."""
    keys = found.keys(kind)
    chosen = keys[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    hits = hits_for(chosen, found.asked, language)
    return Group(kind, len(keys), [hits[key] for key in chosen if key in hits])


def hits_for(keys: list[int], asked: Asked, language: str) -> dict[int, Hit]:
    """The results for some entries, each under its title and address in the reader's language."""
    entries = SearchEntry.objects.in_bulk(keys)
    shown = shown_in(language, entries.values())
    return {
        key: Hit(entry, shown.get(record_of(entry), entry), best_sentence(entry, asked))
        for key, entry in entries.items()
    }


def shown_in(language: str, entries: Iterable[SearchEntry]) -> dict[tuple[int, int], SearchEntry]:
    """The entries of the same records in another language, by record."""
    records: dict[int, list[int]] = {}
    for entry in entries:
        if entry.language != language:
            records.setdefault(entry.record_type_id, []).append(entry.record_id)
    found = [
        SearchEntry.objects.filter(language=language, record_type_id=kind, record_id__in=keys)
        for kind, keys in records.items()
    ]
    return {record_of(entry): entry for rows in found for entry in rows}


def record_of(entry: SearchEntry) -> tuple[int, int]:
    return entry.record_type_id, entry.record_id
