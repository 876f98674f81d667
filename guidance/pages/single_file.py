"""Writes the whole guidance of one language as one HTML file that can be forwarded and read without a network."""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from guidance.pages.rewriting import Rewriter
from guidance.pages.store import PageStore, write_whole

MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
# Ways around the site, and what needs a script: of no use in one file.
WAYS = re.compile(r'<nav class="(?:breadcrumbs|neighbours)".*?</nav>|<p class="print-button".*?</p>', re.DOTALL)
STYLES = ("tokens.css", "base.css", "layout.css", "components.css", "print.css")


@dataclass(frozen=True)
class Chapter:
    """One page of the site as a part of the file. `anchor` is its name there."""

    anchor: str
    title: str
    html: str


def single_file(file: Path, language: str, *, store: PageStore, generation: str, paths: Iterable[str]) -> int:
    """Writes the file, and returns how many bytes it has when compressed. Raises OSError."""
    anchors = {path: anchor_of(path) for path in paths if is_chapter(path, language)}
    chapters = [chapter(path, store.file(generation, path).read_text(encoding="utf-8"), anchors) for path in anchors]
    with translation.override(language):
        context = {
            "chapters": chapters,
            "styles": mark_safe(styles()),  # noqa: S308  (our own files)
            "today": timezone.localdate(),
            "address": f"{settings.SITE_ADDRESS}/{language}/",
            "language_tag": "zh-Hans" if language == settings.LANGUAGE_CODE else language,
        }
        content = render_to_string("pages/single_file.html", context).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content)
    return len(gzip.compress(content, 9))


def is_chapter(path: str, language: str) -> bool:
    """Every page of a language but those that lead to others: the home, and the two that ask."""
    return path.startswith(f"/{language}/") and path.removeprefix(f"/{language}/") not in {"", "rights/", "search/"}


def anchor_of(path: str) -> str:
    """/en/law/rates/ → law.rates"""
    return ".".join(path.strip("/").split("/")[1:])


def chapter(path: str, page: str, anchors: dict[str, str]) -> Chapter:
    own = anchors[path]

    def address(link: str) -> str:
        target, fragment = urldefrag(link)
        if not target and fragment:
            return f"#{own}_{fragment}"
        if target in anchors:
            return f"#{anchors[target]}" + (f"_{fragment}" if fragment else "")
        return settings.SITE_ADDRESS + link if link.startswith("/") else link

    def name(names: str) -> str:
        return " ".join(f"{own}_{part}" for part in names.split())

    main = WAYS.sub("", MAIN.search(page)[1])
    heading = HEADING.search(main)
    html = Rewriter(address=address, instead_of_forms="", name=name).rewritten(main)
    return Chapter(own, strip_tags(heading[1]) if heading else own, mark_safe(html))  # noqa: S308  (from our own page)


def styles() -> str:
    return "\n".join((settings.BASE_DIR / "static" / "css" / name).read_text(encoding="utf-8") for name in STYLES)
