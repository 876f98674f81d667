"""What all machines must know of their stored pages: whether they are still right, and which are gone for good."""

import time

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Greatest

ONLY = 1


class GenerationQuerySet(models.QuerySet):
    def number(self) -> int:
        """The number of the last change that is committed; 0 before the first."""
        return self.filter(pk=ONLY).values_list("number", flat=True).first() or 0

    def advance(self) -> None:
        """Gives the generation a number it never had, even if the database is restored or made anew.

        It locks the row until the transaction ends, so that numbers are committed in their order.
        """
        number = time.time_ns() // 1000
        if not self.filter(pk=ONLY).update(number=Greatest(models.F("number") + 1, models.Value(number))):
            try:
                with transaction.atomic():
                    self.create(pk=ONLY, number=number)
            except IntegrityError:
                self.advance()


class Generation(models.Model):
    """Counts changes of anything readers see, in microseconds since 1970. Pages of another number are out of date."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    number = models.PositiveBigIntegerField()

    objects = GenerationQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=ONLY), name="only_one_generation")]

    def __str__(self) -> str:
        return str(self.number)


class DeletedAddress(models.Model):
    """Where a deleted record stood: see gone.py."""

    address = models.CharField(max_length=200, primary_key=True)

    def __str__(self) -> str:
        return self.address
