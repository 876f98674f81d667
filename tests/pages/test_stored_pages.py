"""Readers get a stored page where there is one, a right one always, and nothing that is not for all is stored."""

import datetime
import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import RequestFactory
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from guidance.articles.models import Article
from guidance.pages.middleware import StoredPages
from guidance.pages.models import Generation
from guidance.pages.store import PageStore
from guidance.pages.watching import Watcher
from tests.factories import make_article, make_site_page, make_situation
from tests.pages.faults import as_somebody_else, full_disk

PAGE = "/en/articles/detention-and-following/"
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Answer:
    """What a WSGI application answered."""

    def __init__(self, application: Callable, path: str, method: str = "GET", query: str = "", **headers: str) -> None:
        environ = RequestFactory(SERVER_NAME="127.0.0.1").generic(method, "/").environ
        environ |= {"PATH_INFO": path, "QUERY_STRING": query}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        answer = application(environ, self.start)
        self.body = b"".join(answer)

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}


@pytest.fixture
def watching(tmp_path, db) -> Watcher:
    make_article()
    make_site_page()
    return Watcher(PageStore(tmp_path / "pages"))


@pytest.fixture
def site(watching) -> StoredPages:
    watching.look()
    return StoredPages(get_wsgi_application(), watching)


def stored(site: StoredPages) -> list[str]:
    """Every stored page's file, below its generation."""
    return sorted(
        str(path.relative_to(site.store.folder)).split("/", 1)[1] for path in site.store.folder.rglob("*.head")
    )


def test_a_page_is_made_once(site):
    first = Answer(site, PAGE)
    with connection.execute_wrapper(refuse_queries):
        second, third = Answer(site, PAGE), Answer(StoredPages(refuse, site.watching), PAGE)

    assert first.status == second.status == third.status == 200
    assert first.body == second.body == third.body
    assert first.headers == second.headers == third.headers


def refuse_queries(execute, sql, params, many, context):
    raise AssertionError(f"asked the database: {sql}")


def failing(environ, start_response):
    start_response("500 Internal Server Error", [("Content-Type", "text/html")])
    return [b"sorry"]


def refuse(environ, start_response):
    raise AssertionError("entered Django")


def test_a_stored_page_carries_all_that_django_says_of_it(site):
    plain = Answer(get_wsgi_application(), PAGE).headers
    Answer(site, PAGE)
    page = Answer(site, PAGE)

    own = {"content-length", "vary", "etag", "cache-control"}
    assert {name: value for name, value in plain.items() if name not in own}.items() <= page.headers.items()
    assert "content-security-policy" in page.headers
    assert page.headers["vary"] == "Accept-Encoding"
    assert page.headers["cache-control"].startswith("public")
    assert page.headers["content-length"] == str(len(page.body))


def test_a_page_is_sent_as_the_reader_understands_it(site):
    plain, packed = Answer(site, PAGE), Answer(site, PAGE, accept_encoding="gzip, br")

    assert packed.headers["content-encoding"] == "br"
    assert brotli.decompress(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]


def test_a_reader_who_has_the_page_is_not_sent_it_again(site):
    etag = Answer(site, PAGE).headers["etag"]

    again = Answer(site, PAGE, if_none_match=f'"other", W/{etag}')

    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert "content-length" not in again.headers


def test_head_tells_the_same_without_the_page(site):
    asked_first = Answer(site, PAGE, "HEAD")
    page = Answer(site, PAGE)

    assert asked_first.body == b""
    assert asked_first.headers == page.headers == Answer(site, PAGE, "HEAD").headers


def test_ranges_are_not_offered(site):
    for _time in range(2):
        assert Answer(site, PAGE, range="bytes=0-9").status == 200


def test_conditions_of_a_time_are_not_offered(site):
    assert Answer(site, PAGE, if_modified_since="Wed, 25 Nov 2099 00:00:00 GMT").status == 200


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/en/rights/", {"query": "s=call-bombing"}),
        ("/en/search/", {"query": "q=they+hit+me"}),
        (PAGE, {"cookie": "sessionid=abc"}),
        ("/en/admin/", {}),
        ("/en/admin/login/", {}),
        ("/en/articles/draft/", {}),
        ("/en/none/", {}),
        ("/en/feedback/", {}),
        ("/en/feedback/request/", {}),
        ("/favicon.ico", {}),
        ("/health/", {}),
        ("/en/articles", {}),
        ("/en/about/", {"method": "POST"}),
        ("/en/about/", {"method": "BREW"}),
    ],
)
def test_what_is_not_for_every_reader_is_never_stored(site, path, options):
    make_situation()
    make_article("draft", status=Article.Status.DRAFT)

    answer = Answer(site, path, **options)

    assert answer.status in {200, 301, 302, 403, 404, 405}
    assert stored(site) == []


def test_a_reader_with_a_cookie_gets_the_page_all_get(site):
    page = Answer(site, PAGE)

    assert Answer(site, PAGE, cookie="sessionid=abc").body == page.body


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_at_once_in_the_process_that_made_it(watching):
    site = StoredPages(get_wsgi_application(), watching)
    watching.look()
    assert b"Held or followed" in Answer(site, PAGE).body
    article = Article.objects.get(slug="detention-and-following")
    article.title_en = "Held, followed or watched"
    article.save()
    watching.look()

    assert b"Held, followed or watched" in Answer(site, PAGE).body


def test_a_page_made_while_a_change_comes_is_not_stored_as_the_new_one(watching):
    """The page is kept under the generation that was right before it was begun."""

    def changing(environ, start_response):
        answer = get_wsgi_application()(environ, start_response)
        Generation.objects.advance()
        watching.look()
        return answer

    watching.look()
    site = StoredPages(changing, watching)
    Answer(site, PAGE)

    assert site.store.read(watching.current(), PAGE, ("",)) is None


