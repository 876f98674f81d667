"""Splits texts into blocks at their headings, and follows which blocks a translation was made from."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from guidance.content.fences import fences


class Change(NamedTuple):
    """Blocks that are no longer what they were. `place` counts the new text's blocks from 0.

    Either side may be empty: something was added, or taken out.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    place: int


def split(text: str) -> list[str]:
    """The blocks of a Markdown text: what stands before the first heading, then each heading with its text.

    Lines between code fences open no block.
    """
    last = len(text.splitlines())
    code = {line for first, end in fences(text) for line in range(first, (end or last) + 1)}
    blocks: list[list[str]] = [[]]
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#") and number not in code:
            blocks.append([])
        blocks[-1].append(line)
    joined = ("\n".join(lines).strip() for lines in blocks)
    return [block for block in joined if block]


def fingerprint(block: str) -> str:
    """The same for the same words, however they are spaced."""
    return hashlib.sha256("".join(block.split()).encode()).hexdigest()[:16]


def fingerprints(blocks: Sequence[str]) -> list[str]:
    return [fingerprint(block) for block in blocks]


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """What became of blocks. As many new ones in place of as many old ones are one change each."""
    return [change for change, is_same in segments(before, after) if not is_same]


def segments(before: Sequence[str], after: Sequence[str]) -> list[tuple[Change, bool]]:
    """Both texts in order, in pieces that are the same, or not."""
    found = []
    matcher = SequenceMatcher(None, fingerprints(before), fingerprints(after), autojunk=False)
    for operation, old, old_end, new, new_end in matcher.get_opcodes():
        if operation == "replace" and old_end - old == new_end - new:
            pairs = zip(before[old:old_end], after[new:new_end], strict=True)
            found += [(Change((one,), (other,), new + place), False) for place, (one, other) in enumerate(pairs)]
        else:
            found.append((Change(tuple(before[old:old_end]), tuple(after[new:new_end]), new), operation == "equal"))
    return found


def carry(made_from: Sequence[str], source: Sequence[str], is_settled: Callable[[Change], bool]) -> list[str]:
    """The source blocks a translation stands for, once some changes are settled: the new ones there, else the old."""
    kept: list[str] = []
    for change, is_same in segments(made_from, source):
        kept += change.after if is_same or is_settled(change) else change.before
    return kept


def translated_anew(number_in_source: int, before: Sequence[str], after: Sequence[str]) -> Callable[[Change], bool]:
    """Whether a change of the source was followed in a translation that became `after`; both are fingerprints.

    Blocks of source and translation belong together by their place when there are as many of them. When there are
    not, any change of the translation counts for the whole text.
    """
    new = {place for place, mark in enumerate(after) if mark not in before}
    moved = bool(new) or len(before) != len(after)
    if len(after) != number_in_source:
        return lambda change: moved

    def was_followed(change: Change) -> bool:
        places = range(change.place, change.place + len(change.after))
        return any(place in new for place in places) if places else len(before) != len(after)

    return was_followed


def made_just_now(seen: Collection[str]) -> Callable[[Change], bool]:
    """Whether a change was made since the source had these fingerprints, so that it was not stale before."""

    def is_new(change: Change) -> bool:
        if change.before:
            return all(fingerprint(block) in seen for block in change.before)
        return all(fingerprint(block) not in seen for block in change.after)

    return is_new
