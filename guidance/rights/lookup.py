"""Finds the answer to "this is happening, and this is who lent the money", as the law stands on a day.

Nothing here asks the database: the rows are handed in. Never a neighbour's rule, never an expired one: a ground or a
channel that does not concern the lender, or a provision not in force on the day, is left out. What that leaves bare is
said (`under_review`), not filled.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.agencies.models import Agency
from guidance.law.models import LenderType, Provision
from guidance.rights.models import Answer, Situation

# What an answer for one lender takes from its situation when it says nothing of its own.
INHERITED = ("say", "now", "today", "week", "evidence", "avoid", "body_html")


@dataclass(frozen=True)
class Library:
    """The published records that answers name, by slug."""

    provisions: Mapping[str, Provision]
    agencies: Mapping[str, Agency]


@dataclass(frozen=True)
class Ground:
    """A rule, and what it means for the reader."""

    provision: Provision
    meaning: str


@dataclass(frozen=True)
class Channel:
    """A place to complain, and what to say there."""

    agency: Agency
    words: str


@dataclass(frozen=True)
class Finding:
    """The answer for one situation and one lender; without a lender, what holds whoever it is."""

    situation: Situation
    lender: LenderType | None
    answer: Situation | Answer
    grounds: tuple[Ground, ...]
    channels: tuple[Channel, ...]
    is_general: bool
    under_review: bool
    say: str
    now: list[str]
    today: list[str]
    week: list[str]
    evidence: list[str]
    avoid: list[str]
    body_html: str

    @property
    def checked(self) -> Situation | Answer:
        """Of the situation and what is different for the lender, whichever was checked longer ago."""
        return min(self.situation, self.answer, key=lambda part: part.checked_on)


def lookup(
    situations: Iterable[Situation], lender: LenderType | None, on: datetime.date, library: Library
) -> list[Finding]:
    """One finding for each situation, the most dangerous first."""
    ordered = sorted(situations, key=lambda situation: (-situation.danger, situation.code))
    return [find(situation, lender, on, library) for situation in ordered]


def find(situation: Situation, lender: LenderType | None, on: datetime.date, library: Library) -> Finding:
    answer = situation.answer_for(lender) or situation
    grounds = tuple(
        Ground(provision, words)
        for slug, words in rows(answer, situation, "grounds")
        if (provision := library.provisions.get(slug)) and is_in_force(provision, on) and concerns(provision, lender)
    )
    channels = tuple(
        Channel(agency, words)
        for slug, words in rows(answer, situation, "channels")
        if (agency := library.agencies.get(slug)) and takes(agency, lender)
    )
    inherited = {name: getattr(answer, name) or getattr(situation, name) for name in INHERITED}
    return Finding(
        **inherited,
        situation=situation,
        lender=lender,
        answer=answer,
        grounds=grounds,
        channels=channels,
        is_general=lender is not None and answer is situation,
        under_review=not any(ground.provision.instrument.is_binding for ground in grounds),
    )


def said_once(findings: Iterable[Finding], name: str) -> list[str]:
    """The lines of one part of several answers, in order, each once."""
    return list(dict.fromkeys(line for finding in findings for line in getattr(finding, name)))


def channels_once(findings: Iterable[Finding]) -> list[Channel]:
    """The channels of several answers, in order, each agency once with the words of the first answer that names it."""
    channels: dict[str, Channel] = {}
    for finding in findings:
        for channel in finding.channels:
            channels.setdefault(channel.agency.slug, channel)
    return list(channels.values())


def rows(answer: Situation | Answer, situation: Situation, name: str) -> Iterable[tuple[str, str]]:
    """Slug and words of each row: the answer's own, or those it inherits."""
    return (answer.rows_in(name) or situation.rows_in(name)).items()


def is_in_force(provision: Provision, on: datetime.date) -> bool:
    """Whether a provision holds on a day. It ends with its instrument, whatever its own dates say."""
    return provision.in_force(on) and provision.instrument.in_force(on)


def concerns(provision: Provision, lender: LenderType | None) -> bool:
    """Whether a provision binds this lender. One that names none binds all; without a lender, only those do."""
    return not provision.bound_lenders or (lender is not None and lender in provision.bound_lenders)


def takes(agency: Agency, lender: LenderType | None) -> bool:
    """Whether an agency hears about this lender; without a lender, any that hears about loans."""
    return lender in agency.heard_lenders if lender else bool(agency.heard_lenders)
