"""What changed between two sets of a record's words: as they were typed, and as they are read."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.db import models

from guidance.content import markdown
from guidance.editorial.citations import Resolver
from guidance.editorial.difference import Piece, compare
from guidance.editorial.models import LANGUAGES, SOURCE_LANGUAGE, Publishable
from guidance.editorial.snapshot import Words, find_related, written_fields

BLOCKS = {"p", "h2", "h3", "h4", "li", "tr", "blockquote", "pre", "div", "hr"}
CELLS = {"td", "th"}
OWN_NAMES = {"zh-hans": "中文", "en": "English"}
TAGS = {"zh-hans": "zh-Hans", "en": "en"}


@dataclass(frozen=True)
class Change:
    """One field that is not the same in two sets of words."""

    field: models.Field
    before: str | list[str]
    after: str | list[str]
    read_before: str
    read_after: str

    @property
    def typed(self) -> list[Piece]:
        """The difference of the words as they were typed."""
        return compare(*("\n".join(word) if isinstance(word, list) else word for word in (self.before, self.after)))

    @property
    def read(self) -> list[Piece]:
        """The difference of the words as readers get them."""
        return compare(self.read_before, self.read_after)

    @property
    def label(self) -> str:
        return name_of(self.field)

    @property
    def tag(self) -> str:
        """The language of the words, as pages name it."""
        return TAGS[language_of(self.field)]


def changes(model: type[Publishable], before: Words, after: Words) -> list[Change]:
    """Every field that differs, in the order of the form."""
    found = []
    for field in written_fields(model):
        old, new = before.get(field.name, ""), after.get(field.name, "")
        if old != new:
            found.append(Change(field, old, new, as_read(model, field, old), as_read(model, field, new)))
    return found


class TextOfPage(HTMLParser):
    """Collects what is read on a page, a line for each paragraph, heading, entry or row."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.parts.append("\n" if tag in BLOCKS or tag == "br" else "")
        self.parts.append("• " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append("\n" if tag in BLOCKS else "  " if tag in CELLS else "")

    def handle_data(self, words: str) -> None:
        self.parts.append(words)

    def text(self) -> str:
        lines = [line.strip() for line in "".join(self.parts).splitlines()]
        return "\n".join(line for line in lines if line not in {"", "•"}) + "\n"


def as_read(model: type[Publishable], field: models.Field, word: str | list[str]) -> str:
    """One field of a record's words, as plain text in lines."""
    if field.is_relation:
        rows = find_related(field, [key for key in ([word] if isinstance(word, str) else word) if key])
        return "\n".join(sorted(str(row) for row in rows))
    if field.name in Publishable.localized(*model.markdown_fields):
        return page_text(word, language_of(field))
    if field.choices:
        return str({str(key): label for key, label in field.flatchoices}.get(word, word))
    return word


def page_text(text: str, language: str) -> str:
    reader = TextOfPage()
    reader.feed(markdown.render(text, resolve=Resolver(language)).html)
    return reader.text()


def name_of(field: models.Field) -> str:
    """A field's name and, where it is written in each language, which."""
    written = getattr(field, "translated_field", None)
    return f"{written.verbose_name} · {OWN_NAMES[field.language]}" if written else str(field.verbose_name)


def language_of(field: models.Field) -> str:
    """The language a translated field is written in."""
    written = getattr(field, "language", SOURCE_LANGUAGE)
    return written if written in LANGUAGES else SOURCE_LANGUAGE
