"""What an editor saves in the admin of one process is what readers get from another, within a second."""

import time
from urllib.parse import quote

import pytest

from tests.editor_client import Editor
from tests.pages.http import get
from tests.server import Site, extra_article, run_on

A_SECOND = 1.0
DESK = "/en/agencies/lender-complaint-desk/"


@pytest.fixture(scope="module")
def editor(site: Site) -> Editor:
    """Signed in at the running site."""
    return Editor(site, site)


def showing(others: list[str], path: str, words: str) -> list[str]:
    return [address for address in others if words.encode() in get(address + path).body]


def address_of(editor: Editor, listed: str, word: str) -> str:
    """Of the form of the one record a list of the admin finds."""
    page = editor.open(f"/en/admin/{listed}/?q={quote(word)}")
    return next(
        part.partition('"')[0]
        for part in page.text.split('href="')
        if part.startswith(f"/en/admin/{listed}/") and "/change/" in part.partition('"')[0]
    )


def test_a_published_draft_is_seen_by_other_processes(site: Site, editor: Editor, others: list[str]):
    with extra_article(site, "saved-in-admin") as slug:
        path = f"/en/articles/{slug}/"
        form = address_of(editor, "articles/article", slug)
        assert showing(others, path, "Held or followed") == others
        saved = editor.fill_in(form, "title_en", title_en="Changed by an editor")
        time.sleep(A_SECOND)
        with_a_draft = showing(others, path, "Changed by an editor")
        published = editor.fill_in(form.replace("/change/", "/review/"), "publish-note")
        time.sleep(A_SECOND)
        published_at = showing(others, path, "Changed by an editor")

    assert (saved.status, published.status) == (200, 200)
    assert with_a_draft == []
    assert published_at == others


def test_a_rate_is_seen_by_other_processes(site: Site, editor: Editor, others: list[str]):
    assert showing(others, "/en/law/rates/", "2.71") == []

    editor.fill_in("/en/admin/law/rate/add/", "percent", percent="2.71", starts_on="2026-11-23")
    time.sleep(A_SECOND)
    seen = showing(others, "/en/law/rates/", "2.71")
    run_on(site, "from guidance.law.models import Rate; Rate.objects.get(percent='2.71').delete()")

    assert seen == others


def test_a_synonym_is_followed_by_the_search_of_other_processes(site: Site, editor: Editor, others: list[str]):
    path = "/en/search/?q=zzyzx"
    assert showing(others, path, DESK) == []

    editor.fill_in("/en/admin/search/synonym/add/", "word", word="zzyzx", means="complaint")
    time.sleep(A_SECOND)
    seen = showing(others, path, DESK)
    run_on(site, "from guidance.search.models import Synonym; Synonym.objects.get(word='zzyzx').delete()")

    assert seen == others


def test_a_withdrawn_page_is_gone_from_other_processes(site: Site, editor: Editor, others: list[str]):
    with extra_article(site, "withdrawn-in-admin") as slug:
        form = address_of(editor, "articles/article", slug)
        before = [get(f"{address}/en/articles/{slug}/").status for address in others]
        editor.fill_in(form.replace("/change/", "/review/"), "withdraw-note", **{"withdraw-note": "It was wrong."})
        time.sleep(A_SECOND)
        after = [get(f"{address}/en/articles/{slug}/").status for address in others]

    assert (before, after) == ([200, 200], [410, 410])
