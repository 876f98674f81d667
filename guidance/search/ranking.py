"""Says how well an entry answers a query. Plain arithmetic on the texts, so that every database gives one order."""

import re
from collections.abc import Callable, Iterable

from guidance.search.asking import Asked, Part
from guidance.search.models import Kind

# What a word is worth in the title, the lead, the body and the keywords; oftener counts a little more.
WORTH = (3.0, 1.6, 0.6, 0.9)
OFTEN = 3
OFTENER = 0.3
# Three characters in a row say more than two pairs apart.
RUN_WORTH = (0.9, 0.5, 0.2, 0.3)
SAME_TITLE = 3.0
IN_TITLE = 1.5
# Guidance before its grounds, when both say the same.
PREFERENCE = {Kind.ANSWERS: 0.25, Kind.HANDBOOK: 0.2, Kind.CHANNELS: 0.2, Kind.LAW: 0.0}


def score(kind: Kind, texts: Iterable[str], asked: Asked, counters: "list[Counter]", least: float) -> float:
    """Of an entry's kind and its four texts, from 0 upwards; 0 where less than the share `least` of what was asked for
    stands in them, or not the quoted phrase."""
    texts = [text.casefold() for text in texts]
    if any(part.phrase and not stands_in(part.phrase, texts) for part in asked.parts):
        return 0.0
    counts = [[counter(text) for text in texts] for counter in counters]
    found = sum(part.rarity for part, in_texts in zip(asked.parts, counts, strict=True) if any(in_texts))
    if found < least * asked.weight:
        return 0.0
    whole = sum(part.rarity for part in asked.parts)
    total = sum(part.rarity * worth(in_texts) for part, in_texts in zip(asked.parts, counts, strict=True))
    return total / whole + runs_found(asked, texts) + title_found(asked, texts[0]) + PREFERENCE[kind]


def worth(counts: list[int]) -> float:
    best = max((value for value, count in zip(WORTH, counts, strict=True) if count), default=0.0)
    return best + OFTENER * min(sum(counts[1:]), OFTEN) / OFTEN


Counter = Callable[[str], int]


def counter_of(part: Part) -> Counter:
    """Counts how often any of a part's stretches stands in a text."""
    find = re.compile("|".join(map(pattern_of, part.stretches))).findall
    if len(part.stretches) > 1 or part.phrase:
        return lambda text: len(find(text))
    [only] = part.stretches
    if only[0] > "z":
        return lambda text: text.count(only)
    # Nearly all that stands in a text stands behind a space, and that is found ten times as fast.
    beginning = only.removesuffix("i")
    return lambda text: text.count(f" {beginning}") or (len(find(text)) if beginning in text else 0)


def pattern_of(stretch: str) -> str:
    """A stem finds its words: study in studies. A phrase is found across any spaces and signs."""
    if stretch[0] > "z":
        return re.escape(stretch)
    letters = r"[\W_]+".join(re.escape(word) for word in re.findall(r"\w+", stretch)) or re.escape(stretch)
    letters = f"{letters[:-1]}[iy]" if letters.endswith("i") else letters
    return rf"(?<![a-z0-9]){letters}"


def stands_in(phrase: str, texts: list[str]) -> bool:
    found = re.compile(pattern_of(phrase) + (r"(?![a-z0-9])" if phrase[-1] <= "z" else ""))
    return any(found.search(text) for text in texts)


def runs_found(asked: Asked, texts: list[str]) -> float:
    """How much of the Chinese runs stands unbroken, three characters at a time; between 0 and the worth of a title."""
    threes = [run[start : start + 3] for run in asked.runs if run[0] > "z" for start in range(len(run) - 2)]
    if not threes:
        return 0.0
    found = (
        max((value for value, text in zip(RUN_WORTH, texts, strict=True) if three in text), default=0.0)
        for three in threes
    )
    return sum(found) / min(len(threes), 4)


def title_found(asked: Asked, title: str) -> float:
    lines = title.splitlines()
    if asked.text.strip() in lines:
        return SAME_TITLE
    covered = sum(len(run) for run in asked.runs if run in title)
    return IN_TITLE * min(1.0, covered / len(lines[0])) if covered and lines else 0.0
