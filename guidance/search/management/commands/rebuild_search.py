"""Makes the search index anew."""

from django.core.management.base import BaseCommand

from guidance.content.progress import ProgressLine
from guidance.content.sync import quiet
from guidance.search.index import rebuild


class Command(BaseCommand):
    help = "Makes the search index anew in one transaction; until it ends, readers search the old one."

    def handle(self, verbosity: int, **options) -> None:
        number = rebuild(ProgressLine(self.stdout) if verbosity else quiet)
        if verbosity:
            self.stdout.write(f"{number} entries.")
