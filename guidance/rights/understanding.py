"""Keeps a matcher made from the phrases in the database, and makes a new one when any of them has changed."""

import threading
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Max

from guidance.editorial.at_hand import at_hand
from guidance.rights.matching import Example, Matcher
from guidance.rights.models import Situation, WordList

# The lists of words that belong to no situation: what this site does not answer, words of danger, slips of typing.
ELSEWHERE = "elsewhere"
DANGER = "danger"
SLIPS = "slips"

_lock = threading.Lock()
_made: dict[str, tuple[object, Matcher]] = {}


def matcher() -> Matcher:
    """The matcher for the phrases as they are now."""
    stamp = current_stamp()
    with _lock:
        stored = _made.get("matcher")
        if stored is None or stored[0] != stamp:
            stored = _made["matcher"] = (stamp, make_matcher())
    return stored[1]


def make_matcher() -> Matcher:
    """Learns from every published phrase. Takes about a second."""
    slips = dict(map(split_slip, words_of(SLIPS)))
    return Matcher(examples(), danger=words_of(DANGER), slips=slips)


def split_slip(line: str) -> tuple[str, str]:
    """What is typed by mistake, and what is meant: "预期 = 逾期"."""
    wrong, _sign, right = line.partition("=")
    return wrong.strip(), right.strip()


@at_hand
def current_stamp() -> list[tuple[int, datetime | None]]:
    """Changes with every save of a situation or of a list of words."""
    stamps = [model.objects.aggregate(Count("pk"), Max("changed_at")) for model in (Situation, WordList)]
    return [tuple(stamp.values()) for stamp in stamps]


def examples() -> Iterator[Example]:
    """What readers say, by situation; what this site does not answer has none."""
    for situation in Situation.objects.published().with_words():
        names = [situation.title_zh_hans, situation.title_en, situation.question_zh_hans, situation.question_en]
        for text in filter(None, [*names, *situation.words.all_phrases]):
            yield Example(situation=situation.slug, text=text)
    for text in words_of(ELSEWHERE):
        yield Example(situation=None, text=text)


def words_of(slug: str) -> list[str]:
    listed = WordList.objects.published().filter(slug=slug).first()
    return listed.all_phrases if listed else []
