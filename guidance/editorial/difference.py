"""Shows how one text became another: word by word, and in Chinese character by character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
# A run of letters or digits, one Chinese character, one other sign, or spaces.
TOKEN = re.compile(r"[^\W\u2e80-\u9fff]+|\s+|.", re.DOTALL)
# Of a long unchanged stretch, this many lines are shown at either end.
CONTEXT = 2


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both texts ("same"), only in the later ("added") or the earlier ("removed")."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order. Lines are matched first, then the words of lines that changed."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(SAME, shortened(old[a:b])))
        else:
            pieces += compare_words("".join(old[a:b]), "".join(new[c:d]))
    return list(joined(pieces))


def compare_words(before: str, after: str) -> Iterator[Piece]:
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            yield Piece(SAME, "".join(old[a:b]))
            continue
        if b > a:
            yield Piece(REMOVED, "".join(old[a:b]))
        if d > c:
            yield Piece(ADDED, "".join(new[c:d]))


def shortened(lines: list[str]) -> str:
    """Unchanged lines, without the middle of a long stretch."""
    if len(lines) <= 2 * CONTEXT + 1:
        return "".join(lines)
    return "".join([*lines[:CONTEXT], "⋯\n", *lines[-CONTEXT:]])


def joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of the same kind as one piece."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting and waiting.kind == piece.kind:
            waiting = Piece(piece.kind, waiting.text + piece.text)
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting
