"""Removes what readers reported once it is archived and old."""

import datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from guidance.feedback.models import Remark, Request


class Command(BaseCommand):
    help = "Removes archived remarks and requests that were received more than a year, or --days, ago."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--days", type=int, default=365, help="default: 365")
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, days: int, dry_run: bool, **options) -> None:
        if days < 0:
            raise CommandError("--days must not be negative.")
        try:
            before = timezone.localdate() - datetime.timedelta(days=days)
        except OverflowError:
            raise CommandError(f"--days {days} is before the calendar begins.") from None
        for model in (Remark, Request):
            old = model.objects.forgettable(before)
            number = old.count() if dry_run else old.delete()[0]
            name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
            self.stdout.write(f"{number} {name} {'would be' if dry_run else ''} removed.".replace("  ", " "))
