"""Reads what someone typed as a search: the parts it asks for, each with its synonyms and how rare it is."""

import itertools
import math
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Max

from guidance.rights.text import LONGEST
from guidance.rights.understanding import matcher
from guidance.search.expressions import Expression, Term, either, every, terms
from guidance.search.models import IndexedWord, Synonym
from guidance.search.segment import Word, joint, normal, pairs, stem, words

# Of what is typed in quotation marks of any kind.
QUOTED = re.compile(r"“[^“”]+”|\"[^\"]+\"|「[^「」]+」|『[^『』]+』")
PARTS_AT_MOST = 12
# The rarity of a part that no entry has: half of these are pairs across the border of two words.
UNKNOWN = 0.4
# Says nothing about what is looked for, unless nothing else is typed.
STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a about am an and are as at be been but by can do does for from had has have he her his how i if in is it its "
        "me my of on or our she so that the their them then there they this to us was we were what when where which "
        "who why will with you your",
    )
)


@dataclass(frozen=True)
class Part:
    """One thing asked for: an expression for the index, and the stretches of normal text that it stands for.

    `rarity` is between 0 and 1, higher for what stands in few entries. A `phrase` must stand in the text to the letter.
    """

    expression: Expression
    stretches: tuple[str, ...]
    phrase: str = ""
    rarity: float = 1.0


@dataclass(frozen=True)
class Asked:
    """A query as it was understood. `unknown` are words that no indexed text has; `weight` is that of all its parts,
    known or not."""

    text: str
    parts: tuple[Part, ...] = ()
    runs: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    weight: float = 0.0

    @property
    def is_chinese(self) -> bool:
        return any(run[0] > "z" for run in self.runs)

    def expressions(self) -> Iterator[Expression]:
        """What to ask the index, from all parts at once to any of the rarest."""
        rarest = sorted(self.parts, key=lambda part: -part.rarity)[:PARTS_AT_MOST]
        wanted = [part.expression for part in rarest]
        if not wanted:
            return
        yield every(wanted)
        if len(wanted) == 1 or any(part.phrase for part in self.parts):
            return
        if len(wanted) > 3:
            yield every(wanted[: math.ceil(len(wanted) / 2)])
        if len(wanted) > 2:
            leading = wanted[:5]
            yield either(every(two) for two in itertools.pairwise(leading))
        yield either(wanted[:6])


@dataclass
class Reading:
    """One pass over a query, collecting its parts."""

    synonyms: Mapping[str, tuple[str, ...]]
    parts: list[Part] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        found = list(words(text))
        for place, word in enumerate(found):
            self.runs.append(word.text)
            if word.is_han:
                self.read_run(word, found, place)
            elif not self.read_synonym(word.text):
                self.parts.append(part_of_word(word.text))
                self.read_joint(found, place)

    @property
    def several_words(self) -> re.Pattern[str]:
        """English synonyms of more than one word, in the singular or with a plural s."""
        names = [re.escape(name) for name in self.synonyms if " " in name and name.isascii()]
        return re.compile(rf"(?<![a-z])({'|'.join(names)})s?(?![a-z])" if names else "(?!)")

    def read_several(self, name: str) -> str:
        self.runs.append(name)
        self.read_synonym(name)
        return " "

    def read_phrase(self, phrase: str) -> str:
        if next(words(phrase), None):
            self.runs.append(phrase.strip())
            self.parts.append(Part(literally(phrase), (phrase.strip(),), phrase=phrase.strip()))
        return " "

    def read_run(self, word: Word, found: list[Word], place: int) -> None:
        """A Chinese run: the synonyms in it, and the pairs of what stands between them."""
        if len(word.text) == 1:
            if not self.read_joint(found, place) and len(found) == 1:
                self.parts.append(Part(Term(word.text, begins=True), (word.text,)))
            return
        names = [re.escape(name) for name in self.synonyms if name[0] > "z"]
        known = re.compile(f"({'|'.join(sorted(names, key=len, reverse=True))})" if names else "(?!)")
        for stretch in known.split(word.text):
            if stretch and not self.read_synonym(stretch):
                self.parts += [Part(Term(pair), (pair,)) for pair in pairs(stretch)]

    def read_joint(self, found: list[Word], place: int) -> bool:
        """The border between this word and the one before, or after a single character: P图, 图P."""
        neighbours = [(found[place - 1], found[place])] if place else []
        neighbours += [(found[place], found[place + 1])] if place + 1 < len(found) else []
        joints = [
            joint(before, after)
            for before, after in neighbours
            if before.end == after.start and 1 in (len(before.text), len(after.text))
        ]
        self.parts += [Part(Term(name), (name,)) for name in joints]
        return bool(joints)

    def read_synonym(self, text: str) -> bool:
        if text not in self.synonyms:
            return False
        meanings = (text, *self.synonyms[text])
        self.parts.append(Part(either(map(literally, meanings)), meanings))
        return True


