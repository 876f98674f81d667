"""Checks and renders the Markdown of many rows at once, asking for each cited record only once."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from guidance.content import markdown
from guidance.content.reading import Progress
from guidance.content.records import Collection
from guidance.content.sync import Declared
from guidance.editorial import law_changes, translation_state
from guidance.editorial.citations import Resolver, fault_of, model_of
from guidance.editorial.desk import standing_of
from guidance.editorial.models import LANGUAGES, Publishable


class BatchTexts:
    """For one run of `content.sync.load`. See `content.sync.Texts`."""

    def __init__(self) -> None:
        self.known = Resolver(LANGUAGES[0])

    def faults(self, row: models.Model, declared: Declared) -> Iterable[tuple[str, int, str]]:
        if not isinstance(row, Publishable):
            return
        for name in row.localized(*row.markdown_fields):
            for citation in markdown.citations(getattr(row, name) or ""):
                is_declared = citation.slug in declared.get(model_of(citation.kind), ())
                if not is_declared and self.known(citation.kind, citation.slug) is None:
                    yield name, citation.line, fault_of(citation)

    def finish(self, rows: Iterable[models.Model], collections: Iterable[Collection], progress: Progress) -> None:
        resolvers = {language: Resolver(language) for language in LANGUAGES}
        loaded, now = [row for row in rows if isinstance(row, Publishable)], timezone.now()
        waiting = self.to_render(loaded, collections)
        translation_state.follow(waiting, on=timezone.localdate())
        changes = law_changes.follow_load(loaded, now=now)
        for number, row in enumerate(waiting, start=1):
            row.render(resolvers)
            models.Model.save(row)
            row.store_citations()
            # Also makes an editor see that the words below a waiting draft have changed.
            standing_of(row)
            progress("rendering", number, len(waiting))
        for change in changes:
            law_changes.open_checks(change, now=now)

    def to_render(self, rows: list[Publishable], collections: Iterable[Collection]) -> list[Publishable]:
        """These rows, whoever cites them, and whatever an older renderer made; each once, read afresh."""
        waiting = {(type(row), row.pk): row for row in rows}
        for row in rows:
            waiting |= {(type(citing), citing.pk): citing for citing in row.cited_by()}
        for collection in collections:
            if issubclass(collection.model, Publishable):
                outdated = collection.model.objects.exclude(rendered_by=markdown.RENDERER)
                waiting |= {(type(row), row.pk): row for row in outdated}
        return list(waiting.values())
