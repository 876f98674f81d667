"""The migrations say what the models say."""

import pytest
from django.core.management import call_command

from guidance.editorial.migrations._languages import languages_of
from tests.factories import make_article, make_provision


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_rows_from_before_get_the_languages_that_saving_them_would_note():
    rows = [make_article("both"), make_article("only-chinese", body_en=""), make_provision()]

    assert [languages_of(row) for row in rows] == [row.languages for row in rows]
    assert [row.languages for row in rows] == [["zh-hans", "en"], ["zh-hans"], ["zh-hans", "en"]]
