"""Makes the pages from articles.json, and prints how many queries one of them takes: `python fill.py ADDRESS`."""

import json
import os
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "handbook.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from handbook.models import ArticlePage, HomePage, SectionPage  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402


def main(address: str) -> None:
    call_command("makemigrations", "handbook", verbosity=0)
    call_command("migrate", verbosity=0)
    fill(json.loads(Path("articles.json").read_text(encoding="utf-8")))
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    print(len(asked))


def fill(sections: list[dict]) -> None:
    """`sections` are the handbook's, each with its articles."""
    root = Page.get_first_root_node()
    Page.objects.filter(depth=2).delete()
    home = root.add_child(instance=HomePage(title="Debt Collection Handbook", slug="handbook"))
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
    articles, related = {}, {}
    for section in sections:
        listed = section.pop("articles")
        parent = home.add_child(instance=SectionPage(**section, show_in_menus=True))
        for fields in listed:
            related[fields["slug"]] = fields.pop("related")
            articles[fields["slug"]] = parent.add_child(instance=ArticlePage(**fields))
    for slug, article in articles.items():
        article.related.set([articles[other] for other in related[slug]])


if __name__ == "__main__":
    main(sys.argv[1])
