"""Two PostgreSQL servers in one DATABASE_URL: when the first is gone, the site goes on with the second by itself."""

from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from tests import postgresql
from tests.pages.http import get
from tests.pages.test_database_gone import PAGE, prepare, wait_for
from tests.server import environment_for, manage, serving

CHANGE = (
    "from guidance.articles.models import Article; article = Article.objects.get(slug='detention-and-following'); "
    "article.title_en = 'Changed on the second'; article.save()"
)


def number_of_articles(server: str) -> int:
    """0 while the table is not there yet."""
    with psycopg.connect(server) as connected:
        found = connected.execute("SELECT to_regclass('articles_article') IS NOT NULL").fetchone()[0]
        return connected.execute("SELECT count(*) FROM articles_article").fetchone()[0] if found else 0


def test_the_site_goes_on_with_the_standby_that_takes_over(tmp_path):
    programs = postgresql.find_programs()
    if connection.vendor != "postgresql" or programs is None:
        pytest.skip("runs with the tests on PostgreSQL, where initdb is found")
    with postgresql.server(programs) as first, postgresql.server(programs, copied_from=first) as second:
        hosts = ",".join(urlsplit(server).netloc.rpartition("@")[2] for server in (first, second))
        address_of_both = f"postgres://guidance@{hosts}/postgres?target_session_attrs=read-write"
        environment = {**environment_for(tmp_path), "DATABASE_URL": address_of_both}
        prepare(environment)
        wait_for(lambda: number_of_articles(second) == number_of_articles(first) > 0)
        with serving(environment) as site:
            page = get(site + PAGE)
            first.stop()
            wait_for(lambda: get(f"{site}/health/").status == 503)
            assert get(site + PAGE).body == page.body

            second.promote()
            wait_for(lambda: get(f"{site}/health/").status == 200)
            assert manage(environment, "shell", "--command", CHANGE).returncode == 0
            wait_for(lambda: b"Changed on the second" in get(site + PAGE).body)
