"""Turns what an editor typed into safe HTML. Nothing reaches a page as HTML except through `render`.

Python-Markdown makes the HTML, bleach lets through only what is listed here. The allow-list is written for words:
headings, lists, tables, callouts, footnotes, links, and images from this site's own folders.
"""

import hashlib
import html
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import markdown
from bleach.sanitizer import Cleaner
from django.conf import settings
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

TEXT_TAGS = {"a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "hr", "img", "p", "pre", "strong", "sup"}
LIST_AND_TABLE_TAGS = {"li", "ol", "ul", "table", "tbody", "td", "th", "thead", "tr"}
TAGS = frozenset(TEXT_TAGS | LIST_AND_TABLE_TAGS)
CLASSES = frozenset(
    {"admonition", "admonition-title", "note", "warning", "danger"}
    | {"citation", "external", "footnote", "footnote-ref", "footnote-backref"}
)
ALIGNMENTS = frozenset({"left", "center", "right"})
LINK_SCHEMES = frozenset({"http", "https", "tel", "mailto"})
# Stands for the bar of a citation while tables are read, which would take it for the end of a cell.
BAR = "\ue07c"
# The kind of what a text shows by its address. A picture is known by its file's name.
IMAGE = "image"
CITATION = rf"\[\[([a-z]+):([a-z0-9-]+)(?:\\?[|{BAR}]([^\[\]|]+))?\]\]"


def fingerprint() -> str:
    """Changes whenever the same words could come out as other HTML: with this file, its libraries, or the
    translations that citations are named with."""
    parts = [Path(__file__).read_bytes(), version("markdown").encode(), version("bleach").encode()]
    parts += [path.read_bytes() for folder in settings.LOCALE_PATHS for path in sorted(Path(folder).rglob("*.mo"))]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


# Rows remember which renderer made their HTML.
RENDERER = fingerprint()


@dataclass(frozen=True)
class Link:
    """Where a citation leads. Without an address it is shown as its label alone."""

    label: str
    address: str = ""
    # Width and height in pixels, where it leads to a picture.
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Citation:
    """`[[kind:slug]]` as it stands in a text, or the address of a picture; `line` counts from 1."""

    kind: str
    slug: str
    line: int

    def __str__(self) -> str:
        return f"{settings.MEDIA_URL}{self.slug}" if self.kind == IMAGE else f"[[{self.kind}:{self.slug}]]"


@dataclass
class Rendered:
    """The page's HTML, and a list of links to its second-level headings ("" when there are fewer than two)."""

    html: str = ""
    contents_html: str = ""


Resolve = Callable[[str, str], Link | None]


def citations(text: str) -> list[Citation]:
    """Every citation of a text, in order, then every picture it shows."""
    named = [(match.start(), match[1], match[2]) for match in re.finditer(CITATION, text)]
    named += [(match.start(), IMAGE, image_in(match[0])) for match in re.finditer(own_image_pattern(), text)]
    return [Citation(kind=kind, slug=slug, line=text.count("\n", 0, start) + 1) for start, kind, slug in named]


def own_image_pattern() -> str:
    """Matches the address of an uploaded file wherever a text names it."""
    return rf"(?<![^\s(<\"']){re.escape(settings.MEDIA_URL)}[^\s)>\]\"']*"


def image_in(address: str) -> str:
    """The name of the file an address of this site's uploaded files leads to."""
    return unquote(address).removeprefix(settings.MEDIA_URL)


def render(text: str, *, resolve: Resolve) -> Rendered:
    """Safe HTML of a Markdown text. `resolve(kind, slug)` says where a citation leads; None leaves it as typed."""
    converter = make_converter(resolve)
    try:
        body = clean(converter.convert(text))
    except RecursionError:
        # Nested deeper than any text for readers: shown as typed.
        return Rendered(html=f"<pre>{html.escape(text)}</pre>")
    return Rendered(html=body, contents_html=clean(contents(converter.toc_tokens)))


def make_converter(resolve: Resolve) -> markdown.Markdown:
    """Python-Markdown as texts here are written. What it makes is not yet safe."""
    converter = markdown.Markdown(
        extensions=[
            "tables",
            "fenced_code",
            "footnotes",
            "admonition",
            "sane_lists",
            "toc",
            CitationExtension(resolve),
        ],
        extension_configs={
            "tables": {"use_align_attribute": True},
            "toc": {"slugify": slugify_unicode, "toc_depth": "2-3"},
            "footnotes": {"BACKLINK_TEXT": "↩", "BACKLINK_TITLE": "↑ {}"},
        },
        output_format="html",
    )
    # Typed HTML is shown as typed, not interpreted.
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter


def contents(tokens: list[dict]) -> str:
    """An ordered list of links to the second-level headings."""
    headings = [token for token in tokens if token["level"] == 2]
    if len(headings) < 2:
        return ""
    items = "".join(f'<li><a href="#{html.escape(token["id"])}">{token["name"]}</a></li>' for token in headings)
    return f"<ol>{items}</ol>"


class CitationExtension(markdown.extensions.Extension):
    """Adds `[[law:criminal-law-238]]` and `[[law:criminal-law-238|own words]]` to Markdown."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self.resolve = resolve

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.register(HideBars(md), "hide_bars", 25)
        # Above links (160), so that the inner brackets are never read as one.
        md.inlinePatterns.register(CitationProcessor(CITATION, self.resolve), "citation", 175)
        md.treeprocessors.register(ImageSizes(md, self.resolve), "image_sizes", 5)
        md.postprocessors.register(ShowBars(md), "show_bars", 5)


class HideBars(Preprocessor):
    """Takes the bars of citations out of the sight of tables."""

    def run(self, lines: list[str]) -> list[str]:
        return [re.sub(CITATION, lambda match: match[0].replace("\\|", BAR).replace("|", BAR), line) for line in lines]


class ShowBars(Postprocessor):
    """Puts back what was left hidden: a citation that names no record, or one shown as code."""

    def run(self, text: str) -> str:
        return text.replace(BAR, "|")


class CitationProcessor(InlineProcessor):
    def __init__(self, pattern: str, resolve: Resolve) -> None:
        super().__init__(pattern)
        self.resolve = resolve

    def handleMatch(self, match: re.Match, data: str) -> tuple:
        link = self.resolve(match[1], match[2])
        if link is None:
            return None, None, None
        label = match[3] or link.label
        if not link.address:
            return label, match.start(), match.end()
        element = ElementTree.Element("a", {"href": link.address, "class": "citation"})
        element.text = label
        return element, match.start(), match.end()


class ImageSizes(Treeprocessor):
    """Gives pictures their size, so that the text below does not jump, and lets them load when they come near."""

    def __init__(self, md: markdown.Markdown, resolve: Resolve) -> None:
        super().__init__(md)
        self.resolve = resolve

    def run(self, root: ElementTree.Element) -> None:
        for image in root.iter("img"):
            address = image.get("src", "")
            link = self.resolve(IMAGE, image_in(address)) if address.startswith(settings.MEDIA_URL) else None
            if link and link.size:
                image.set("width", str(link.size[0]))
                image.set("height", str(link.size[1]))
                image.set("loading", "lazy")


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether bleach may keep this attribute."""
    if name == "id":
        return tag in {"h2", "h3", "h4", "li", "sup"}
    if name == "class":
        return tag in {"a", "div", "p", "sup"} and set(value.split()) <= CLASSES
    if name == "href":
        return tag == "a" and is_safe_link(html.unescape(value))
    if name == "src":
        return tag == "img" and is_own_file(html.unescape(value))
    if name == "align":
        return tag in {"td", "th"} and value in ALIGNMENTS
    if name == "start":
        return tag == "ol" and value.isdigit()
    if name in {"width", "height"}:
        return tag == "img" and value.isdecimal()
    if name == "loading":
        return tag == "img" and value == "lazy"
    return name in {"title", "alt"} and tag in {"a", "img"}


def is_safe_link(address: str) -> bool:
    """This site, the web, telephone numbers and e-mail addresses; nothing that runs, nothing that hides its host."""
    if re.search(r"[\x00-\x20\x7f\\]", address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return leaves_the_site(address) and bool(parts.netloc)
    if parts.scheme:
        return parts.scheme in LINK_SCHEMES
    return address.startswith(("/", "#")) and not address.startswith("//")


def leaves_the_site(address: str) -> bool:
    """Whether an address is one of the web in full."""
    return address.lower().startswith(("http://", "https://"))


def is_own_file(address: str) -> bool:
    """Whether an image comes from this site's static or uploaded files, however its path is written."""
    path = unquote(address)
    return (
        not re.search(r"[\x00-\x20\x7f\\]", path)
        and posixpath.normpath(path) == path
        and path.startswith((settings.STATIC_URL, settings.MEDIA_URL))
    )


class LinkFilter:
    """Marks every link that leaves the site, so that a reader sees it and the other side learns nothing."""

    def __init__(self, source: Iterator[dict]) -> None:
        self.source = source

    def __iter__(self) -> Iterator[dict]:
        for token in self.source:
            if token["type"] in {"StartTag", "EmptyTag"} and token["name"] == "a":
                href = html.unescape(token["data"].get((None, "href"), ""))
                if leaves_the_site(href):
                    token["data"][(None, "rel")] = "external noopener noreferrer nofollow"
                    token["data"][(None, "class")] = "external"
            yield token


cleaner = Cleaner(
    tags=TAGS,
    attributes=is_allowed,
    protocols=LINK_SCHEMES,
    strip=True,
    strip_comments=True,
    filters=[LinkFilter],
)
clean = cleaner.clean
