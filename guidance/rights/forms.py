"""Reads what a reader chose: situations and a lender, from an address that anyone may have typed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from guidance.law.models import LenderType
from guidance.rights.models import Situation

UNKNOWN_LENDER = "unknown"
SITUATIONS_AT_MOST = 8


@dataclass(frozen=True)
class Choice:
    """What was chosen, as far as it exists. `mistakes` counts what does not."""

    situations: list[Situation]
    lender: LenderType | None
    lender_is_chosen: bool
    mistakes: int
    is_asked: bool

    @property
    def is_complete(self) -> bool:
        return bool(self.situations) and not self.mistakes

    @property
    def query(self) -> str:
        """The one right way to write this choice: lender first, situations in order of their code."""
        lender = [("l", self.lender.slug)] if self.lender else []
        return urlencode([*lender, *(("s", situation.slug) for situation in self.situations)])


def read_choice(query: QueryDict) -> Choice:
    """The choice in an address's query: `l` a lender, `s` situations. Anything else in it is ignored."""
    slugs = set(query.getlist("s")[:100])
    lenders = set(query.getlist("l")[:100]) - {""}
    situations = list(Situation.objects.published().for_answering().filter(slug__in=clean(slugs)))
    known = LenderType.objects.published().filter(slug__in=clean(lenders))
    lender = known.first() if len(lenders) == 1 else None
    wrong_lenders = len(lenders - {UNKNOWN_LENDER}) - (1 if lender else 0) if lenders != {UNKNOWN_LENDER} else 0
    return Choice(
        situations=situations[:SITUATIONS_AT_MOST],
        lender=lender,
        lender_is_chosen=bool(lender) or lenders == {UNKNOWN_LENDER},
        mistakes=len(slugs) - len(situations) + wrong_lenders + max(0, len(situations) - SITUATIONS_AT_MOST),
        is_asked="s" in query or "l" in query,
    )


def clean(slugs: set[str]) -> set[str]:
    """Without what no database takes as a text."""
    return {slug for slug in slugs if "\x00" not in slug and slug.isascii()}
