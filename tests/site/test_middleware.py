"""What every answer carries, and what readers never get."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory, override_settings
from django.urls import reverse

from guidance.site.context import part_of, path_in
from guidance.site.middleware import is_editors, language_in
from tests.factories import make_article, make_site_page

PATHS = ["/", "/en/", "/zh-hans/articles/detention-and-following/", "/en/law/", "/en/about/", "/health/", "/en/none/"]


@pytest.fixture
def pages(db) -> None:
    make_article()
    make_site_page()


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("path", PATHS)
def test_readers_get_no_cookie_and_one_page_for_all(client, path):
    response = client.get(path, headers={"cookie": "sessionid=abc; csrftoken=def"})

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client, path):
    response = client.get(path)

    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_https_is_insisted_on_where_the_site_has_it(client):
    with override_settings(SECURE_HSTS_SECONDS=31536000, SECURE_SSL_REDIRECT=True):
        redirect = client.get("/en/")
        secure = client.get("/en/", secure=True)

    assert (redirect.status_code, redirect["Location"]) == (301, "https://testserver/en/")
    assert secure["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "zh-hans"), ("/en/law/", "en"), ("/en", "en"), ("/english/", "zh-hans"), ("/fr/", "zh-hans")],
)
def test_the_address_alone_says_the_language(path, language):
    assert language_in(path) == language


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/admin/", True),
        ("/zh-hans/admin/articles/", True),
        ("/admin/", False),
        ("/en/administration/", False),
        ("/en/articles/admin/", False),
    ],
)
def test_only_the_admin_is_the_editors(path, expected):
    assert is_editors(path) is expected


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("/", "/en/"),
        ("/zh-hans/", "/en/"),
        ("/zh-hans/articles/a/", "/en/articles/a/"),
        ("/zh-hans/articles/zh-hans/", "/en/articles/zh-hans/"),
        ("/nothing/here/", "/en/"),
    ],
)
def test_the_language_switch_keeps_the_page(path, other):
    assert path_in("en", path) == other


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", ""),
        ("/en/", ""),
        ("/en/law/rates/", "law"),
        ("/en/sections/causes/", "articles"),
        ("/en/articles/", "articles"),
    ],
)
def test_the_main_parts_are_known_by_their_address(path, part):
    assert part_of(path) == part


@pytest.mark.usefixtures("pages")
def test_the_part_a_reader_is_in_is_marked(client):
    assert 'href="/en/law/" aria-current="true"' in client.get("/en/law/").content.decode()
    assert 'href="/en/law/" aria-current="true"' not in client.get("/en/about/").content.decode()


@pytest.mark.django_db
def test_after_a_readers_request_the_thread_knows_the_admins_addresses_again():
    response = WSGIHandler().get_response(RequestFactory().get("/en/no-such-page/"))

    assert response.status_code == 404
    assert reverse("admin:index").endswith("/admin/")
