"""Guesses what was meant by a word that no text has: an English word near it, or one other Chinese character."""

import re

from rapidfuzz.distance import DamerauLevenshtein

from guidance.search.asking import Asked
from guidance.search.models import IndexedWord

SHORTEST = 5
FARTHEST = 2
# Below this length one letter only: of weather and whether, both are words.
LONG = 8


def suggest(asked: Asked) -> str:
    """The query with its unknown words put right, or "" when nothing is near."""
    text = asked.text.strip()
    suggested = text
    for word in asked.unknown:
        near = nearest_run(word) if word[0] > "z" else nearest_word(word)
        if near:
            suggested = re.sub(rf"(?<![a-z]){re.escape(word)}(?![a-z])", near, suggested)
    return suggested if suggested != text else ""


def nearest_word(word: str) -> str:
    """The most frequent of the English words with the fewest differing letters."""
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    farthest = FARTHEST if len(word) >= LONG else 1
    candidates = [
        (DamerauLevenshtein.distance(word, known, score_cutoff=farthest), -entries, known)
        for known, entries in IndexedWord.objects.like(word)
    ]
    near = [candidate for candidate in candidates if candidate[0] <= farthest]
    return min(near)[2] if near else ""


def nearest_run(run: str) -> str:
    """The run with one character exchanged: a word of two, or the middle of three where both its pairs are known."""
    if len(run) == 2:
        known = IndexedWord.objects.pairs_with(first=run[0]) | IndexedWord.objects.pairs_with(second=run[1])
        return max(known, key=lambda pair: (known[pair], pair), default="")
    if len(run) != 3:
        return ""
    before = IndexedWord.objects.pairs_with(first=run[0])
    after = IndexedWord.objects.pairs_with(second=run[2])
    fitting = {pair[1]: min(times, after.get(pair[1] + run[2], 0)) for pair, times in before.items()}
    letter = max(fitting, key=lambda letter: (fitting[letter], letter), default="")
    return run[0] + letter + run[2] if fitting.get(letter) else ""
