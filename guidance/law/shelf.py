"""The published law as pages show it, by slug: little enough to be read at once, and needed by very many pages."""

from guidance.editorial.at_hand import at_hand
from guidance.law.models import LenderType, Provision


@at_hand
def provisions() -> dict[str, Provision]:
    """With their instruments and the lenders they bind."""
    return {row.slug: row for row in Provision.objects.published().with_instrument().with_lenders()}


@at_hand
def lenders() -> dict[str, LenderType]:
    """In their order."""
    return {row.slug: row for row in LenderType.objects.published()}
