"""Measures how a text reads: its length and its mean sentence, in Chinese characters or English words."""

import re
from collections.abc import Iterator
from typing import NamedTuple

CITATION = re.compile(r"\[\[[a-z]+:[a-z0-9-]+(?:\|([^\]]+))?\]\]")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
# What opens a line: headings, list items, quotations, callouts, table rules, footnotes.
MARKS = re.compile(r"^\s*(?:#+\s+|[-*]\s+|\d+\.\s+|>\s?|\|[\s|:-]+\|$|!!! \w+ ?|\[\^\w+\]:)+")
# A name that a citation shows counts as one word, or four characters: 《刑法》 and the like.
CITED = {"zh-hans": "某部法律", "en": "Law"}
SENTENCE_ENDS = {"zh-hans": re.compile(r"[。！？]"), "en": re.compile(r"[.!?](?=[\s\"”)]|$)")}
# The mean sentence of a page for frightened people: characters in Chinese, words in English.
LONGEST_MEAN = {"zh-hans": 25, "en": 20}


class Sentence(NamedTuple):
    """A sentence as a reader sees it, how long it is, and the line of the text it stands in, from 1."""

    words: str
    length: int
    line: int


def numbered_lines(markdown: str, language: str) -> Iterator[tuple[int, str]]:
    """The words a reader sees, without the signs of Markdown, and the line they stand in."""
    text = CITATION.sub(lambda match: match[1] or CITED[language], markdown)
    text = LINK.sub(r"\1", text)
    for number, line in enumerate(text.splitlines(), start=1):
        words = MARKS.sub("", line).replace("**", "").replace("`", "").strip(' "|')
        if words:
            yield number, words


def plain_lines(markdown: str, language: str) -> list[str]:
    """The words a reader sees, line by line."""
    return [words for _number, words in numbered_lines(markdown, language)]


def chinese_characters(text: str) -> int:
    return len(re.findall(r"[\u3400-\u9fff]", text))


def chinese_length(text: str) -> int:
    """Characters as a reader counts them: Chinese ones, and each number or foreign word as one."""
    return chinese_characters(text) + len(re.findall(r"[A-Za-z0-9]+(?:[.,%][0-9]+)*", text))


def english_length(text: str) -> int:
    return len(re.findall(r"[A-Za-z0-9]+(?:['’.,-][A-Za-z0-9]+)*", text))


LENGTH = {"zh-hans": chinese_length, "en": english_length}


def sentences(markdown: str, language: str) -> list[Sentence]:
    """Every sentence that has words. A sentence ends with its mark or with its line."""
    return [
        Sentence(part.strip(), length, number)
        for number, line in numbered_lines(markdown, language)
        for part in SENTENCE_ENDS[language].split(line)
        if (length := LENGTH[language](part))
    ]


def mean_sentence(markdown: str, language: str) -> float:
    """Characters (Chinese) or words (English) in the mean sentence; 0 for a text without words."""
    lengths = [sentence.length for sentence in sentences(markdown, language)]
    return sum(lengths) / len(lengths) if lengths else 0.0
