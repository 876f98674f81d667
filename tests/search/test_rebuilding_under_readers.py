"""Readers of the running site search the old index until the new one is whole."""

import subprocess
import sys
import urllib.request

from tests.server import ROOT, Site


def test_no_reader_meets_a_half_built_index(site: Site):
    def articles_found() -> int:
        with urllib.request.urlopen(f"{site}/en/search/?q=evidence", timeout=20) as response:
            return response.read().count(b'href="/en/articles/')

    before = articles_found()
    command = [sys.executable, "manage.py", "rebuild_search"]
    rebuilding = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL)
    seen = []
    while rebuilding.poll() is None:
        seen.append(articles_found())

    assert rebuilding.returncode == 0
    assert before > 0
    assert set(seen) == {before}
    assert articles_found() == before
