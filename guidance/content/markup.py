"""Finds what a Markdown text leads to, and what in it would not come out as its author meant."""

import html
import re
from dataclasses import dataclass
from enum import Enum
from html.parser import HTMLParser

from guidance.content.fences import fences
from guidance.content.markdown import is_own_file, is_safe_link, make_converter

TYPED_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
OWN_LINKS = {"footnote-ref", "footnote-backref"}


@dataclass(frozen=True)
class Target:
    """The address of a link or an image, and its line in the text, from 1."""

    address: str
    line: int
    is_image: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether it stays when the text is made safe."""
        return is_own_file(self.address) if self.is_image else is_safe_link(self.address)


class Flaw(Enum):
    """What can be wrong with a text's markup."""

    UNCLOSED_FENCE = "unclosed fence"
    TYPED_TAG = "typed tag"
    LOST_LINK = "lost link"
    LOST_IMAGE = "lost image"
    TOO_DEEP = "too deep"


@dataclass(frozen=True)
class Fault:
    """A flaw, its line in the text (from 1, or 0 for the whole), and the words that have it."""

    flaw: Flaw
    line: int
    words: str = ""


class Inspector(HTMLParser):
    """Collects addresses, and the words that stand outside code, from HTML not yet made safe."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[str, bool]] = []
        self.words: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.code += tag == "code"
        if tag == "img":
            self.addresses.append((values.get("src", ""), True))
        elif tag == "a" and values.get("class") not in OWN_LINKS:
            self.addresses.append((values.get("href", ""), False))

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.words.append(data)


class Places:
    """Finds the lines of words one after another: the second time, the next place where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends: dict[str, int] = {}

    def line_of(self, words: str) -> int:
        """The line of the next place; that of the last one again when there is none; 0 when there never was."""
        start = self.text.find(words, self.ends.get(words, 0))
        if start >= 0:
            self.ends[words] = start + len(words)
        end = self.ends.get(words)
        return self.text.count("\n", 0, end - len(words)) + 1 if end else 0


def inspect(text: str) -> Inspector:
    """Raises RecursionError for a text nested too deep."""
    inspector = Inspector()
    inspector.feed(make_converter(lambda kind, slug: None).convert(text))
    inspector.close()
    return inspector


def targets(text: str) -> list[Target]:
    """Every link and image of a Markdown text, in order. Citations are not among them."""
    try:
        addresses = inspect(text).addresses
    except RecursionError:
        return []
    places = Places(text)
    found = [(html.unescape(address), is_image) for address, is_image in addresses]
    return [Target(address, places.line_of(address.removeprefix("mailto:")), image) for address, image in found]


def faults(text: str) -> list[Fault]:
    """Everything in a Markdown text that would be dropped, or shown as it was typed."""
    try:
        words = "\n".join(inspect(text).words)
    except RecursionError:
        return [Fault(Flaw.TOO_DEEP, 0)]
    unclosed = [Fault(Flaw.UNCLOSED_FENCE, first) for first, last in fences(text) if not last]
    lost = [
        Fault(Flaw.LOST_IMAGE if target.is_image else Flaw.LOST_LINK, target.line, target.address)
        for target in targets(text)
        if not target.is_allowed
    ]
    return [*unclosed, *typed_tags(text, words), *lost]


def typed_tags(text: str, words: str | None = None) -> list[Fault]:
    """HTML that someone typed. `words` are those of the text that stand outside code."""
    places = Places(text)
    found = TYPED_TAG.findall(text if words is None else words)
    return [Fault(Flaw.TYPED_TAG, places.line_of(tag), tag) for tag in found]
