"""What the pages around a record say of the changes of the law that touch it."""

from django import template
from django.template import Context

from guidance.editorial.law_to_dos import ToDo, to_dos_of
from guidance.editorial.models import Publishable

register = template.Library()


@register.simple_tag(takes_context=True)
def law_to_dos(context: Context, record: Publishable) -> list[ToDo]:
    """The open checks of a record, as this editor may answer them."""
    return to_dos_of(record, context["request"].user)
