"""Cuts texts into the tokens that are indexed and looked for: pairs of Chinese characters, stems of English words.

Chinese is written without spaces. Every two neighbouring characters are a token, so a word of two characters is found
wherever it stands, and one of four where its three pairs stand. The last character of a run is a token as well: then a
single character is found as the beginning of one.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import opencc
import snowballstemmer

from guidance.rights.text import HAN, even

WORD = re.compile(rf"[{HAN}]+|[a-z]+(?:'[a-z]+)*|[0-9]+")
IS_HAN = re.compile(rf"[{HAN}]")
LONGEST_WORD = 40

_simplified = opencc.OpenCC("t2s")
_stemmer = snowballstemmer.stemmer("english")


class Word(NamedTuple):
    """A run of Chinese characters, an English word or a number, as it stands in a normal text."""

    text: str
    start: int
    is_han: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Token(NamedTuple):
    """What is indexed, and the word it was made from: harass, harassment. For Chinese the two are the same."""

    name: str
    word: str


def fingerprint() -> str:
    """Changes whenever the same text could be cut into other tokens."""
    parts = [Path(__file__).read_bytes(), version("opencc").encode(), version("snowballstemmer").encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


# Entries remember which segmenter made their tokens.
SEGMENTER = fingerprint()


def normal(text: str) -> str:
    """One width, one case, simplified characters, no control characters."""
    return simplified(even(text))


def simplified(text: str) -> str:
    """Traditional characters as simplified ones."""
    return _simplified.convert(text) if IS_HAN.search(text) else text


def words(text: str) -> Iterator[Word]:
    """The words of a normal text, in order."""
    for match in WORD.finditer(text):
        yield Word(match[0][:LONGEST_WORD] if match[0].isascii() else match[0], match.start(), match[0][0] > "z")


def tokens(text: str) -> Iterator[Token]:
    """Every token of a normal text, as it is indexed."""
    before: Word | None = None
    for word in words(text):
        if before and before.end == word.start and before.is_han != word.is_han:
            joined = joint(before, word)
            yield Token(joined, joined)
        if word.is_han:
            yield from (Token(pair, pair) for pair in pairs(word.text))
            yield Token(word.text[-1], word.text[-1])
        else:
            yield Token(stem(word.text), word.text)
        before = word


def pairs(run: str) -> list[str]:
    """Every two neighbouring characters of a run: 爆通讯录 → 爆通, 通讯, 讯录."""
    return [run[start : start + 2] for start in range(len(run) - 1)]


def joint(before: Word, after: Word) -> str:
    """What stands around the border of two scripts: P图, APP催. A letter or a character alone says too little."""
    return before.text[-1] + after.text if before.is_han else before.text + after.text[0]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """An English word without its ending and apostrophes; a number as it is."""
    return _stemmer.stemWord(word.removesuffix("'s").replace("'", ""))
