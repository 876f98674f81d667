"""No model that shows on a reader's page can be forgotten."""

import pytest
from django.apps import apps
from django.db import connection
from django.urls import resolve

from guidance.pages.changes import is_seen_by_readers
from guidance.site.addresses import public_paths
from tests.pages.counting import Counting

# Read for a page, and changed only together with a model that readers see.
BESIDE = {"editorial_citation", "django_content_type"}


@pytest.mark.django_db
@pytest.mark.usefixtures("handbook", "watched")
def test_whatever_readers_pages_show_makes_them_out_of_date(client):
    """Opens every kind of page and sees which tables it reads."""
    paths = list(public_paths())
    one_of_each = {resolve(path).view_name: path for path in paths if not path.startswith("/en/")}
    with connection.execute_wrapper(counting := Counting("")):
        for path in [*one_of_each.values(), *paths[::40]]:
            assert client.get(path).status_code == 200

    assert {"law_rate", "rights_situation", "articles_article"} <= counting.tables
    assert counting.tables - tables_seen_by_readers() == set()


def tables_seen_by_readers() -> set[str]:
    """Of models that say so, with the tables of their relations."""
    seen = [model for model in apps.get_models() if is_seen_by_readers(model)]
    relations = [field.remote_field.through for model in seen for field in model._meta.many_to_many]
    return {model._meta.db_table for model in [*seen, *relations]} | BESIDE
