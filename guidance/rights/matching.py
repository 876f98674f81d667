"""Understands a reader's own words: text in, ranked situations out, with the words that spoke for each.

A text is weighed piece by piece. What a piece says for a situation is learnt from examples alone: first from how often
it stands in that situation's examples and how rarely in all others, as in complement naive Bayes (Rennie and others,
2003); then corrected by a few rounds of logistic regression over the same examples. It is deterministic, needs no
library and no network, and an added example changes what is learnt the next time a matcher is made.
"""

import math
import random
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.rights.text import Piece, clauses, clean, pieces

# Found by cross-validation over the examples.
ROUNDS = 3
STEP = 1.0
SLOWING = 0.3
BIAS_STEP = 0.05
SMOOTHING = 0.1
WORTH_CORRECTING = 0.02

# Of the probability, from 0 to 1: enough to be shown first alone, to be shown beside, to be meant by one clause.
SURE = 0.55
ALSO = 0.12
CLAUSE = 0.6
FOUND_AT_MOST = 4
# Of the strongest piece: what is worth naming beside it.
LOUD = 0.4
WORDS_AT_MOST = 4

ELSEWHERE = ""


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
        learnt = [(example.situation or ELSEWHERE, self.count(example.text)) for example in examples]
        self.situations = sorted({situation for situation, _pieces in learnt})
        self.rarity = rarity([counted for _situation, counted in learnt])
        place = {situation: number for number, situation in enumerate(self.situations)}
        rows = [(place[situation], self.weigh(counted)) for situation, counted in learnt]
        self.bias = [0.0] * len(self.situations)
        self.weights = first_weights(rows, len(self.situations))
        self.correct(rows)

    def match(self, text: str) -> Matching:
        """Never raises, whatever the text."""
        cleaned = clean(text, self.slips)
        danger = bool(self.danger.search(cleaned))
        likely = self.likelihoods(cleaned)
        if not likely:
            return Matching(danger=danger)
        elsewhere = likely.pop(ELSEWHERE, 0.0)
        ranked = sorted(likely, key=lambda situation: (-likely[situation], situation))
        found = [] if elsewhere > likely[ranked[0]] else self.told_of(cleaned, likely, ranked)
        return Matching(
            ranked=tuple(Match(situation, likely[situation]) for situation in ranked),
            found=tuple(Match(situation, likely[situation], self.spoke(cleaned, situation)) for situation in found),
            is_sure=bool(found) and likely[found[0]] >= SURE,
            danger=danger,
        )

    def told_of(self, cleaned: str, likely: dict[str, float], ranked: list[str]) -> list[str]:
        """The likeliest situation, those not far behind, and those that one clause of the text tells of alone."""
        told = {situation for situation in ranked if likely[situation] >= ALSO} | {ranked[0]}
        parts = clauses(cleaned)
        for clause in parts if len(parts) > 1 else []:
            alone = self.likelihoods(clause)
            told |= {situation for situation, share in alone.items() if situation and share >= CLAUSE}
        return [situation for situation in ranked if situation in told][:FOUND_AT_MOST]

    def likelihoods(self, cleaned: str) -> dict[str, float]:
        """How likely each situation is meant; empty when no piece of the text has ever been seen."""
        weighed = self.weigh(Counter(piece.name for piece in pieces(cleaned)))
        return dict(zip(self.situations, self.shares(weighed), strict=True)) if weighed else {}

    def spoke(self, cleaned: str, situation: str) -> tuple[str, ...]:
        """The stretches of the text that speak most for a situation, in the order they were typed."""
        place = self.situations.index(situation)
        heard = [
            (self.weights[piece.name][place] * self.rarity[piece.name], piece)
            for piece in pieces(cleaned)
            if piece.name in self.weights and not piece.name.startswith("~")
        ]
        loudest = max((strength for strength, _piece in heard), default=0.0)
        chosen: list[Piece] = []
        for strength, piece in sorted(heard, key=lambda pair: (-pair[0], pair[1].start)):
            overlaps = any(piece.start < other.end and other.start < piece.end for other in chosen)
            is_loud = strength > 0 and strength >= LOUD * loudest
            if is_loud and not overlaps and piece.end - piece.start > 1 and len(chosen) < WORDS_AT_MOST:
                chosen.append(piece)
        return tuple(cleaned[piece.start : piece.end] for piece in sorted(chosen, key=lambda piece: piece.start))

    def count(self, text: str) -> Counter:
        return Counter(piece.name for piece in pieces(clean(text, self.slips)))

    def weigh(self, counted: Counter) -> dict[str, float]:
        """Known pieces, rare ones heavier, with a total length of one."""
        weighed = {
            name: self.rarity[name] * (1 + math.log(count)) for name, count in counted.items() if name in self.rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        return {name: weight / length for name, weight in weighed.items()}

    def shares(self, weighed: dict[str, float]) -> list[float]:
        """The probability of each situation."""
        totals = list(self.bias)
        for name, weight in weighed.items():
            totals = [total + weight * speaks for total, speaks in zip(totals, self.weights[name], strict=True)]
        highest = max(totals)
        powers = [math.exp(total - highest) for total in totals]
        whole = sum(powers)
        return [power / whole for power in powers]

    def correct(self, rows: list[tuple[int, dict[str, float]]]) -> None:
        """A few rounds of logistic regression, in an order that is always the same."""
        shuffled = list(rows)
        order = random.Random(1)  # noqa: S311  (an order, not a secret)
        for number in range(ROUNDS):
            order.shuffle(shuffled)
            step = STEP / (1 + SLOWING * number)
            for right, weighed in shuffled:
                self.learn(right, weighed, step)

    def learn(self, right: int, weighed: dict[str, float], step: float) -> None:
        for place, share in enumerate(self.shares(weighed)):
            error = (place == right) - share
            if abs(error) > WORTH_CORRECTING:
                self.bias[place] += step * error * BIAS_STEP
                for name, weight in weighed.items():
                    self.weights[name][place] += step * error * weight


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases; English ones as whole words, so that nobody has "begun" with a gun."""
    written = [rf"(?<![a-z]){re.escape(phrase)}(?![a-z])" for phrase in phrases if phrase]
    return re.compile("|".join(written) if written else r"(?!)")


def rarity(counted: list[Counter]) -> dict[str, float]:
    """Inverse document frequency of each piece worth keeping: seen twice, or a whole short word."""
    seen = Counter(name for pieces_of_one in counted for name in pieces_of_one)
    return {
        name: math.log((len(counted) + 1) / (times + 0.5))
        for name, times in seen.items()
        if times > 1 or is_a_word(name)
    }


def is_a_word(name: str) -> bool:
    """A single English word or two Chinese characters, not a phrase or a part of a word."""
    return (name.isascii() and " " not in name and not name.startswith("~")) or (not name.isascii() and len(name) == 2)


def first_weights(rows: list[tuple[int, dict[str, float]]], number: int) -> dict[str, array]:
    """For each piece, per situation: the logarithm of how much more it stands there than everywhere else."""
    in_each = [defaultdict(float) for _ in range(number)]
    everywhere: dict[str, float] = defaultdict(float)
    for place, weighed in rows:
        for name, weight in weighed.items():
            in_each[place][name] += weight
            everywhere[name] += weight
    totals = [sum(pieces_of_one.values()) for pieces_of_one in in_each]
    whole, different = sum(totals) or 1.0, len(everywhere)
    weights = {}
    for name, weight in everywhere.items():
        floor = SMOOTHING * weight * different / whole
        weights[name] = array(
            "d",
            [
                math.log((here[name] + floor) / (total + SMOOTHING * different))
                - math.log((weight - here[name] + floor) / (whole - total + SMOOTHING * different))
                for here, total in zip(in_each, totals, strict=True)
            ],
        )
    return weights
