"""The channels a borrower can turn to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guidance.editorial.fields import LinesField
from guidance.editorial.models import Checked, Publishable, PublishableQuerySet
from guidance.law.models import LenderType

DIALABLE = set("0123456789-")


def validate_phones(phones: list[str]) -> None:
    """Raises ValidationError for a line that cannot be dialled as it stands."""
    for phone in phones:
        if not set(phone) <= DIALABLE or not any(character.isdigit() for character in phone):
            raise ValidationError(_("“%(phone)s” is not a number to dial: digits and hyphens only.") % {"phone": phone})


class AgencyQuerySet(PublishableQuerySet):
    def with_lenders(self) -> "AgencyQuerySet":
        return self.prefetch_related("lenders")


class Agency(Checked, Publishable):
    """A place to complain or to ask: what it does, about which lenders, how long it takes, what to have ready."""

    markdown_fields = ("body",)
    listed_with = ("name", "checked_on")

    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("As citations name it."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    phones = LinesField(
        _("telephone"), blank=True, validators=[validate_phones], help_text=_("One number to a line, as dialled.")
    )
    phone_note = models.CharField(_("about the telephone"), max_length=200, blank=True)
    url = models.URLField(_("website"), max_length=400, blank=True)
    lenders = models.ManyToManyField(
        LenderType, blank=True, verbose_name=_("about these lenders"), help_text=_("None chosen: not about loans.")
    )
    hours = models.CharField(_("open"), max_length=200, blank=True)
    response_time = models.TextField(_("how long it takes"), blank=True)
    prepare = models.TextField(_("what to have ready"), blank=True)
    cannot = models.TextField(_("what it cannot do"), blank=True)
    body = models.TextField(_("what it can do"))
    body_html = models.TextField(editable=False, blank=True)
    sources = LinesField(_("sources"), blank=True, help_text=_("One to a line: title, a space, the address."))

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("agencies:agency", args=[self.slug])

    @cached_property
    def heard_lenders(self) -> list[LenderType]:
        """Those it hears about; none, where it is not about loans."""
        return list(self.lenders.all())

    @property
    def citation_label(self) -> str:
        return self.short_name
