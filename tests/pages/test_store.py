"""Files of pages: always whole, never outside the store, and swept when they are out of date."""

import gzip
import os
import threading
from pathlib import Path

import brotli
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidance.pages.page import Page, may_be_kept
from guidance.pages.store import PageStore, file_name, is_storable
from tests.pages.faults import as_somebody_else

HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Language", "en")]
ALL = ("br", "gzip", "")


def name(number: int, day: str = "20261126", release: str = "0123abcd") -> str:
    return f"{number:016d}-{day}-{release}"


def page(text: str = "<h1>被催收</h1>" * 50) -> Page:
    return Page.made_of(HEADERS, text.encode())


@pytest.fixture
def store(tmp_path) -> PageStore:
    return PageStore(tmp_path / "pages")


@given(st.text() | st.from_regex(r"(/[a-z0-9.%_-]{0,4}){1,6}/?", fullmatch=True))
@example("/../etc/passwd")
@example("/en/../../x/")
@example("/en/\x00/")
@example("//etc/passwd")
@example("/en/.ssh/")
@example("/en/index.html.head")
@example("/current/")
@example("/en/\n")
@example("/" + "a/" * 5000)
def test_no_path_leads_out_of_the_store(path):
    if is_storable(path):
        root = Path("/store/generation")
        assert os.path.normpath(root / file_name(path)).startswith(f"{root}/")
        assert os.path.normpath(root / file_name(path)) == str(root / file_name(path))
        assert ".." not in path
        assert "\0" not in path


@pytest.mark.parametrize(
    "path", ["/", "/en/", "/zh-hans/rights/call-bombing/small-loan/", "/sitemap.xml", "/robots.txt"]
)
def test_readers_addresses_are_storable(path):
    assert is_storable(path)


@pytest.mark.parametrize(
    ("encodings", "decode"), [(ALL, brotli.decompress), (("gzip", ""), gzip.decompress), (("",), bytes)]
)
def test_a_stored_page_is_read_as_it_was_made(store, encodings, decode):
    store.write(name(1), "/en/", page())

    read = store.read(name(1), "/en/", encodings)

    assert decode(read.body).decode() == "<h1>被催收</h1>" * 50
    assert dict(read.headers)["Content-Language"] == "en"
    assert read == page().variant(encodings)


def test_each_encoding_has_an_etag_of_its_own():
    assert len(set(page().etags.values())) == 3


@pytest.mark.parametrize("file", ["index.html", "index.html.head"])
@pytest.mark.parametrize("content", [b"", b"<h1>half", b"[]", b"\xff"])
def test_a_torn_file_counts_as_none(store, file, content):
    store.write(name(1), "/en/", page())
    (store.folder / name(1) / "en" / file).write_bytes(content)

    assert store.read(name(1), "/en/", ("",)) is None


def test_a_page_whose_writing_was_cut_short_is_none(store):
    store.write(name(1), "/en/", page())
    (store.folder / name(1) / "en" / "index.html.head").unlink()

    assert store.read(name(1), "/en/", ALL) is None
    assert not store.has(name(1), "/en/")


def test_many_writers_at_once_leave_one_whole_page(store):
    texts = [str(number) * 50_000 for number in range(8)]
    writers = [threading.Thread(target=store.write, args=(name(1), "/en/", page(text))) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    store.write(name(1), "/en/", page(texts[0]))

    assert store.read(name(1), "/en/", ("",)).body.decode() == texts[0]
    assert not list(store.folder.rglob("*~"))


def test_a_page_that_cannot_be_written_leaves_nothing_behind(store):
    store.write(name(1), "/en/", page())
    folder = store.folder / name(1) / "en"
    folder.chmod(0o555)

    with as_somebody_else(store.folder), pytest.raises(OSError, match="Permission denied"):
        store.write(name(1), "/en/", page("other"))
    folder.chmod(0o755)

    assert store.read(name(1), "/en/", ALL) == page().variant(ALL)
    assert len(list(folder.iterdir())) == 4


def test_the_link_moves_to_another_generation(store):
    store.point_to(name(1))
    store.point_to(name(2))

    assert store.linked() == name(2)
    assert [path.name for path in store.folder.iterdir() if path.is_symlink()] == ["current"]


def test_without_a_store_nothing_is_linked_or_found(store):
    assert store.linked() == ""
    assert store.read(name(1), "/en/", ALL) is None
    assert store.generations() == []


def test_sweeping_keeps_the_current_the_one_before_and_the_last_complete_one(store):
    for number in range(1, 7):
        store.write(name(number), "/en/", page())
    store.mark_complete(name(1))
    store.mark_complete(name(3))

    store.sweep(name(6))

    assert store.generations() == [name(6), name(5), name(3)]


def test_sweeping_leaves_other_releases_of_the_same_moment_and_later_ones(store):
    for kept in (name(6, release="ffffffff"), name(7), name(6)):
        store.write(kept, "/en/", page())

    store.sweep(name(6))

    assert len(store.generations()) == 3


def test_an_older_page_is_the_newest_there_is(store):
    for number in (1, 2):
        store.write(name(number), "/en/", page(f"page {number}"))
    store.write(name(3), "/en/law/", page())

    assert store.read_older("/en/", ("",)).body == b"page 2"
    assert store.read_older("/en/about/", ("",)) is None


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", []),
        ("302 Found", []),
        ("206 Partial Content", []),
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Vary", "Cookie")]),
        ("200 OK", [("Vary", "*")]),
        ("200 OK", [("Vary", "Accept-Language, Accept-Encoding")]),
        ("200 OK", [("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate, private")]),
        ("200 OK", [("cache-control", "Private")]),
    ],
)
def test_what_is_not_the_same_for_every_reader_is_not_kept(status, headers):
    assert not may_be_kept(status, headers)


def test_what_is_the_same_for_every_reader_is_kept():
    assert may_be_kept("200 OK", [*HEADERS, ("Vary", "Accept-Encoding")])
