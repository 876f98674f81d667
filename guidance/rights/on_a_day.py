"""Tells in which answers and rules the site will differ on another day, if nothing but the day changes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.editorial.models import Publishable
from guidance.law.models import Cap, Instrument, LenderType, Provision
from guidance.rights.codes import Pair
from guidance.rights.lookup import Finding, lookup
from guidance.rights.models import Situation
from guidance.rights.shelf import library


@dataclass(frozen=True)
class Difference:
    """An answer on two days: the provisions only the first has, those only the second has, and both states."""

    now: Finding
    then: Finding

    @property
    def pair(self) -> Pair:
        return Pair(self.then.situation, self.then.lender)

    @property
    def lost(self) -> list[Provision]:
        return missing(self.now, self.then)

    @property
    def gained(self) -> list[Provision]:
        return missing(self.then, self.now)

    @property
    def is_any(self) -> bool:
        return bool(self.lost or self.gained) or self.now.under_review != self.then.under_review


def missing(one: Finding, other: Finding) -> list[Provision]:
    """The grounds of one finding that the other does not stand on."""
    kept = [ground.provision for ground in other.grounds]
    return [ground.provision for ground in one.grounds if ground.provision not in kept]


def differences(*, today: datetime.date, day: datetime.date) -> list[Difference]:
    """Every published answer, for every lender and for none, whose grounds or state are others on the day."""
    situations = list(Situation.objects.published().for_answering())
    lenders: Iterable[LenderType | None] = [None, *LenderType.objects.published()]
    known = library()
    pairs = [
        Difference(now, then)
        for lender in lenders
        for now, then in zip(
            lookup(situations, lender, today, known), lookup(situations, lender, day, known), strict=True
        )
    ]
    return [pair for pair in pairs if pair.is_any]


def rules_that_change(*, today: datetime.date, day: datetime.date) -> list[tuple[Publishable, bool]]:
    """The published rules that are in force on one of the days only, and whether they are on the second."""
    rules = [
        *Instrument.objects.published(),
        *Provision.objects.published().with_instrument(),
        *Cap.objects.published(),
    ]
    return [(rule, rule.in_force(day)) for rule in rules if rule.in_force(day) != rule.in_force(today)]
