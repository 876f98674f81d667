"""Writes the database's words back to the files in content/."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance.content.progress import ProgressLine
from guidance.content.sync import quiet
from guidance.content.writing import export
from guidance.site.collections import COLLECTIONS


class Command(BaseCommand):
    help = "Writes every row to its content file where the two differ, ready to be reviewed and committed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR, help="default: content/")

    def handle(self, folder: Path, verbosity: int, **options) -> None:
        try:
            report = export(folder.resolve(), COLLECTIONS, progress=ProgressLine(self.stdout) if verbosity else quiet)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from None
        if verbosity:
            self.stdout.write(
                f"{len(report.created)} new, {len(report.updated)} updated, {len(report.unchanged)} unchanged."
            )
