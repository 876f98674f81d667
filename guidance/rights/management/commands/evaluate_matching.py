"""Says how well readers' own words are understood, on labelled texts."""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance.rights.evaluation import LabelError, Outcome, evaluate, measure, read_labelled
from guidance.rights.understanding import matcher

LANGUAGES = ("zh", "en")
WORST_SHOWN = 20


class Command(BaseCommand):
    help = 'Measures the matching on a file of {"id", "lang", "text", "primary", "also"} lines.'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a JSON-lines file; primary null: a text this site does not answer")
        parser.add_argument("--json", action="store_true", help="print one JSON object alone")

    def handle(self, file: Path, **options) -> None:
        try:
            outcomes = evaluate(matcher(), read_labelled(file))
        except LabelError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        by_language = {
            language: [outcome for outcome in outcomes if outcome.labelled.lang == language] for language in LANGUAGES
        }
        if options["json"]:
            self.stdout.write(json.dumps({language: asdict(measure(some)) for language, some in by_language.items()}))
            return
        for language, some in by_language.items():
            self.report(language, some)
        self.report_situations(outcomes)
        self.report_misses(outcomes)

    def report(self, name: str, outcomes: list[Outcome]) -> None:
        shown = " ".join(f"{key}={value}" for key, value in asdict(measure(outcomes)).items())
        self.stdout.write(f"{name:24} {shown}")

    def report_situations(self, outcomes: list[Outcome]) -> None:
        for situation in sorted({outcome.labelled.primary for outcome in outcomes if outcome.labelled.primary}):
            some = [outcome for outcome in outcomes if outcome.labelled.primary == situation]
            measures = measure(some)
            self.stdout.write(f"{situation:24} n={measures.n} top1={measures.top1} top3={measures.top3}")

    def report_misses(self, outcomes: list[Outcome]) -> None:
        missed = [outcome for outcome in outcomes if not self.is_right(outcome)]
        missed.sort(key=lambda outcome: -outcome.matching.ranked[0].score if outcome.matching.ranked else 0)
        for outcome in missed[:WORST_SHOWN]:
            found = ", ".join(f"{match.situation} {match.score:.2f}" for match in outcome.matching.ranked[:3])
            wanted = outcome.labelled.primary or "nothing"
            self.stdout.write(f"missed {outcome.labelled.id}: wanted {wanted}, found {found or 'nothing'}")

    def is_right(self, outcome: Outcome) -> bool:
        if outcome.labelled.primary is None:
            return outcome.is_rejected
        return not outcome.is_rejected and outcome.labelled.is_hit(outcome.ranked[:1])
