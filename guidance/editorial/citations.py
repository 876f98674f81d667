"""Knows what `[[kind:slug]]` in a text leads to, and keeps who cites whom.

Each package names its citable model once, when it starts: `citations.register("law", Provision)`. Pictures are known in
the same way: a text that shows one cites it.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guidance.content import markdown

IMAGE = markdown.IMAGE

_models: dict[str, type[models.Model]] = {}


def register(kind: str, model: type[models.Model]) -> None:
    """Makes rows of `model` citable. They need `slug`, `citation_label`, `is_published` and `get_absolute_url()`."""
    _models[kind] = model


def kinds() -> dict[str, type[models.Model]]:
    """The models whose rows are cited by name, by kind."""
    return {kind: model for kind, model in _models.items() if kind != IMAGE}


def model_of(kind: str) -> type[models.Model] | None:
    """The model that is cited under a kind."""
    return _models.get(kind)


def kind_of(row: models.Model) -> str:
    """The kind under which rows like this one are cited, or "" if they are not."""
    return next((kind for kind, model in _models.items() if isinstance(row, model)), "")


class Resolver:
    """Answers `(kind, slug)` with a link in one language. Each row is asked for once, so keep it for a batch."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.found: dict[tuple[str, str], markdown.Link | None] = {}

    def __call__(self, kind: str, slug: str) -> markdown.Link | None:
        key = (kind, slug)
        if key not in self.found:
            row = find_row(kind, slug)
            self.found[key] = self.link_to(row) if row else None
        return self.found[key]

    def link_to(self, row: models.Model) -> markdown.Link:
        """The row's name and address. A row readers may not see has no address."""
        with translation.override(self.language):
            address = row.get_absolute_url() if row.is_published else ""
            return markdown.Link(row.citation_label, address, getattr(row, "size", None))


def find_row(kind: str, slug: str) -> models.Model | None:
    model = model_of(kind)
    return model._default_manager.filter(slug=slug).first() if model else None


def check(text: str) -> None:
    """Raises ValidationError, naming the line, for each citation that leads nowhere."""
    faults = [
        ValidationError(_("Line %(line)d: %(fault)s"), params={"line": citation.line, "fault": fault_of(citation)})
        for citation in markdown.citations(text)
        if find_row(citation.kind, citation.slug) is None
    ]
    if faults:
        raise ValidationError(faults)


def fault_of(citation: markdown.Citation) -> str:
    """A sentence for a citation that leads nowhere."""
    if citation.kind == IMAGE:
        return gettext("%(address)s is no uploaded picture.") % {"address": citation}
    return gettext("%(citation)s names no record.") % {"citation": citation}
