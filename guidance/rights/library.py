"""Fetches what a lookup reads: three queries, however many situations."""

from collections.abc import Iterable

from guidance.agencies.models import Agency
from guidance.law.models import Provision
from guidance.rights.fields import split_row
from guidance.rights.lookup import Library
from guidance.rights.models import Situation


def library_for(situations: Iterable[Situation]) -> Library:
    """The published records that the answers to these situations name."""
    guidance = [part for situation in situations for part in (situation, *situation.answers.all())]
    grounds = {split_row(line).slug for part in guidance for line in part.grounds}
    channels = {split_row(line).slug for part in guidance for line in part.channels}
    provisions = Provision.objects.published().with_instrument().with_lenders().filter(slug__in=grounds)
    agencies = Agency.objects.published().with_lenders().filter(slug__in=channels)
    return Library(
        provisions={provision.slug: provision for provision in provisions},
        agencies={agency.slug: agency for agency in agencies},
    )
