"""What a full-text index is asked: tokens, all of some, any of some. Each kind of database has its own way to write it.

Tokens are made of small letters, digits and Chinese characters only, so nothing a reader types can be an operator.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """One token, or, with `begins`, every token that begins with it."""

    token: str
    begins: bool = False


@dataclass(frozen=True)
class Every:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Either:
    parts: tuple["Expression", ...]


Expression = Term | Every | Either


def every(parts: Iterable[Expression]) -> Expression:
    """All of these; one alone is itself."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else Every(parts)


def either(parts: Iterable[Expression]) -> Expression:
    """Any of these; one alone is itself."""
    parts = tuple(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else Either(parts)


def terms(expression: Expression) -> list[Term]:
    """Every term of an expression, in order."""
    if isinstance(expression, Term):
        return [expression]
    return [term for part in expression.parts for term in terms(part)]
