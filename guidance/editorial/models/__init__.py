"""Abstract models for everything that is published, who cites whom, and what editors did with each record."""

from guidance.editorial.models.checked import Checked
from guidance.editorial.models.citation import Citation, CitationQuerySet
from guidance.editorial.models.history import Draft, Revision
from guidance.editorial.models.law_check import LawCheck
from guidance.editorial.models.link import Link, LinkPlace
from guidance.editorial.models.publishable import (
    LANGUAGES,
    SOURCE_LANGUAGE,
    Publishable,
    PublishableQuerySet,
    translated_fields,
    validate_slug,
)
from guidance.editorial.models.review_link import ReviewLink
from guidance.editorial.models.translation import Translation

__all__ = [
    "LANGUAGES",
    "SOURCE_LANGUAGE",
    "Checked",
    "Citation",
    "CitationQuerySet",
    "Draft",
    "LawCheck",
    "Link",
    "LinkPlace",
    "Publishable",
    "PublishableQuerySet",
    "ReviewLink",
    "Revision",
    "Translation",
    "translated_fields",
    "validate_slug",
]