def test_at_midnight_in_shanghai_every_page_is_made_anew(watching):
    site = StoredPages(get_wsgi_application(), watching)
    watching.look(datetime.datetime(2026, 11, 25, 23, 59, 59, tzinfo=SHANGHAI))
    before = watching.current()
    Answer(site, PAGE)

    watching.look(datetime.datetime(2026, 11, 26, 0, 0, 0, tzinfo=SHANGHAI))

    assert watching.current() > before
    assert site.store.has(before, PAGE)
    assert not site.store.has(watching.current(), PAGE)


def test_a_restored_database_is_followed_back(watching):
    watching.look()
    latest, number = watching.current(), Generation.objects.number()
    Generation.objects.update(number=number - 1000)

    watching.look()
    assert watching.current() == latest
    watching.look()

    assert watching.current() < latest
    assert watching.store.linked() == watching.current()


def test_processes_of_one_machine_tell_one_another(watching):
    other = Watcher(PageStore(watching.store.folder))
    watching.look()
    Generation.objects.advance()
    other.look()

    with connection.execute_wrapper(refuse_queries):
        assert watching.current() == other.current()


def test_while_the_database_is_gone_stored_pages_are_served_and_one_line_says_so(site, caplog):
    page = Answer(site, PAGE)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pages_generation RENAME TO pages_gone")
        cursor.execute("ALTER TABLE articles_article RENAME TO articles_gone")

    site.watching.look()
    site.watching.look()

    assert Answer(site, PAGE).body == page.body
    assert [record.levelno for record in caplog.records if "pages" in record.name] == [logging.ERROR]


def test_a_page_that_cannot_be_made_is_served_as_it_last_was(watching):
    watching.look()
    page = Answer(StoredPages(get_wsgi_application(), watching), PAGE)
    Generation.objects.advance()
    watching.look()

    broken = StoredPages(failing, watching)

    assert (Answer(broken, PAGE).status, Answer(broken, PAGE).body) == (200, page.body)
    assert (Answer(broken, "/en/about/").status, Answer(broken, "/en/about/").body) == (500, b"sorry")


def test_nobody_waits_for_a_database_that_is_known_to_be_gone(watching):
    watching.look()
    page = Answer(StoredPages(get_wsgi_application(), watching), PAGE)
    Generation.objects.advance()
    watching.look()
    watching.database_fault = "the database does not answer"

    assert Answer(StoredPages(refuse, watching), PAGE).body == page.body


def test_what_is_gone_is_answered_for_certain_when_it_cannot_be_made(watching):
    watching.look()
    Answer(StoredPages(get_wsgi_application(), watching), PAGE)
    Article.objects.get().delete()
    Generation.objects.advance()
    watching.look()

    assert Answer(StoredPages(failing, watching), PAGE).status == 404


def test_without_knowing_what_is_gone_no_older_page_is_served(watching):
    watching.look()
    Answer(StoredPages(get_wsgi_application(), watching), PAGE)
    Generation.objects.advance()
    watching.look()
    (watching.store.folder / watching.current() / ".gone").unlink()

    assert Answer(StoredPages(failing, watching), PAGE).status == 500


def test_a_folder_that_cannot_be_written_is_told_once_and_readers_notice_nothing(site, caplog):
    folder = site.store.folder / site.watching.current()
    folder.chmod(0o555)
    with as_somebody_else(site.store.folder):
        answers = [Answer(site, path) for path in (PAGE, "/en/about/", "/en/", PAGE)]
    folder.chmod(0o755)

    assert {answer.status for answer in answers} == {200}
    assert answers[0].body == answers[3].body
    assert len([record for record in caplog.records if "stored" in record.message]) == 1
    assert stored(site) == []


def test_on_a_full_disk_readers_get_whole_pages_and_no_half_one_is_stored(site, caplog):
    with full_disk(most=2000):
        answers = [Answer(site, PAGE), Answer(site, PAGE)]
    site.watching.point_to(site.watching.current())

    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body == answers[1].body == Answer(site, PAGE).body
    assert len([record for record in caplog.records if "stored" in record.message]) == 1
    assert stored(site) == ["en/articles/detention-and-following/index.html.head"]


def test_without_a_known_generation_pages_are_made_and_not_stored(watching):
    site = StoredPages(get_wsgi_application(), watching)

    assert Answer(site, PAGE).status == 200
    assert stored(site) == []


def test_where_readers_are_sent_to_https_plain_http_gets_no_page(watching, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    watching.look()
    site = StoredPages(get_wsgi_application(), watching)

    secure, plain = Answer(site, PAGE, x_forwarded_proto="https"), Answer(site, PAGE)

    assert (secure.status, plain.status) == (200, 301)


@given(path=st.text(max_size=60).map(lambda text: "/" + text.encode("utf-8", "surrogatepass").decode("latin-1")))
@example(path="/en/../../../etc/passwd")
@example(path="/en/articles/..%2f..%2f/")
@example(path="/en/\x00/")
@example(path="/" + "a" * 9000 + "/")
@example(path="/\xff\xfe/")
@example(path="//")
@example(path="")
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_path_is_an_error_or_a_foreign_file(site, path):
    answer = Answer(site, path)

    assert answer.status in {200, 301, 302, 404}
    assert b"root:x:" not in answer.body
    assert [
        path for path in site.store.folder.parent.rglob("*") if site.store.folder not in [path, *path.parents]
    ] == []
