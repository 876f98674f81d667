"""Measures how a text reads: its length and its mean sentence, in Chinese characters or English words."""

import re

CITATION = re.compile(r"\[\[[a-z]+:[a-z0-9-]+(?:\|([^\]]+))?\]\]")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
# What opens a line: headings, list items, quotations, callouts, table rules, footnotes.
MARKS = re.compile(r"^\s*(?:#+\s+|[-*]\s+|\d+\.\s+|>\s?|\|[\s|:-]+\|$|!!! \w+ ?|\[\^\w+\]:)+")
# A name that a citation shows counts as one word, or four characters: 《刑法》 and the like.
CITED = {"zh-hans": "某部法律", "en": "Law"}


def plain_lines(markdown: str, language: str) -> list[str]:
    """The words a reader sees, line by line, without the signs of Markdown."""
    text = CITATION.sub(lambda match: match[1] or CITED[language], markdown)
    text = LINK.sub(r"\1", text)
    lines = (MARKS.sub("", line).replace("**", "").replace("`", "").strip(' "|') for line in text.splitlines())
    return [line for line in lines if line]


def chinese_characters(text: str) -> int:
    return len(re.findall(r"[\u3400-\u9fff]", text))


def chinese_length(text: str) -> int:
    """Characters as a reader counts them: Chinese ones, and each number or foreign word as one."""
    return chinese_characters(text) + len(re.findall(r"[A-Za-z0-9]+(?:[.,%][0-9]+)*", text))


def english_length(text: str) -> int:
    return len(re.findall(r"[A-Za-z0-9]+(?:['’.,-][A-Za-z0-9]+)*", text))


def chinese_sentences(markdown: str) -> list[str]:
    """A sentence ends with its mark or with its line."""
    lines = plain_lines(markdown, "zh-hans")
    return [part for line in lines for part in re.split(r"[。！？]", line) if chinese_length(part)]


def english_sentences(markdown: str) -> list[str]:
    lines = plain_lines(markdown, "en")
    return [part for line in lines for part in re.split(r"[.!?](?=[\s\"”)]|$)", line) if english_length(part)]


def mean_chinese_sentence(markdown: str) -> float:
    """Characters in the mean sentence."""
    lengths = [chinese_length(sentence) for sentence in chinese_sentences(markdown)]
    return sum(lengths) / len(lengths)


def mean_english_sentence(markdown: str) -> float:
    """Words in the mean sentence."""
    lengths = [english_length(sentence) for sentence in english_sentences(markdown)]
    return sum(lengths) / len(lengths)
