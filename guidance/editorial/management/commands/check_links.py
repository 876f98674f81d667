"""Checks every link of the published records."""

from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from guidance.content.progress import ProgressLine
from guidance.content.reading import Progress
from guidance.content.sync import quiet
from guidance.editorial.link_check import LinkReport, check_links
from guidance.editorial.models.link import Link
from guidance.editorial.visiting import Visitor


class Command(BaseCommand):
    help = "Checks links between pages, citations and, with --outside, the addresses of other sites."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--outside", action="store_true", help="ask other sites too, a second apart for each host")
        parser.add_argument("--fail", action="store_true", help="exit with an error when any link is broken")

    def handle(self, outside: bool, fail: bool, verbosity: int, **options) -> None:
        progress: Progress = ProgressLine(self.stdout) if verbosity else quiet
        agent = f"DebtCollectionHandbook-LinkCheck/1.0 (+{settings.SITE_ADDRESS}/)"
        with translation.override("en"):
            report = check_links(now=timezone.now(), visitor=Visitor(agent) if outside else None, progress=progress)
            self.show(report)
        if fail and report.broken:
            raise CommandError(f"{len(report.broken)} broken links.")

    def show(self, report: LinkReport) -> None:
        for link in report.broken:
            self.stdout.write(f"{link.address}: {link.get_outcome_display().lower()}{since(link)}")
            for place in places_of(link):
                self.stdout.write(f"    {place}")
        if report.network_is_missing:
            self.stderr.write("No other site answered: there seems to be no network. What was known of them is kept.")
        self.stdout.write(f"{report.total} links, {len(report.broken)} broken.")


def since(link: Link) -> str:
    return f", failing since {timezone.localdate(link.failing_since)}" if link.failing_since else ""


def places_of(link: Link) -> Iterator[str]:
    """Where an address stands, as an editor would look for it: kind of record, slug, field, line."""
    for place in link.places.all():
        line = f" line {place.line}" if place.line else ""
        yield f"{place.record_type.name} {place.record.slug}: {place.field}{line}"
