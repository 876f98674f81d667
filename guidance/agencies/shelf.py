"""The published channels, by slug: few, and needed by every answer."""

from guidance.agencies.models import Agency
from guidance.editorial.at_hand import at_hand


@at_hand
def agencies() -> dict[str, Agency]:
    """In their order, with the lenders they hear about."""
    return {row.slug: row for row in Agency.objects.published().with_lenders()}
