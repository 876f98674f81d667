"""The folder of stored pages: `<generation>/<path>`, with a link `current` to the generation that is right.

A page is the file a plain web server would look for (`en/law/index.html`), the same in gzip and brotli, and its
headers (`index.html.head`), written last: a page is stored when its headers are.
"""

import itertools
import json
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from guidance.pages.page import SUFFIXES, Page, Variant

# Nothing but letters of addresses, so that no path can lead out of the folder. An address that readers use and that is
# not of this form is made anew each time.
STORABLE = re.compile(r"/(?:[a-z0-9][a-z0-9-]{0,99}/){0,6}(?:[a-z0-9][a-z0-9-]{0,99}\.(?:xml|txt|json))?", re.ASCII)
GENERATION = re.compile(r"[0-9]{16}-[0-9]{8}-[0-9a-f]{8}", re.ASCII)
CURRENT = "current"
COMPLETE = ".complete"
GONE = ".gone"
HEAD = ".head"

_numbers = itertools.count()


def is_storable(path: str) -> bool:
    """Whether a page may be stored under an address's path."""
    return STORABLE.fullmatch(path) is not None


def file_name(path: str) -> str:
    """The file of a storable path, below its generation: /en/ → en/index.html."""
    return path[1:] + ("index.html" if path.endswith("/") else "")


class PageStore:
    """Reads and writes pages. What is read is a whole page or None; what cannot be written raises OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.link = folder / CURRENT

    def linked(self) -> str:
        """The generation the link names, or "" if there is none."""
        try:
            return os.readlink(self.link)  # noqa: PTH115  (a microsecond; pathlib takes ten, in every request)
        except OSError:
            return ""

    def point_to(self, generation: str) -> None:
        """Moves the link in one step. If it cannot be moved it is removed: no link is better than a wrong one."""
        temporary = self.link.with_name(CURRENT + temporary_ending())
        try:
            (self.folder / generation).mkdir(parents=True, exist_ok=True)
            temporary.symlink_to(generation)
            temporary.replace(self.link)
        except OSError:
            temporary.unlink(missing_ok=True)
            self.link.unlink(missing_ok=True)
            raise

    def file(self, generation: str, path: str, ending: str = "") -> Path:
        return self.folder / generation / (file_name(path) + ending)

    def read(self, generation: str, path: str, encodings: tuple[str, ...]) -> Variant | None:
        """The stored page in the first of the encodings it has. A torn or foreign file counts as none."""
        try:
            head = json.loads(self.file(generation, path, HEAD).read_bytes())
            encoding = next(name for name in encodings if name in head["etags"])
            body = self.file(generation, path, SUFFIXES[encoding]).read_bytes()
            return Variant.checked(head["headers"], encoding, body, head["etags"][encoding])
        except (OSError, ValueError, KeyError, TypeError, StopIteration):
            return None

    def has(self, generation: str, path: str) -> bool:
        return self.file(generation, path, HEAD).exists()

    def write(self, generation: str, path: str, page: Page) -> None:
        """Stores a page so that at every moment each of its files is whole."""
        self.file(generation, path).parent.mkdir(parents=True, exist_ok=True)
        for encoding, body in page.bodies.items():
            write_whole(self.file(generation, path, SUFFIXES[encoding]), body)
        head = {"headers": page.headers, "etags": page.etags}
        write_whole(self.file(generation, path, HEAD), json.dumps(head).encode())

    def note_gone(self, generation: str, addresses: Iterable[str]) -> None:
        """Remembers where, as of this generation, readers find nothing: see gone.py."""
        folder = self.folder / generation
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / GONE, "\n".join(sorted(addresses)).encode())

    def gone(self, generation: str) -> list[str] | None:
        """What was noted then; without a generation, in the newest there is. None if nothing is known."""
        newest = next(iter(self.generations()), "")
        try:
            return (self.folder / (generation or newest) / GONE).read_text(encoding="utf-8").split()
        except OSError:
            return None

    def read_older(self, path: str, encodings: tuple[str, ...]) -> Variant | None:
        """The newest stored page of any generation, for when no right one can be made. See `gone` before."""
        return next((page for name in self.generations() if (page := self.read(name, path, encodings))), None)

    def generations(self) -> list[str]:
        """The newest first."""
        try:
            names = [path.name for path in self.folder.iterdir()]
        except OSError:
            return []
        return sorted(filter(GENERATION.fullmatch, names), reverse=True)

    def mark_complete(self, generation: str) -> None:
        """Remembers that every public page is stored, so that this generation outlives the next ones."""
        (self.folder / generation / COMPLETE).touch()

    def sweep(self, current: str) -> None:
        """Removes what is out of date, except the generation before and the last complete one."""
        older = [name for name in self.generations() if moment(name) < moment(current)]
        complete = [name for name in older if (self.folder / name / COMPLETE).exists()]
        for name in set(older) - set(older[:1]) - set(complete[:1]):
            shutil.rmtree(self.folder / name, ignore_errors=True)


def moment(generation: str) -> str:
    """Its number and day: another release may be serving the same ones."""
    return generation.rpartition("-")[0]


def write_whole(file: Path, content: bytes) -> None:
    """Writes a file under another name and renames it, so that no reader ever sees half of it."""
    temporary = file.with_name(file.name + temporary_ending())
    try:
        with temporary.open("xb") as opened:
            opened.write(content)
        temporary.replace(file)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def temporary_ending() -> str:
    """Different in each process and each call, and nothing a page's name ends with."""
    return f".{os.getpid()}-{next(_numbers)}~"
