"""Measures how well readers' words are understood, on labelled texts that were not learnt from.

A text counts as a hit when what was found is its `primary` situation or one of `also`. `primary` null marks a text this
site does not answer; it is rejected when nothing is found.
"""

import json
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from guidance.rights.matching import Matcher, Matching


class LabelError(Exception):
    """A line of the file is not a labelled text. The message names the line."""


@dataclass(frozen=True)
class Labelled:
    """One line of the file."""

    id: str
    lang: str
    text: str
    primary: str | None
    also: tuple[str, ...]

    def is_hit(self, situations: Iterable[str]) -> bool:
        return bool({self.primary, *self.also} & set(situations))


@dataclass
class Measures:
    """Shares between 0 and 1; None where there is no text to measure on. Times in milliseconds."""

    n: int = 0
    top1: float | None = None
    top3: float | None = None
    off_topic_rejected: float | None = None
    on_topic_rejected: float | None = None
    median_ms: float | None = None


@dataclass
class Outcome:
    """What the matcher made of one labelled text."""

    labelled: Labelled
    matching: Matching
    milliseconds: float
    ranked: list[str] = field(default_factory=list)

    @property
    def is_rejected(self) -> bool:
        return not self.matching.found


def read_labelled(path: Path) -> list[Labelled]:
    """The texts of a JSON-lines file. Raises LabelError naming the line, or OSError."""
    texts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            also = tuple(row.get("also") or ())
            texts.append(Labelled(str(row["id"]), str(row["lang"]), str(row["text"]), row["primary"], also))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LabelError(f"{path}:{number}: not a labelled text ({error})") from None
    return texts


def evaluate(matcher: Matcher, texts: Iterable[Labelled]) -> list[Outcome]:
    """Asks the matcher about every text."""
    outcomes = []
    for labelled in texts:
        started = time.perf_counter()
        matching = matcher.match(labelled.text)
        milliseconds = (time.perf_counter() - started) * 1000
        ranked = [match.situation for match in matching.ranked]
        outcomes.append(Outcome(labelled, matching, milliseconds, ranked))
    return outcomes


def measure(outcomes: list[Outcome]) -> Measures:
    """The measures over some outcomes."""
    on_topic = [outcome for outcome in outcomes if outcome.labelled.primary]
    off_topic = [outcome for outcome in outcomes if not outcome.labelled.primary]
    return Measures(
        n=len(outcomes),
        top1=share(outcome.labelled.is_hit(outcome.ranked[:1]) for outcome in on_topic),
        top3=share(outcome.labelled.is_hit(outcome.ranked[:3]) for outcome in on_topic),
        off_topic_rejected=share(outcome.is_rejected for outcome in off_topic),
        on_topic_rejected=share(outcome.is_rejected for outcome in on_topic),
        median_ms=round(statistics.median(outcome.milliseconds for outcome in outcomes), 3) if outcomes else None,
    )


def share(answers: Iterable[bool]) -> float | None:
    """How many of the answers are true, from 0 to 1."""
    counted = [bool(answer) for answer in answers]
    return round(sum(counted) / len(counted), 4) if counted else None
