"""Several processes find the same scheduled drafts due at the same moment, and publish each of them once."""

import json
from concurrent.futures import ThreadPoolExecutor

from tests.server import Site, manage, run_on

NUMBER = 12
SCHEDULE = f"""
import datetime
from django.utils import timezone
from guidance.editorial import workflow
from guidance.editorial.desk import open_desk
from tests.factories import make_article, make_account

now = timezone.now()
by = make_account("scheduler", "Reviewer")
for number in range({NUMBER}):
    article = make_article(f"scheduled-{{number}}")
    desk = open_desk(article)
    words = {{**desk.newest.words, "title_en": "After"}}
    workflow.save_draft(article, words=words, opened=desk.opened, by=by, now=now)
    workflow.schedule(article, publish_at=now + datetime.timedelta(days=1), by=by, now=now)
"""
PUBLISH = """
import datetime
from django.utils import timezone
from guidance.editorial.schedule import publish_due

print(publish_due(timezone.now() + datetime.timedelta(days=2)))
"""
COUNT = """
import json
from guidance.articles.models import Article
from guidance.editorial.models import Revision

articles = Article.objects.filter(slug__startswith="scheduled-")
acts = Revision.objects.filter(kind="published", author_name="scheduler").count()
print(json.dumps([articles.filter(title_en="After").count(), acts]))
articles.delete()
"""


def said_on(site: Site, code: str) -> str:
    said = manage(site.environment, "shell", "--verbosity", "0", "--command", code)
    assert said.returncode == 0, said.stderr
    return said.stdout


def test_each_scheduled_draft_is_published_once_by_two_processes(site: Site):
    run_on(site, SCHEDULE)

    with ThreadPoolExecutor() as pool:
        done = [int(said) for said in pool.map(lambda _number: said_on(site, PUBLISH), range(2))]

    assert sum(done) == NUMBER
    assert json.loads(said_on(site, COUNT)) == [NUMBER, NUMBER]
