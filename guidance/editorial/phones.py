"""Knows which telephone numbers someone vouches for, and finds those that a text tells readers to dial.

A package that keeps numbers names its model once, when it starts: `phones.register(Agency)`.
"""

import re

from django.db import models

# Fire, ambulance, road police: numbers everybody in China knows, with no channel of their own here.
EMERGENCY = frozenset({"119", "120", "122"})
UNIT = r"(?!\s?(?:元|块|%|％|万|亿|倍|页|字|条|款|项|天|日|年|月|小时|分钟|yuan|days?|months?|hours?|per\b|times?\b))"
NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,/-])(?<!第)(?<!tel:)(?:"
    r"400[- ]?\d{3}[- ]?\d{4}|800[- ]?\d{3}[- ]?\d{4}"  # paid by the called side
    r"|0\d{2,3}[- ]\d{5,8}"  # an area code and a number
    r"|1[3-9]\d{9}"  # mobile
    r"|12[1-4]\d{2}|12356|9[56]\d{3}|100(?:10|86|99)|11[0249]|12[02]"  # service numbers
    rf")(?![.,/-]?\d)(?![A-Za-z]){UNIT}"
)
TEL = re.compile(r"tel:([+\d-]+)")

_models: list[type[models.Model]] = []


def register(model: type[models.Model]) -> None:
    """The published rows of `model` vouch for the numbers in their `phones`."""
    _models.append(model)


def known_numbers(record: models.Model | None = None) -> set[str]:
    """Every number that may be told to readers, digits only, in the forms with and without an area code.

    The numbers of `record` itself are among them, published or not.
    """
    rows = [phones for model in _models for phones in model.objects.published().values_list("phones", flat=True)]
    if isinstance(record, tuple(_models)):
        rows.append(record.phones)
    numbers = {form for phones in rows for phone in phones for form in (phone, phone.rpartition("-")[2])}
    return EMERGENCY | {digits(number) for number in numbers}


def digits(number: str) -> str:
    return "".join(character for character in number if character.isdigit())


def numbers_in(text: str) -> list[tuple[str, int]]:
    """Each number to dial as it is written, and its line, from 1."""
    return [
        (number, line)
        for line, words in enumerate(text.splitlines(), start=1)
        for number in [*NUMBER.findall(words), *TEL.findall(words)]
    ]
