"""Page codes: what a reader can say on the telephone to name an answer. 113 is situation 11 and lender 3."""

import datetime
import re
import unicodedata
from typing import NamedTuple

from django.urls import reverse

from guidance.law.models import LenderType
from guidance.rights.models import Answer, Situation

ANY_LENDER = "0"


class Pair(NamedTuple):
    """A situation and the lender it is asked about, if that is known."""

    situation: Situation
    lender: LenderType | None

    @property
    def answer(self) -> Answer | None:
        """What is different for this lender, if anything."""
        return self.situation.answer_for(self.lender)

    @property
    def languages(self) -> list[str]:
        """The languages both the situation and what is different are written in."""
        own = self.answer.languages if self.answer else self.situation.languages
        return [language for language in self.situation.languages if language in own]

    @property
    def checked_on(self) -> datetime.date:
        return min(self.situation.checked_on, self.answer.checked_on) if self.answer else self.situation.checked_on

    def get_absolute_url(self) -> str:
        slugs = [self.situation.slug] + ([self.lender.slug] if self.lender else [])
        return reverse("rights:pair" if self.lender else "rights:situation", args=slugs)


def code_of(situation: Situation, lender: LenderType | None) -> str:
    """Three digits: two for the situation, one for the lender."""
    return situation.code + (lender.code if lender else ANY_LENDER)


def find_by_code(text: str) -> Pair | None:
    """The page a reader's text names, if it is a code and nothing else: 113, 1-1-3, １１３, 11."""
    digits = re.sub(r"[\s\-–.·]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{2,3}", digits):
        return None
    situation = Situation.objects.published().filter(code=digits[:2]).first()
    lender = LenderType.objects.published().filter(code=digits[2:]).first() if digits[2:].strip(ANY_LENDER) else None
    if situation is None or (digits[2:].strip(ANY_LENDER) and lender is None):
        return None
    return Pair(situation, lender)
