"""Whoever was saving when something failed gets the words back, in both languages."""

import pytest
from django.db import DatabaseError, connection

from tests.editorial.editors import opened, page
from tests.factories import make_article


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"), [(DatabaseError("locked"), 503), (RuntimeError("a mistake of ours"), 500)]
)
@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_an_editor_gets_back_what_could_not_be_saved(admin_client, error, status, language, tag):
    article = make_article()
    typed = {**opened(admin_client, article), "title_en": "An hour's work"}
    admin_client.raise_request_exception = False

    def fail(execute, sql, *others):
        if sql.startswith("INSERT INTO") and "editorial_revision" in sql:
            raise error
        return execute(sql, *others)

    with connection.execute_wrapper(fail):
        answer = admin_client.post(page(article, "change").replace("/en/", f"/{language}/"), typed)

    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert "An hour&#x27;s work" in answer.content.decode()
    assert f'<html lang="{tag}">' in answer.content.decode()
