"""What answers are made of, by slug: read at once for all of them, since each needs much of it."""

from guidance.agencies.shelf import agencies
from guidance.editorial.at_hand import at_hand
from guidance.law.shelf import provisions
from guidance.rights.lookup import Library
from guidance.rights.models import Situation


@at_hand
def situations() -> dict[str, Situation]:
    """In the order of their codes, with their answers."""
    return {row.slug: row for row in Situation.objects.published().for_answering()}


def library() -> Library:
    """The published records that answers name."""
    return Library(provisions=provisions(), agencies=agencies())
