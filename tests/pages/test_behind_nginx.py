"""Two server processes with nginx in front, which reads the store itself, as the README shows it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nginx import find_nginx, nginx
from tests.pages.http import get, send_bytes
from tests.server import Site, extra_article, manage, run_on, serving

PAGE = "/en/rights/violence/"
SAID_OF_THE_FILE = {"etag", "last-modified", "content-length", "date", "server", "connection", "accept-ranges"}


@pytest.fixture(scope="module")
def front(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx before the running site and a second process, with every page published."""
    if find_nginx() is None:
        pytest.skip("no nginx found")
    folder = Path(site.environment["VAR_DIR"])
    outcome = manage(site.environment, "publish", "--nginx-headers", str(folder / "headers.conf"), timeout=600)
    assert outcome.returncode == 0, outcome.stderr
    with (
        serving(site.environment) as second,
        nginx(tmp_path_factory.mktemp("nginx"), folder, [str(site), second]) as address,
    ):
        yield address


def test_nginx_serves_the_stored_file_with_the_headers_of_the_page(front: str, site: Site):
    by_nginx, by_site = get(front + PAGE), get(str(site) + PAGE)

    assert "last-modified" in by_nginx.headers
    assert by_nginx.body == by_site.body
    said = {name: value for name, value in by_site.headers.items() if name not in SAID_OF_THE_FILE}
    assert said.items() <= by_nginx.headers.items()


def test_nginx_sends_the_packed_file_and_knows_who_has_it(front: str):
    packed = get(front + PAGE, {"Accept-Encoding": "gzip"})

    assert packed.headers["content-encoding"] == "gzip"
    known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["etag"]}
    assert get(front + PAGE, known).status == 304


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/en/rights/?s=violence", 302, b""),
        ("/en/search/?q=they+hit+me", 200, b"violence"),
        ("/en/no-such-page/", 404, b"Page not found"),
        ("/robots.txt", 200, b"Sitemap:"),
        ("/en/admin/", 302, b""),
        ("/current/en/rights/violence/index.html.head", 404, b""),
        ("/en/rights/violence/index.html", 404, b""),
        ("/en/../../guidance.sqlite3", 400, b""),
    ],
)
def test_nginx_asks_the_site_for_the_rest(front: str, path: str, status: int, words: bytes):
    answer = get(front + path)

    assert answer.status == status
    assert words in answer.body


@pytest.mark.parametrize(("method", "status"), [("POST", 403), ("DELETE", 403)])
def test_what_only_the_site_may_refuse_reaches_it(front: str, method: str, status: int):
    assert get(front + PAGE, method=method).status == status


def test_what_is_posted_reaches_the_site_whole(front: str):
    words = b"note=They+rang+my+mother"
    head = (
        "POST /en/feedback/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(words)}\r\n\r\n"
    )

    assert b"They rang my mother" in send_bytes(front, head.encode() + words).body


def test_a_change_is_seen_behind_nginx_within_a_second(front: str, site: Site):
    with extra_article(site, "behind-nginx"):
        path = "/en/articles/behind-nginx/"
        assert b"Changed by a script" not in get(front + path).body
        run_on(
            site,
            "from guidance.articles.models import Article; article = Article.objects.get(slug='behind-nginx'); "
            "article.title_en = 'Changed by a script'; article.save()",
        )
        time.sleep(1)

        assert all(b"Changed by a script" in get(front + path).body for _time in range(4))
