"""Makes every public page now; with an option also a folder of plain files, or one file with all of a language."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from guidance.content.progress import ProgressLine
from guidance.content.sync import quiet
from guidance.pages.mirror import NotAMirrorError, mirror
from guidance.pages.publishing import Progress, Published, free_cores, publish
from guidance.pages.single_file import single_file
from guidance.pages.watching import watcher
from guidance.site.addresses import public_paths

# nginx says these itself, or the configuration does, by the address.
SAID_BY_NGINX = {"content-type", "content-language"}


def headers_for_nginx(generation: str) -> str:
    """Lines of configuration with what every stored page carries."""
    home = watcher().store.read(generation, "/", ("",))
    kept = [(name, value) for name, value in home.page_headers if name.lower() not in SAID_BY_NGINX]
    return "".join(f'add_header {name} "{value}";\n' for name, value in kept)


class Command(BaseCommand):
    help = "Stores every public page that is not stored yet, so that the next readers need neither Django nor database."

    def add_arguments(self, parser: CommandParser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="also write a static mirror of the site there")
        parser.add_argument("--single-file", type=Path, metavar="FILE", help="also write all of a language as one page")
        parser.add_argument("--language", choices=languages, default=languages[0], help="of the single file")
        parser.add_argument("--nginx-headers", type=Path, metavar="FILE", help="also write the headers of pages there")
        parser.add_argument("--processes", type=int, default=free_cores(), help="default: one for each core")

    def handle(self, verbosity: int, processes: int, **options) -> None:
        progress: Progress = ProgressLine(self.stdout) if verbosity else quiet
        try:
            published = publish(public_paths, processes=processes, progress=progress)
            self.report(published, verbosity)
            paths = published.made + published.unchanged
            if options["to"]:
                self.mirror(options["to"], published.generation, paths, progress, verbosity)
            if options["nginx_headers"]:
                options["nginx_headers"].write_text(headers_for_nginx(published.generation), encoding="utf-8")
            if options["single_file"]:
                self.write_single_file(options["single_file"], options["language"], published.generation, paths)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from None

    def report(self, published: Published, verbosity: int) -> None:
        for fault in published.faults:
            self.stderr.write(f"{fault.path}: {fault.fault}")
        if published.faults:
            raise CommandError(f"{len(published.faults)} pages could not be made.")
        if verbosity:
            self.stdout.write(f"{len(published.made)} made, {len(published.unchanged)} unchanged.")

    def mirror(self, folder: Path, generation: str, paths: list[str], progress: Progress, verbosity: int) -> None:
        store = watcher().store
        try:
            report = mirror(folder.resolve(), store=store, generation=generation, paths=paths, progress=progress)
        except NotAMirrorError as error:
            raise CommandError(str(error)) from None
        if verbosity:
            self.stdout.write(
                f"Mirror: {len(report.written)} written, {len(report.unchanged)} unchanged, "
                f"{len(report.removed)} removed."
            )

    def write_single_file(self, file: Path, language: str, generation: str, paths: list[str]) -> None:
        size = single_file(file.resolve(), language, store=watcher().store, generation=generation, paths=paths)
        self.stdout.write(f"{file}: {size // 1000} KB, compressed.")
