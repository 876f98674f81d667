"""Cuts what a reader typed into pieces to compare: runs of Chinese characters, English words and their parts."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# A story's beginning says what it is about; no more of it is read.
LONGEST = 2000
# Chinese words and set phrases are mostly two to four characters.
LONGEST_RUN = 4
# A word of more letters than this is also known by its parts, which survive a misspelling.
SHORT_WORD = 4

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
TOKEN = re.compile(rf"[{HAN}]+|[a-z]+(?:'[a-z]+)*|[0-9]+")
HAN_TOKEN = re.compile(rf"[{HAN}]")
CLAUSE_END = re.compile(rf"[^\w\s'%]+|(?<=[{HAN}])\s+(?=[{HAN}])|\s(?=(?:and|but|then|because|so|when)\s)")
ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))


class Piece(NamedTuple):
    """One comparable piece of a text, and where it stands in the cleaned text."""

    name: str
    start: int
    end: int


def clean(text: str, slips: Mapping[str, str] | None = None) -> str:
    """The beginning of a text, made even, with known slips of typing put right."""
    text = even(text[:LONGEST])[:LONGEST]
    for wrong, right in (slips or {}).items():
        text = text.replace(wrong, right)
    return text


def even(text: str) -> str:
    """The text in one width and case, without control characters or what is no character at all."""
    text = unicodedata.normalize("NFKC", text.encode("utf-8", "ignore").decode("utf-8")).casefold().replace("’", "'")
    return "".join(letter if letter.isprintable() else " " for letter in text)


def clauses(text: str) -> list[str]:
    """The parts of a cleaned text that can each tell of something else."""
    return [clause.strip() for clause in CLAUSE_END.split(text) if clause.strip()]


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a cleaned text."""
    before: list[Piece] = []
    for token in TOKEN.finditer(text):
        if HAN_TOKEN.match(token[0]):
            yield from character_runs(token[0], token.start())
            before = []
        else:
            word = Piece(stem(token[0]), token.start(), token.end())
            yield from word_pieces(word, before)
            before = [*before[-1:], word]


def character_runs(text: str, offset: int) -> Iterator[Piece]:
    """Every run of one to four characters of one unbroken Chinese text."""
    for start in range(len(text)):
        for length in range(1, min(LONGEST_RUN, len(text) - start) + 1):
            yield Piece(text[start : start + length], offset + start, offset + start + length)


def word_pieces(word: Piece, before: list[Piece]) -> Iterator[Piece]:
    """A word, the phrases it makes with up to two words before it, and its parts."""
    yield word
    for count in range(1, len(before) + 1):
        phrase = [*before[-count:], word]
        yield Piece(" ".join(part.name for part in phrase), phrase[0].start, word.end)
    if len(word.name) > SHORT_WORD:
        marked = f"<{word.name}>"
        for start in range(len(marked) - 3):
            yield Piece(f"~{marked[start : start + 4]}", word.start, word.end)


def stem(word: str) -> str:
    """A word without apostrophes and a common English ending; a number by its length alone."""
    word = word.replace("'s", "").replace("'", "")
    if word[0].isdigit():
        return f"{len(word)}#"
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)] + instead
    return word
