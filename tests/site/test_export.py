"""Editors take the files with what readers see now, and find what differs from its file."""

import io
import zipfile
from pathlib import Path

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from guidance.law.models import Rate
from guidance.site.collections import COLLECTIONS
from tests.content.files import ARTICLE, bytes_of, export_files, load_files, write_handbook
from tests.factories import make_account, make_article, make_rate, sign_in

pytestmark = pytest.mark.django_db

EXPORT = "/en/admin/export/"


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    """A small handbook, loaded."""
    settings.CONTENT_DIR = write_handbook(tmp_path / "content")
    load_files(settings.CONTENT_DIR)
    return settings.CONTENT_DIR


@pytest.fixture
def reviewer(client: Client) -> Client:
    sign_in(client, make_account("li", "Reviewer"))
    return client


def downloaded(client: Client) -> dict[str, bytes]:
    response = client.get(EXPORT)
    assert response["Content-Type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    return {name.removeprefix("content/"): archive.read(name) for name in archive.namelist()}


def edit(article: Article, **words: str) -> Article:
    for name, value in words.items():
        setattr(article, name, value)
    article.save()
    return article


def some_article() -> Article:
    return Article.objects.get(slug=Path(ARTICLE).name)


def rows() -> list:
    return [list(each.model._base_manager.order_by("pk").values()) for each in COLLECTIONS]


def test_the_zip_has_the_files_as_they_stand_when_nothing_differs(folder, reviewer):
    assert downloaded(reviewer) == bytes_of(folder)


def test_the_zip_has_just_what_exporting_would_write(folder, reviewer):
    edit(some_article(), title_en="Edited in the admin")
    make_rate()

    from_admin = downloaded(reviewer)
    export_files(folder)

    assert from_admin == bytes_of(folder)
    assert any(b"Edited in the admin" in words for words in from_admin.values())


def test_taking_the_zip_changes_no_row_and_no_file(folder, reviewer):
    edit(some_article(), title_en="Edited in the admin")
    rows_before, files_before = rows(), bytes_of(folder)

    downloaded(reviewer)

    assert rows() == rows_before
    assert bytes_of(folder) == files_before


def test_the_same_words_give_the_same_bytes(folder, reviewer):
    edit(some_article(), title_en="Edited in the admin")

    assert reviewer.get(EXPORT).content == reviewer.get(EXPORT).content


def test_no_draft_is_in_the_zip(folder, reviewer):
    make_article("never-published", section=some_article().section, status=Article.Status.DRAFT)
    article = some_article()
    desk = open_desk(article)
    words = {**desk.newest.words, "title_en": "Only drafted"}
    writer = make_account("chen", "Author")
    workflow.save_draft(article, words=words, opened=desk.opened, by=writer, now=timezone.now())

    assert downloaded(reviewer) == bytes_of(folder)


def test_a_site_without_files_gives_a_zip_of_all_that_is_live(folder, reviewer, settings, tmp_path):
    settings.CONTENT_DIR = tmp_path / "none"

    assert downloaded(reviewer).keys() == bytes_of(folder).keys()


@pytest.mark.parametrize(("role", "status"), [("Author", 403), ("Reviewer", 200), ("Manager", 200)])
@pytest.mark.usefixtures("folder")
def test_who_publishes_may_take_the_files(client, role, status):
    sign_in(client, make_account("zhao", role))

    assert client.get(EXPORT).status_code == status
    assert (EXPORT in client.get("/en/admin/").content.decode()) == (status == 200)


def test_a_reader_is_asked_to_sign_in(client):
    response = client.get(EXPORT)

    assert response.status_code == 302
    assert "login" in response["Location"]


def test_the_files_are_asked_for_without_a_form(reviewer):
    assert reviewer.post(EXPORT).status_code == 405


def differing_articles(client: Client) -> list[str]:
    found = client.get("/en/admin/articles/article/", {"file": "differs"}).context["cl"].result_list
    return sorted(row.slug for row in found)


def test_the_list_finds_what_differs_from_its_file(folder, reviewer):
    assert differing_articles(reviewer) == []

    article = edit(some_article(), title_en="Edited in the admin")
    make_article("without-a-file", section=article.section)
    make_article("never-published", section=article.section, status=Article.Status.DRAFT)
    assert differing_articles(reviewer) == sorted([article.slug, "without-a-file"])
    export_files(folder)

    assert differing_articles(reviewer) == []


def test_what_was_withdrawn_differs_only_if_it_had_a_file(folder, reviewer):
    article = some_article()
    make_article("without-a-file", section=article.section, status=Article.Status.WITHDRAWN)

    edit(article, status=Article.Status.WITHDRAWN)

    assert differing_articles(reviewer) == [article.slug]


@pytest.mark.usefixtures("folder")
def test_rows_of_a_table_are_found_too(reviewer):
    rate = Rate.objects.first()
    rate.percent += 1
    rate.save()

    found = reviewer.get("/en/admin/law/rate/", {"file": "differs"}).context["cl"].result_list

    assert list(found) == [rate]


@pytest.mark.parametrize("model", [each.model for each in COLLECTIONS])
def test_everything_that_has_a_file_can_be_asked_whether_it_differs(model, admin_client, admin_user):
    sign_in(admin_client, admin_user)
    opts = model._meta

    response = admin_client.get(f"/en/admin/{opts.app_label}/{opts.model_name}/", {"file": "differs"})

    assert model in admin.site._registry
    assert response.status_code == 200
    assert response.context["cl"].get_filters(response.wsgi_request)[0]
