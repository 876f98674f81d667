"""Understands a reader's own words: text in, ranked situations out, with the words that spoke for each.

A text is weighed piece by piece. What a piece says for a situation is learnt from examples alone, in `learning.py`; an
added example changes what is learnt the next time a matcher is made.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guidance.rights.learning import hashed, learn
from guidance.rights.text import Piece, clauses, clean, pieces

# Of the probability, from 0 to 1: enough to be shown first alone, to be shown beside, to be meant by one clause.
SURE = 0.55
ALSO = 0.12
CLAUSE = 0.6
FOUND_AT_MOST = 4
# Of the strongest piece: what is worth naming beside it.
LOUD = 0.4
WORDS_AT_MOST = 4

ELSEWHERE = ""

# The place of a known piece in what was learnt, and the piece.
Heard = tuple[int, Piece]


@dataclass(frozen=True)
class Example:
    """Something a reader might type, and the situation it tells of; None: something this site does not answer."""

    situation: str | None
    text: str


@dataclass(frozen=True)
class Match:
    """A situation, how likely it is meant (0 to 1), and the reader's words that spoke for it."""

    situation: str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matching:
    """What a text was understood as.

    `ranked` are all situations, likeliest first; `found` those that are really told of, none for what this site does
    not answer; `is_sure` whether the first of them may be shown alone; `danger` whether someone may be in danger.
    """

    ranked: tuple[Match, ...] = ()
    found: tuple[Match, ...] = ()
    is_sure: bool = False
    danger: bool = False


class Matcher:
    """Learns from examples when it is made, and then only reads."""

    def __init__(
        self,
        examples: Iterable[Example],
        danger: Iterable[str] = (),
        slips: Mapping[str, str] | None = None,
    ) -> None:
        self.slips = dict(slips or {})
        self.danger = any_of(clean(text, self.slips).strip() for text in danger)
        self.learnt = learn((example.situation or ELSEWHERE, self.names(example.text)) for example in examples)
        self.situations = self.learnt.situations

    def match(self, text: str) -> Matching:
        """Never raises, whatever the text."""
        cleaned = clean(text, self.slips)
        danger = bool(self.danger.search(cleaned))
        heard = self.hear(cleaned)
        likely = self.likelihoods(heard)
        if not likely:
            return Matching(danger=danger)
        elsewhere = likely.pop(ELSEWHERE, 0.0)
        ranked = sorted(likely, key=lambda situation: (-likely[situation], situation))
        found = [] if elsewhere > likely[ranked[0]] else self.told_of(cleaned, likely, ranked)
        return Matching(
            ranked=tuple(Match(situation, likely[situation]) for situation in ranked),
            found=tuple(
                Match(situation, likely[situation], self.spoke(cleaned, heard, situation)) for situation in found
            ),
            is_sure=bool(found) and likely[found[0]] >= SURE,
            danger=danger,
        )

    def told_of(self, cleaned: str, likely: dict[str, float], ranked: list[str]) -> list[str]:
        """The likeliest situation, those not far behind, and those that one clause of the text tells of alone."""
        told = {situation for situation in ranked if likely[situation] >= ALSO} | {ranked[0]}
        parts = clauses(cleaned)
        for clause in parts if len(parts) > 1 else []:
            alone = self.likelihoods(self.hear(clause))
            told |= {situation for situation, share in alone.items() if situation and share >= CLAUSE}
        return [situation for situation in ranked if situation in told][:FOUND_AT_MOST]

    def hear(self, cleaned: str) -> list[Heard]:
        """The pieces of the text that are known, with their places in what was learnt."""
        places = ((self.learnt.place(hashed(piece.name)), piece) for piece in pieces(cleaned))
        return [(place, piece) for place, piece in places if place >= 0]

    def likelihoods(self, heard: list[Heard]) -> dict[str, float]:
        """How likely each situation is meant; empty when no piece of the text has ever been seen."""
        weighed = self.learnt.weigh(Counter(place for place, _piece in heard).items())
        return dict(zip(self.situations, self.learnt.shares(weighed), strict=True)) if weighed else {}

    def spoke(self, cleaned: str, heard: list[Heard], situation: str) -> tuple[str, ...]:
        """The stretches of the text that speak most for a situation, in the order they were typed."""
        number = self.situations.index(situation)
        whole = [
            (self.learnt.speaks_for(place)[number] * self.learnt.rarity[place], piece)
            for place, piece in heard
            if not piece.name.startswith("~")
        ]
        loudest = max((strength for strength, _piece in whole), default=0.0)
        chosen: list[Piece] = []
        for strength, piece in sorted(whole, key=lambda pair: (-pair[0], pair[1].start)):
            overlaps = any(piece.start < other.end and other.start < piece.end for other in chosen)
            is_loud = strength > 0 and strength >= LOUD * loudest
            if is_loud and not overlaps and piece.end - piece.start > 1 and len(chosen) < WORDS_AT_MOST:
                chosen.append(piece)
        return tuple(cleaned[piece.start : piece.end] for piece in sorted(chosen, key=lambda piece: piece.start))

    def names(self, text: str) -> Iterator[str]:
        return (piece.name for piece in pieces(clean(text, self.slips)))


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases; English ones as whole words, so that nobody has "begun" with a gun."""
    written = [rf"(?<![a-z]){re.escape(phrase)}(?![a-z])" for phrase in phrases if phrase]
    return re.compile("|".join(written) if written else r"(?!)")
