"""Acknowledgement numbers: short, readable aloud, not to be guessed, and a slip in copying one is noticed."""

import secrets
import unicodedata

# No 0 O, 1 I L, U V. Twenty-nine is a prime, so the weighted sum notices every wrong character and every swap.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 10
MIDDLE = LENGTH // 2


def make_number() -> str:
    """Nine random characters and the check character: 14 million million numbers."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + check_character(drawn)


def check_character(drawn: str) -> str:
    total = sum(place * ALPHABET.index(character) for place, character in enumerate(drawn, start=1))
    return ALPHABET[total % len(ALPHABET)]


def read_number(typed: str) -> str | None:
    """The number a person typed, in any case, width and grouping. None when it cannot be one of ours."""
    plain = unicodedata.normalize("NFKC", typed[:100]).upper()
    number = "".join(character for character in plain if character.isalnum())
    if len(number) != LENGTH or not set(number) <= set(ALPHABET):
        return None
    return number if check_character(number[:-1]) == number[-1] else None


def show_number(number: str) -> str:
    """In two groups, as people copy it: K7QPM-3XH9T."""
    return f"{number[:MIDDLE]}-{number[MIDDLE:]}"
