"""Picks the sentence of an entry that answers best, and marks in it the words that were asked for."""

import itertools
import re
from typing import NamedTuple

from guidance.search.asking import Asked
from guidance.search.models import SearchEntry
from guidance.search.ranking import pattern_of

SENTENCE_END = re.compile(r"(?<=[。！？!?…])[”’」』）)]*(?=[^”’」』）)])|(?<=\.)\s|\n")
# Characters shown; a Chinese one says about as much as three Latin ones.
LONGEST = {"zh-hans": 80, "en": 200}


class Piece(NamedTuple):
    """A stretch of a shown sentence."""

    text: str
    is_marked: bool


def best_sentence(entry: SearchEntry, asked: Asked) -> list[Piece]:
    """The sentence in pieces; the beginning of the text where no sentence has any of the words."""
    found = [(re.compile("|".join(map(pattern_of, part.stretches))), part.rarity) for part in asked.parts]
    sentences = sentences_of(f"{entry.lead}\n{entry.body}")
    best = max(sentences, key=lambda sentence: weight(sentence, found), default="")
    return mark(best, [pattern for pattern, _rarity in found], LONGEST[entry.written_in])


def sentences_of(text: str) -> list[str]:
    ends = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [sentence for start, end in itertools.pairwise(ends) if (sentence := text[start:end].strip())]


def weight(sentence: str, found: list[tuple[re.Pattern, float]]) -> float:
    even = sentence.casefold()
    return sum(rarity for pattern, rarity in found if pattern.search(even))


def mark(sentence: str, patterns: list[re.Pattern], longest: int) -> list[Piece]:
    even = sentence.casefold()
    if len(even) != len(sentence):
        return [Piece(sentence[:longest], False)]
    spans = merged(sorted(span_of(match, even) for pattern in patterns for match in pattern.finditer(even)))
    start = max(0, spans[0][0] - longest // 3) if spans and spans[0][1] > longest else 0
    end = start + longest
    pieces = [Piece("…", False)] if start else []
    place = start
    for first, last in spans:
        if first < place or last > end:
            continue
        pieces += [Piece(sentence[place:first], False), Piece(sentence[first:last], True)]
        place = last
    pieces.append(Piece(sentence[place:end] + ("…" if end < len(sentence) else ""), False))
    return [piece for piece in pieces if piece.text]


def span_of(match: re.Match, text: str) -> tuple[int, int]:
    """Where a match stands; of an English stem, to the end of its word."""
    end = match.end()
    while match[0][-1:].isascii() and end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    return match.start(), end


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
