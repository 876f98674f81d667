"""The stored answer to "who cites this?"."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models

from guidance.editorial import citations


class CitationQuerySet(models.QuerySet):
    def citing(self, *rows: models.Model) -> list[models.Model]:
        """The records that cite any of these, each once, in the order of their kind and key."""
        return self.of(rows).each_citing("citing")

    def titles_citing(self, *rows: models.Model) -> list[models.Model]:
        """The same, with what a list of them shows: one query for each kind of record."""
        kinds = [model for model in apps.get_models() if hasattr(model, "name_needs")]
        titles = [model.objects.titles() for model in kinds]
        return self.of(rows).each_citing(GenericPrefetch("citing", titles))

    def of(self, rows: Iterable[models.Model]) -> "CitationQuerySet":
        wanted = models.Q(pk__in=[])
        for row in rows:
            wanted |= models.Q(kind=citations.kind_of(row), slug=row.slug)
        return self.filter(wanted)

    def each_citing(self, prefetch: str | GenericPrefetch) -> list[models.Model]:
        found = self.order_by("citing_type_id", "citing_id").prefetch_related(prefetch)
        return list(dict.fromkeys(citation.citing for citation in found if citation.citing))

    def replace(self, citing: models.Model, cited: set[tuple[str, str]]) -> None:
        """Makes `cited`, pairs of kind and slug, all that is known of whom `citing` cites."""
        citing_type = ContentType.objects.get_for_model(citing)
        rows = self.filter(citing_type=citing_type, citing_id=citing.pk)
        stored = set(rows.values_list("kind", "slug"))
        for kind, slug in stored - cited:
            rows.filter(kind=kind, slug=slug).delete()
        self.bulk_create(
            Citation(citing_type=citing_type, citing_id=citing.pk, kind=kind, slug=slug)
            for kind, slug in sorted(cited - stored)
        )


class Citation(models.Model):
    """One record cites another: the reverse of `[[kind:slug]]`, kept so that it need not be searched for."""

    citing_type = models.ForeignKey(ContentType, models.CASCADE)
    citing_id = models.PositiveBigIntegerField()
    citing = GenericForeignKey("citing_type", "citing_id")
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citing_type", "citing_id", "kind", "slug"], name="citation_once")
        ]
        indexes = [models.Index(fields=["kind", "slug"], name="citation_of")]

    def __str__(self) -> str:
        return f"{self.citing_type_id}:{self.citing_id} → {self.kind}:{self.slug}"
