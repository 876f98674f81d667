"""Measures the search at several sizes."""

import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from guidance.search.benchmark import Measured, measure, read_sentences
from guidance.search.models import SearchEntry


class Command(BaseCommand):
    help = "Measures building and asking the search index, in a database of its own that is dropped afterwards."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, 100_000], help="numbers of entries")
        parser.add_argument("--repeat", type=int, default=200, help="queries of each kind")

    def handle(self, sizes: list[int], repeat: int, **options) -> None:
        if min(sizes) < 1 or repeat < 2:
            raise CommandError("Sizes are numbers from 1, and each kind of query is asked at least twice.")
        if not SearchEntry.objects.exists():
            raise CommandError("Nothing is indexed to make texts of: run `manage.py load_content` first.")
        sentences = read_sentences()
        usual = connection.settings_dict["NAME"]
        with tempfile.TemporaryDirectory() as folder:
            if connection.vendor == "sqlite":
                connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            try:
                for size in sizes:
                    self.report(measure(sentences, size, repeat=repeat))
            finally:
                connection.creation.destroy_test_db(usual, verbosity=0)

    def report(self, measured: Measured) -> None:
        self.stdout.write(
            f"{measured.entries:,} entries on {connection.vendor}: built in {measured.seconds:.1f} s, "
            f"{measured.megabytes:.0f} MB"
        )
        for timing in measured.timings:
            self.stdout.write(f"  {timing.name:24} p50 {timing.median:6.1f} ms   p95 {timing.p95:6.1f} ms")
