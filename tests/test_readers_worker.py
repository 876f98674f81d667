"""A worker that only readers ask holds nothing that only editors, or only the other kind of database, need."""

import json
import os
import subprocess
import sys

from tests.server import ROOT, Site

ASKED = (
    "/",
    "/en/",
    "/en/law/",
    "/zh-hans/agencies/",
    "/zh-hans/articles/",
    "/en/rights/call-bombing/small-loan/",
    "/zh-hans/rights/?s=call-bombing&s=violence",
    "/en/search/?q=they+call+my+mother",
    "/zh-hans/search/?q=%E7%88%86%E9%80%9A%E8%AE%AF%E5%BD%95",
    "/en/feedback/request/",
    "/sitemap.xml",
    "/health/",
    "/en/no-such-page/",
)
ASK = f"""
import json, sys
from urllib.parse import urlsplit
from guidance.wsgi import django_application
from guidance.pages.publishing import readers_request

def status_of(address):
    answers, (path, query) = [], urlsplit(address)[2:4]
    environ = readers_request(path) | {{"QUERY_STRING": query}}
    list(django_application(environ, lambda status, headers: answers.append(status)))
    return answers[0]

statuses = {{address: status_of(address) for address in {ASKED!r}}}
print(json.dumps({{"statuses": statuses, "modules": list(sys.modules)}}))
"""
FOR_EDITORS = {"PIL", "guidance.editorial.admin", "guidance.urls", "unfold.admin", "urllib3", "zxingcpp"}
FOR_POSTGRESQL = {"django.contrib.postgres", "psycopg", "psycopg_binary"}


def test_a_worker_that_only_readers_ask_loads_nothing_for_editors_alone(site: Site):
    answered = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=site.environment, capture_output=True, text=True, check=True
    )
    found = json.loads(answered.stdout.splitlines()[-1])
    unwanted = FOR_EDITORS if os.environ.get("DATABASE_URL") else FOR_EDITORS | FOR_POSTGRESQL

    assert found["statuses"] == dict.fromkeys(ASKED, "200 OK") | {"/en/no-such-page/": "404 Not Found"}
    assert not unwanted & set(found["modules"])
