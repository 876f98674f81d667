"""Which addresses show nothing to readers, so that no older copy is served there while the database is gone.

What stands in the database decides, not how it came about: a record that is withdrawn, never published, or hidden with
its section, group, instrument or lender. Of a deleted record nothing stands there: its address is kept.
"""

from collections.abc import Iterable
from urllib.parse import urldefrag

from django.db import models
from django.urls import NoReverseMatch

from guidance.editorial.field_texts import record_models
from guidance.editorial.models import Publishable
from guidance.pages.models import DeletedAddress


def gone_addresses() -> set[str]:
    """The part of an address, as in `address_of`, by which each page that is gone is known."""
    gone = set(DeletedAddress.objects.values_list("address", flat=True))
    for model in record_models(Publishable):
        gone.update(address_of(record) for record in model.objects.hidden().titles())
    return gone - {""}


def address_of(record: models.Model) -> str:
    """What the addresses of a record's pages have in common, without their language: /articles/first-24-hours/.

    A record without a page of its own is part of others' addresses: /small-loan/. "" for what has no address.
    """
    try:
        path, anchor = urldefrag(record.get_absolute_url())
    except (AttributeError, NoReverseMatch):
        return ""
    return f"/{anchor}/" if anchor else "/" + path.split("/", 2)[2]


def is_below(path: str, addresses: Iterable[str]) -> bool:
    """Whether a page is one of those known by these addresses."""
    return any(address in path for address in addresses)


def keep_address(instance: models.Model, **kwargs) -> None:
    """Before a record is deleted."""
    if isinstance(instance, Publishable) and (address := address_of(instance)):
        DeletedAddress.objects.get_or_create(address=address)


def free_address(instance: models.Model, created: bool, **kwargs) -> None:
    """After a record was made where a deleted one had been."""
    if created and isinstance(instance, Publishable):
        DeletedAddress.objects.filter(address=address_of(instance)).delete()
