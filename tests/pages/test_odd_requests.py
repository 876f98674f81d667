"""Whatever bytes a client sends, it never gets a file from outside the store, and never an error of ours."""

import pytest

from tests.pages.http import send_bytes
from tests.server import Site

PATHS = [
    b"/../../../../etc/passwd",
    b"/en/../../guidance.sqlite3",
    b"/en/%2e%2e/%2e%2e/secret_key",
    b"/en/..%2f..%2fsecret_key",
    b"/en/articles/%2fetc%2fpasswd/",
    b"/en/%00/",
    b"/en/%ff%fe/",
    b"/en/\xff\xfe/",
    b"//etc/passwd",
    b"/current/en/index.html",
    b"/en/index.html.head",
    b"/static/../secret_key",
    b"/" + b"a/" * 20_000,
    b"/en/" + b"%41" * 2000 + b"/",
    b"*",
    b"http://another.example.org/en/",
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:30].decode("latin-1"))
def test_an_odd_path_is_refused_or_not_found(site: Site, path: bytes):
    answer = send_bytes(site, b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")

    assert answer.status < 500
    assert b"root:x:" not in answer.body
    assert b"SQLite format" not in answer.body
    assert b"only for tests" not in answer.body


@pytest.mark.parametrize("method", [b"BREW", b"TRACE", b"OPTIONS", b"PROPFIND"])
def test_an_unknown_method_is_refused(site: Site, method: bytes):
    answer = send_bytes(site, method + b" /en/about/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")

    assert answer.status in {0, 400, 403, 405, 501}


@pytest.mark.parametrize(
    "header",
    [
        b"Accept-Encoding: br;q=,;;,*;q=0.0000001",
        b"Accept-Encoding: " + b"gzip," * 2000,
        b'If-None-Match: \xff"',
        b"Range: bytes=99999999999-1",
        b"Cookie: " + b"a=b; " * 500,
    ],
    ids=lambda header: header[:20].decode("latin-1"),
)
def test_an_odd_header_changes_nothing(site: Site, header: bytes):
    request = b"GET /en/about/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + header + b"\r\n\r\n"

    assert send_bytes(site, request).status == 200
