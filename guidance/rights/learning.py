"""Learns from examples how much each piece of a text speaks for each situation.

First from how often a piece stands in a situation's examples and how rarely in all others, as in complement naive Bayes
(Rennie and others, 2003); then corrected by a few rounds of logistic regression over the same examples. It is
deterministic, and needs no library and no network.

Every process of the site keeps what was learnt. So numbers lie side by side in arrays, a fifth of what they take as
objects, and a piece is known by its hash: two of a million pieces have the same one in no computer's lifetime.
"""

import math
import random
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# Found by cross-validation over the examples.
ROUNDS = 3
STEP = 1.0
SLOWING = 0.3
BIAS_STEP = 0.05
SMOOTHING = 0.1
WORTH_CORRECTING = 0.02

# Pieces are counted a part at a time: all at once they would take as much memory as the rest of learning.
PARTS = 8

# The places of a text's known pieces, and their weights.
Weighed = Sequence[tuple[int, float]]


class Pairs:
    """Lists of pairs of numbers, all in two arrays. `first` and `second` are the arrays' type codes."""

    def __init__(self, first: str, second: str) -> None:
        self.first, self.second = array(first), array(second)
        self.ends = array("L", [0])

    def append(self, pairs: Iterable[tuple[int, float]]) -> None:
        for first, second in pairs:
            self.first.append(first)
            self.second.append(second)
        self.ends.append(len(self.first))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> list[tuple[int, float]]:
        if not 0 <= number < len(self):
            raise IndexError(number)
        own = slice(self.ends[number], self.ends[number + 1])
        return list(zip(self.first[own], self.second[own], strict=True))


@dataclass
class Learnt:
    """What examples taught.

    `known` are the hashes of all pieces worth knowing, sorted. Of the piece that stands there at a place, `rarity` has
    at the same place how rare it is, and `speaks` how much it speaks for each situation, one after the other.
    """

    situations: list[str]
    known: array
    rarity: array
    speaks: array
    bias: array

    def place(self, piece: int) -> int:
        """Where a hash stands among the known ones; -1 when it is not known."""
        place = bisect_left(self.known, piece)
        return place if place < len(self.known) and self.known[place] == piece else -1

    def speaks_for(self, place: int) -> array:
        """How much the piece at a place speaks for each situation."""
        number = len(self.situations)
        return self.speaks[place * number : (place + 1) * number]

    def weigh(self, counted: Iterable[tuple[int, int]]) -> Weighed:
        """A text's known pieces, rare ones heavier, with a total length of one. `counted`: places, and how often."""
        weighed = [(place, self.rarity[place] * (1 + math.log(times))) for place, times in counted]
        length = math.sqrt(sum(weight * weight for _place, weight in weighed)) or 1.0
        return [(place, weight / length) for place, weight in weighed]

    def shares(self, weighed: Weighed) -> list[float]:
        """The probability of each situation."""
        totals = self.bias
        for place, weight in weighed:
            totals = [total + weight * speaks for total, speaks in zip(totals, self.speaks_for(place), strict=True)]
        highest = max(totals)
        powers = [math.exp(total - highest) for total in totals]
        whole = sum(powers)
        return [power / whole for power in powers]


def learn(examples: Iterable[tuple[str, Iterable[str]]]) -> Learnt:
    """From texts: of each the situation it tells of, and its pieces."""
    told, counted, words = [], Pairs("q", "H"), set()
    for situation, pieces in examples:
        times = Counter(pieces)
        told.append(situation)
        words.update(hashed(piece) for piece in times if is_a_word(piece))
        counted.append((hashed(piece), often) for piece, often in times.items())
    situations = sorted(set(told))
    seen = dict(sorted(worth_knowing(counted.first, words)))
    rarity = array("d", (math.log((len(told) + 1) / (times + 0.5)) for times in seen.values()))
    learnt = Learnt(situations, array("q", seen), rarity, array("d"), array("d", [0.0] * len(situations)))
    del seen, words
    rows = Pairs("L", "d")
    for text in counted:
        places = ((learnt.place(piece), times) for piece, times in text)
        rows.append(learnt.weigh((place, times) for place, times in places if place >= 0))
    del counted
    right = [situations.index(situation) for situation in told]
    learnt.speaks = first_weights(right, rows, len(situations), len(learnt.known))
    correct(learnt, right, rows)
    # Half the memory, and the seventh digit of a probability changes nobody's answer.
    learnt.speaks = array("f", learnt.speaks)
    return learnt


def hashed(piece: str) -> int:
    """A number for a piece. Of its bytes: Python gives the text "be" and the text of the one character 敢 the same."""
    return hash(piece.encode())


def is_a_word(name: str) -> bool:
    """A single English word or two Chinese characters, not a phrase or a part of a word."""
    return (name.isascii() and " " not in name and not name.startswith("~")) or (not name.isascii() and len(name) == 2)


def worth_knowing(pieces: array, words: set[int]) -> Iterator[tuple[int, int]]:
    """The hashes of what was seen in two texts, or is a whole short word, and in how many texts it was seen."""
    for part in range(PARTS):
        seen = Counter(piece for piece in pieces if piece % PARTS == part)
        yield from ((piece, times) for piece, times in seen.items() if times > 1 or piece in words)


def first_weights(right: list[int], rows: Pairs, situations: int, pieces: int) -> array:
    """For each piece, per situation: the logarithm of how much more it stands there than everywhere else."""
    weights = array("d", bytes(8 * situations * pieces))
    for situation, row in zip(right, rows, strict=True):
        for place, weight in row:
            weights[place * situations + situation] += weight
    # Summed exactly: hashes, and with them the order of pieces, are others in each process.
    totals = [math.fsum(weights[situation::situations]) for situation in range(situations)]
    whole = math.fsum(totals) or 1.0
    for place in range(pieces):
        own = slice(place * situations, (place + 1) * situations)
        in_each = weights[own]
        everywhere = math.fsum(in_each)
        floor = SMOOTHING * everywhere * pieces / whole
        weights[own] = array(
            "d",
            [
                math.log((here + floor) / (total + SMOOTHING * pieces))
                - math.log((everywhere - here + floor) / (whole - total + SMOOTHING * pieces))
                for here, total in zip(in_each, totals, strict=True)
            ],
        )
    return weights


def correct(learnt: Learnt, right: list[int], rows: Pairs) -> None:
    """A few rounds of logistic regression, in an order that is always the same."""
    shuffled = list(range(len(rows)))
    order = random.Random(1)  # noqa: S311  (an order, not a secret)
    for number in range(ROUNDS):
        order.shuffle(shuffled)
        step = STEP / (1 + SLOWING * number)
        for example in shuffled:
            correct_by(learnt, right[example], rows[example], step)


def correct_by(learnt: Learnt, right: int, weighed: Weighed, step: float) -> None:
    """By one example."""
    number = len(learnt.situations)
    for situation, share in enumerate(learnt.shares(weighed)):
        error = (situation == right) - share
        if abs(error) > WORTH_CORRECTING:
            learnt.bias[situation] += step * error * BIAS_STEP
            for place, weight in weighed:
                learnt.speaks[place * number + situation] += step * error * weight
