"""What editors are shown of a change of the law: what leans on a rule, and what is to be answered for each."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import translation

from guidance.editorial import law_changes, roles
from guidance.editorial.changes import OWN_NAMES, TAGS
from guidance.editorial.models import LawCheck, Publishable


@dataclass(frozen=True)
class Leaning:
    """A record that leans on a rule, its kind, its form's address, and the readers' page in each language it has."""

    record: Publishable
    kind: str
    address: str
    pages: list[dict[str, str]]


@dataclass(frozen=True)
class ToDo:
    """An open check, what it is about, and where it is confirmed: "" for who may not."""

    check: LawCheck
    leaning: Leaning
    law_address: str
    history: str
    confirm: str


def address_of(kind: ContentType, pk: int, name: str = "change") -> str:
    return reverse(f"admin:{kind.app_label}_{kind.model}_{name}", args=[pk])


def to_do(check: LawCheck, user: models.Model) -> ToDo:
    may_confirm = roles.may_publish(user, check.record)
    return ToDo(
        check=check,
        leaning=leaning_of(check.record),
        law_address=address_of(check.law_type, check.law_id),
        history=address_of(check.law_type, check.law_id, "history"),
        confirm=reverse("admin:editorial_lawcheck_confirm", args=[check.pk]) if may_confirm else "",
    )


def to_dos_of(record: Publishable, user: models.Model) -> list[ToDo]:
    """What is open about one record."""
    checks = LawCheck.objects.open().of(record).prefetch_related("record", "law")
    return [to_do(check, user) for check in checks if check.law]


def leanings_on(law: Publishable) -> list[Leaning]:
    """All that a change of a rule touches; nothing for a record that is no rule."""
    return [leaning_of(record) for record in law_changes.leaning_on(law)] if law.meaning else []


def leaning_of(record: Publishable) -> Leaning:
    kind = ContentType.objects.get_for_model(record)
    return Leaning(record, str(record._meta.verbose_name_plural), address_of(kind, record.pk), readers_pages(record))


def readers_pages(record: Publishable) -> list[dict[str, str]]:
    """The address, name and tag of a published record's page, for each language it is written in."""
    found = []
    for language in record.languages if record.is_published and hasattr(record, "get_absolute_url") else []:
        with translation.override(language):
            path = record.get_absolute_url()
        found.append({"path": path, "name": OWN_NAMES[language], "tag": TAGS[language]})
    return found