def literally(text: str) -> Expression:
    """All the tokens of a normal text."""
    wanted = [
        Term(name)
        for word in words(text)
        for name in (pairs(word.text) or [word.text] if word.is_han else [stem(word.text)])
    ]
    return every(wanted) if wanted else Term(text)


def part_of_word(text: str) -> Part:
    return Part(Term(stem(text)), (stem(text),))


def ask(typed: str) -> Asked:
    """Understands what was typed, whatever it is; three small queries at most."""
    text = normal(typed[:LONGEST])[:LONGEST]
    for wrong, right in matcher().slips.items():
        text = text.replace(wrong, right)
    reading = Reading(synonyms())
    unquoted = QUOTED.sub(lambda quoted: reading.read_phrase(quoted[0][1:-1]), text)
    reading.read(reading.several_words.sub(lambda named: reading.read_several(named[1]), unquoted))
    return weigh(text, without_stop_words(list(dict.fromkeys(reading.parts))), reading.runs)


def without_stop_words(parts: list[Part]) -> list[Part]:
    telling = [part for part in parts if part.phrase or part.stretches[0] not in STOP_WORDS]
    return telling or parts


def weigh(text: str, parts: list[Part], runs: list[str]) -> Asked:
    """Drops what no entry has, and says how rare the rest is."""
    tokens = {term.token for part in parts for term in terms(part.expression) if not term.begins}
    known = IndexedWord.objects.frequencies(tokens)
    weighed = []
    for part in parts:
        entries = [known.get(term.token, 1 if term.begins else 0) for term in terms(part.expression)]
        if part.phrase and not all(entries):
            return Asked(text, (), tuple(runs), (part.phrase,))
        if any(entries):
            rarity = 1 / math.log2(2 + max(entries))
            weighed.append(Part(part.expression, part.stretches, part.phrase, rarity))
    unknown = [run for run in runs if not run[0] > "z" and stem(run) not in known and stem(run) in tokens] or [
        run for run in runs if run[0] > "z" and len(run) > 1 and not known.keys() & set(pairs(run))
    ]
    weight = sum(part.rarity for part in weighed) + UNKNOWN * (len(parts) - len(weighed))
    return Asked(text, tuple(weighed), tuple(dict.fromkeys(runs)), tuple(dict.fromkeys(unknown)), weight)


_lock = threading.Lock()
_made: dict[str, tuple[object, dict[str, tuple[str, ...]]]] = {}


def synonyms() -> Mapping[str, tuple[str, ...]]:
    """Normal words by normal word: one small query, unless editors changed any."""
    stamp = tuple(Synonym.objects.aggregate(Count("pk"), Max("changed_at")).values())
    with _lock:
        stored = _made.get("synonyms")
        if stored is None or stored[0] != stamp:
            made = {normal(row.word): tuple(map(normal, row.means)) for row in Synonym.objects.all()}
            stored = _made["synonyms"] = (stamp, {word: means for word, means in made.items() if word})
    return stored[1]
