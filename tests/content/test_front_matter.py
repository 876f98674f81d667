"""Files are read with the line of everything remembered, bad ones are refused with theirs, and writing is exact."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.content.front_matter import Document, FrontMatterError, dump, dump_table, parse, parse_table
from tests.server import ROOT

ARTICLE = """---
title: 头24小时做什么
key_points:
  - 先离开。
  - 再打110。
order: 10
---

先离开，再报警。

再打110。
"""


def fault_of(content: bytes, *, read=parse) -> FrontMatterError:
    with pytest.raises(FrontMatterError) as caught:
        read(content)
    return caught.value


def test_fields_lists_and_body_are_read():
    document = parse(ARTICLE.encode())

    assert document.fields == {"title": "头24小时做什么", "key_points": ["先离开。", "再打110。"], "order": "10"}
    assert document.body == "先离开，再报警。\n\n再打110。"


def test_line_of_every_key_and_of_the_body_is_known():
    document = parse(ARTICLE.encode())

    assert document.lines == {"title": 2, "key_points": 3, "order": 6}
    assert (document.first_line, document.body_line) == (2, 9)


@pytest.mark.parametrize("word", ["no", "2026-02-30", "1e3", "012", "0x1F", "null", "true", "12:30:45"])
def test_values_stay_the_text_they_are(word: str):
    assert parse(f"---\nsummary: {word}\n---\n".encode()).fields == {"summary": word}


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_read_the_same(ends: str):
    assert parse(ARTICLE.replace("\n", ends).encode()) == parse(ARTICLE.encode())


def test_byte_order_mark_is_no_part_of_the_text():
    assert parse(b"\xef\xbb\xbf" + ARTICLE.encode()) == parse(ARTICLE.encode())


def test_file_without_body_is_read():
    assert parse(b"---\ntitle: a\n---").body == ""


def test_fence_inside_the_body_belongs_to_it():
    assert parse(b"---\ntitle: a\n---\none\n---\ntwo\n").body == "one\n---\ntwo"


FAULTS = {
    "empty file": (b"", 1),
    "no front matter": ("先离开。\n".encode(), 1),
    "front matter not closed": (b"---\ntitle: a\n", 1),
    "not UTF-8, in the front matter": ("---\norder: 1\ntitle: 催收\n---\n".encode("gb18030"), 3),
    "not UTF-8, in the body": (b"---\ntitle: a\n---\n\none\n\xff\n", 6),
    "half a surrogate": (b"---\ntitle: a\n---\n\xed\xa0\x80\n", 4),
    "NUL in the front matter": (b"---\ntitle: a\norder: \x00\n---\n", 3),
    "NUL in the body": (b"---\ntitle: a\n---\none\ntwo\x00\n", 5),
    "control character": (b"---\ntitle: a\norder: 1\nsummary: \x01\n---\n", 4),
    "list not closed": (b"---\ntitle: a\nsources: [b\norder: 1\n---\n", 4),
    "quote not closed": (b"---\ntitle: a\nsummary: 'b\n---\n", 3),
    "colon in a value": (b"---\ntitle: a\nsummary: b: c\n---\n", 3),
    "tab as indentation": (b"---\ntitle: a\n\torder: 1\n---\n", 3),
    "alias of nothing": (b"---\ntitle: a\nsummary: *nothing\n---\n", 3),
    "mapping in a value": (b"---\ntitle: a\nsummary:\n  zh: b\n---\n", 3),
    "mapping in a list": (b"---\ntitle: a\nsources:\n  - url: b\n---\n", 3),
    "list in a list": (b"---\ntitle: a\nsources:\n  - - b\n---\n", 3),
    "list that holds itself": (b"---\ntitle: a\nsources: &all [*all]\n---\n", 3),
    "key that is a list": (b"---\ntitle: a\n? [b]\n: c\n---\n", 3),
    "key twice": (b"---\ntitle: a\norder: 1\ntitle: b\n---\n", 4),
    "list instead of keys": (b"---\n- title\n---\n", 2),
    "words instead of keys": ("---\n头24小时\n---\n".encode(), 2),
}


@pytest.mark.parametrize(("content", "line"), FAULTS.values(), ids=FAULTS)
def test_bad_file_is_refused_with_its_line(content: bytes, line: int):
    assert fault_of(content).line == line


def test_ten_megabytes_are_refused():
    fault = fault_of(b"---\ntitle: a\n---\n" + b"a" * 10_000_000)

    assert fault.line == 1


def test_list_repeated_by_aliases_does_not_multiply_memory():
    words = ", ".join(["a"] * 1000)
    content = f"---\nlist: &list [{words}]\n" + "".join(f"k{i}: *list\n" for i in range(1000)) + "---\n"

    try:
        read = sum(len(value) for value in parse(content.encode()).fields.values())
    except FrontMatterError:
        read = 0

    assert read <= len(content)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_very_deep_nesting_is_refused_and_kills_nothing(opening: str):
    program = (
        "from guidance.content.front_matter import FrontMatterError, parse\n"
        f"content = '---\\na:\\n  ' + {opening!r} * 60_000 + '\\n---\\n'\n"
        "try: parse(content.encode())\n"
        "except FrontMatterError: print('refused')\n"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "refused\n")


def test_rows_of_a_table_are_read_with_their_lines():
    rows = parse_table(b"- starts_on: 2019-08-20\n  percent: 4.25\n\n- starts_on: 2019-09-20\n  percent: 4.20\n")

    assert [row.fields["percent"] for row in rows] == ["4.25", "4.20"]
    assert [row.first_line for row in rows] == [1, 4]


TABLE_FAULTS = {
    "empty": (b"", 1),
    "a mapping": (b"percent: 4.25\n", 1),
    "a row of words": (b"- percent: 4.25\n- words\n", 2),
    "a key twice": (b"- percent: 4.25\n  starts_on: 2019-08-20\n  percent: 4.20\n", 3),
    "not UTF-8": (b"- percent: 4.25\n- percent: \xff\n", 2),
}


@pytest.mark.parametrize(("content", "line"), TABLE_FAULTS.values(), ids=TABLE_FAULTS)
def test_bad_table_is_refused_with_its_line(content: bytes, line: int):
    assert fault_of(content, read=parse_table).line == line


def test_dump_leaves_out_what_is_empty():
    assert dump(Document(fields={"title": "a", "summary": "", "sources": []})) == "---\ntitle: a\n---\n"


def test_dump_quotes_only_where_it_must():
    text = dump(Document(fields={"title": "头24小时：做什么", "summary": "a: b"}, body="正文"))

    assert text == "---\ntitle: 头24小时：做什么\nsummary: 'a: b'\n---\n\n正文\n"


# What people type or paste, in any script, without the spaces around it that every record drops.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t")
SYNTAX = st.sampled_from(
    ["---", "- ", ": ", " #", "'", '"', "|", ">", "&a", "*a", "!!x", "%Y", "\n", " ", "好", "[[law:x]]"]
)
TEXTS = st.one_of(st.text(CHARACTERS), st.lists(SYNTAX).map("".join)).map(str.strip)
KEYS = st.from_regex(r"[a-z][a-z_]{0,20}", fullmatch=True)
VALUES = st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=5)).filter(bool)
FIELDS = st.dictionaries(KEYS, VALUES, max_size=6)


@settings(deadline=None, database=None)
@given(fields=FIELDS, body=TEXTS)
def test_what_was_dumped_is_read_back(fields: dict, body: str):
    document = parse(dump(Document(fields=fields, body=body)).encode())

    assert (document.fields, document.body) == (fields, body)


@settings(deadline=None, database=None)
@given(rows=st.lists(FIELDS.filter(bool), min_size=1, max_size=4))
def test_table_that_was_dumped_is_read_back(rows: list[dict]):
    documents = parse_table(dump_table([Document(fields=fields) for fields in rows]).encode())

    assert [document.fields for document in documents] == rows
