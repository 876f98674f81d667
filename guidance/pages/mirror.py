"""Turns a published generation into a folder that any file server can show, below any prefix, without this software."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urldefrag

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from guidance.pages.publishing import Progress, ask_django
from guidance.pages.rewriting import Rewriter
from guidance.pages.store import PageStore, file_name, write_whole

# The list of what was written, so that the next run knows what to remove, and never removes anything else.
WRITTEN = ".mirror"
NOT_FOUND = "/no-such-page/"


class NotAMirrorError(Exception):
    """The folder holds something else. Nothing was changed."""


@dataclass
class Mirrored:
    """Names of files below the folder."""

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def mirror(folder: Path, *, store: PageStore, generation: str, paths: Iterable[str], progress: Progress) -> Mirrored:
    """Brings the folder up to a generation. What has not changed keeps its bytes and its time.

    Raises NotAMirrorError for a folder that holds anything else; OSError if it cannot be written.
    """
    before = written_before(folder)
    mirroring = Mirroring(folder, set(paths))
    for number, path in enumerate(sorted(mirroring.paths), start=1):
        mirroring.write_page(path, store.file(generation, path).read_bytes())
        progress("mirror", number, len(mirroring.paths))
    mirroring.write_not_found()
    mirroring.write_static_files()
    mirroring.remove(before)
    return mirroring.report


def written_before(folder: Path) -> set[str]:
    """Names of the files an earlier run wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / WRITTEN
    if listed.is_file():
        return set(listed.read_text(encoding="utf-8").split())
    if any(folder.iterdir()):
        raise NotAMirrorError(f"{folder} is not empty and is no mirror of this site: choose another folder.")
    listed.touch()
    return set()


class Mirroring:
    """One run."""

    def __init__(self, folder: Path, paths: set[str]) -> None:
        self.folder, self.paths = folder, paths
        self.report = Mirrored()
        self.static: set[str] = set()

    def write_page(self, path: str, content: bytes) -> None:
        is_page = path.endswith("/")
        self.write(file_name(path), self.rewritten(path, content.decode()).encode() if is_page else content)

    def write_not_found(self) -> None:
        """One page for all wrong addresses, whichever folder they seem to be in: its links name the public site."""
        _status, _headers, body = ask_django(NOT_FOUND)
        self.write("404.html", self.rewritten("", body.decode()).encode())

    def rewritten(self, page: str, text: str) -> str:
        rewriter = Rewriter(
            address=lambda address: self.address_from(page, address), instead_of_forms=instead_of_forms(page)
        )
        return rewriter.rewritten(text)

    def address_from(self, page: str, address: str) -> str:
        """As a link on a page of the mirror: relative, or on the public site if the mirror has no such page."""
        path, fragment = urldefrag(address)
        if not path.startswith("/") or path.startswith("//"):
            return address
        if path.startswith(settings.STATIC_URL):
            self.static.add(path)
        elif path not in self.paths:
            return settings.SITE_ADDRESS + address
        if not page:
            return settings.SITE_ADDRESS + address
        return relative(path, page) + (f"#{fragment}" if fragment else "")

    def write_static_files(self) -> None:
        """Those that pages name."""
        for path in sorted(self.static):
            name = path.removeprefix(settings.STATIC_URL)
            self.write(path[1:], (Path(settings.STATIC_ROOT) / name).read_bytes())

    def write(self, name: str, content: bytes) -> None:
        file = self.folder / name
        if file.is_file() and file.read_bytes() == content:
            self.report.unchanged.append(name)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
        self.report.written.append(name)

    def remove(self, before: set[str]) -> None:
        """What an earlier run wrote and this one did not."""
        now = {*self.report.written, *self.report.unchanged}
        for name in sorted(before - now):
            (self.folder / name).unlink(missing_ok=True)
            self.report.removed.append(name)
        write_whole(self.folder / WRITTEN, "\n".join(sorted(now)).encode())


def relative(path: str, page: str) -> str:
    """From one address to another, as it holds below any prefix: /en/law/ → /en/ is ../"""
    way = posixpath.relpath(path, page)
    return way + "/" if path.endswith("/") else way


def instead_of_forms(page: str) -> str:
    """A file server answers no questions: in the place of a form stands the way to all situations."""
    language = next(
        (code for code, _name in settings.LANGUAGES if page.startswith(f"/{code}/")), settings.LANGUAGE_CODE
    )
    with translation.override(language):
        home = reverse("home")
        return render_to_string("pages/instead_of_form.html", {"address": f"{relative(home, page or '/')}#happening"})
