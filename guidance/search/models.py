"""What can be found, the words it is found by, what editors teach the search, and what readers did not find."""

import datetime
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from guidance.editorial.fields import LinesField

LONGEST_MISS = 60


class Kind(models.TextChoices):
    """The groups in which results are shown, in the order of a draw."""

    ANSWERS = "answers", _("Situations and answers")
    HANDBOOK = "handbook", _("Handbook")
    CHANNELS = "channels", _("Where to complain")
    LAW = "law", _("The law")


class SearchEntry(models.Model):
    """One published record in one language, as the search knows it. Made from the record; never edited."""

    # From what says most about the record to what says least.
    TEXTS: ClassVar[tuple[str, ...]] = ("title", "lead", "body", "keywords")

    record_type = models.ForeignKey(ContentType, models.CASCADE)
    record_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("record_type", "record_id")
    language = models.CharField(max_length=10)
    # Another than `language` where the record is not translated.
    written_in = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()
    # Found by, and never shown.
    keywords = models.TextField()
    section = models.TextField()
    address = models.CharField(max_length=400)
    checked_on = models.DateField(null=True)
    record_changed_at = models.DateTimeField()
    made_by = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_type", "record_id", "language"], name="one_entry_a_language")
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_fallback(self) -> bool:
        return self.language != self.written_in

    @property
    def shown_title(self) -> str:
        return self.title.partition("\n")[0]

    @property
    def texts(self) -> list[str]:
        """Everything it is found by."""
        return [getattr(self, name) for name in self.TEXTS]


class IndexedWordQuerySet(models.QuerySet):
    def frequencies(self, tokens: set[str]) -> dict[str, int]:
        """In how many entries each of these tokens stands, for those that stand in any."""
        counted = self.filter(token__in=tokens, entries__gt=0).values_list("token")
        return dict(counted.annotate(models.Max("entries")))

    def like(self, word: str, most: int = 2000) -> list[tuple[str, int]]:
        """English words that begin like this one and are about as long, with the number of entries they stand in."""
        near = self.annotate(length=Length("text")).filter(
            text__startswith=word[:1], length__gte=len(word) - 2, length__lte=len(word) + 2, entries__gt=0
        )
        return list(near.order_by("-entries", "text").values_list("text", "entries")[:most])

    def pairs_with(self, *, first: str = "", second: str = "") -> dict[str, int]:
        """Pairs of Chinese characters that begin or end so, with the number of entries they stand in."""
        named = self.filter(text__startswith=first) if first else self.filter(text__endswith=second)
        found = named.annotate(length=Length("text")).filter(length=2, entries__gt=0)
        return dict(found.values_list("text", "entries"))


class IndexedWord(models.Model):
    """A word of the indexed texts, the token it became, and in how many entries it stands."""

    text = models.CharField(max_length=80, unique=True)
    token = models.CharField(max_length=80, db_index=True)
    entries = models.IntegerField()

    objects = IndexedWordQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class Synonym(models.Model):
    """A word that readers use, and the words by which our texts say the same."""

    word = models.CharField(_("readers say"), max_length=40, unique=True)
    means = LinesField(_("our texts say"), help_text=_("One to a line. The search looks for these too."))
    changed_at = models.DateTimeField(auto_now=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["word"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return self.word


class MissedQueryQuerySet(models.QuerySet):
    def shown(self) -> "MissedQueryQuerySet":
        """What editors may see: asked often enough to be nobody's own words."""
        return self.exclude(text="")

    def forgettable(self, on: datetime.date) -> "MissedQueryQuerySet":
        """What was not asked again for a month, and never often."""
        return self.filter(text="", last_asked_on__lt=on - datetime.timedelta(days=MissedQuery.days_kept))


class MissedQuery(models.Model):
    """Words that found nothing. Until they have been asked often, only a keyed digest of them is kept."""

    shown_from: ClassVar[int] = 5
    days_kept: ClassVar[int] = 30

    digest = models.CharField(max_length=64, unique=True, editable=False)
    text = models.CharField(_("words"), max_length=LONGEST_MISS, blank=True)
    language = models.CharField(_("language"), max_length=10)
    times = models.PositiveIntegerField(_("times asked"), default=0)
    last_asked_on = models.DateField(_("last asked on"))

    objects = MissedQueryQuerySet.as_manager()

    class Meta:
        ordering = ["-times", "text"]
        verbose_name = _("words that found nothing")
        verbose_name_plural = _("words that found nothing")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text="") | models.Q(times__gte=5), name="rarely_asked_words_are_not_kept"
            )
        ]

    def __str__(self) -> str:
        return self.text
