"""Brings the database up to the files in content/."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from guidance.content.progress import ProgressLine
from guidance.content.reading import Progress
from guidance.content.sync import ContentError, load, quiet
from guidance.editorial.texts import BatchTexts
from guidance.search.index import catch_up
from guidance.site.collections import COLLECTIONS


class Command(BaseCommand):
    help = "Loads content files into the database: all of them or, when any has a fault, none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.CONTENT_DIR, help="default: content/")
        parser.add_argument(
            "--files-win", action="store_true", help="where both a file and its row changed, take the file"
        )

    def handle(self, folder: Path, files_win: bool, verbosity: int, **options) -> None:
        progress: Progress = ProgressLine(self.stdout) if verbosity else quiet
        try:
            # One language for all messages: Django's about a value, and ours.
            with translation.override("en"):
                report = load(folder.resolve(), COLLECTIONS, texts=BatchTexts(), files_win=files_win, progress=progress)
            catch_up(progress)
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{len(error.problems)} faults in the files. Nothing was changed.") from None
        for name in report.conflicts:
            self.stderr.write(f"conflict: {name} was changed both in its file and by an editor; neither was touched")
        if report.conflicts:
            self.stderr.write("`load_content --files-win` takes the files; `export_content` takes the editors' words.")
        if verbosity:
            self.stdout.write(
                f"{len(report.created)} new, {len(report.updated)} updated, {len(report.unchanged)} unchanged, "
                f"{len(report.kept)} kept as edited, {len(report.withdrawn)} withdrawn, "
                f"{len(report.conflicts)} in conflict."
            )
