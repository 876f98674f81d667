"""Finds code fences (``` or ~~~) in a Markdown text: between them no other sign counts."""

import re

FENCE = re.compile(r"(`{3,}|~{3,})(.*)")


def fences(text: str) -> list[tuple[int, int]]:
    """First and last line, from 1, of each fenced piece; the last line is 0 where nothing closes it."""
    found = []
    fence, opened = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        mark = FENCE.match(line)
        if mark and not fence:
            fence, opened = mark[1], number
        elif mark and mark[1] == fence and not mark[2].strip():
            found.append((opened, number))
            fence = ""
    return [*found, (opened, 0)] if fence else found
