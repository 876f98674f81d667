"""The stored answer to "who cites this?"."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from guidance.editorial import citations


class CitationQuerySet(models.QuerySet):
    def citing(self, *rows: models.Model) -> list[models.Model]:
        """The records that cite any of these, each once, in the order of their kind and key."""
        wanted = models.Q(pk__in=[])
        for row in rows:
            wanted |= models.Q(kind=citations.kind_of(row), slug=row.slug)
        found = self.filter(wanted).order_by("citing_type_id", "citing_id").prefetch_related("citing")
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
