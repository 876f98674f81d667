"""Whether a draft is fit for readers: nothing broken, and somebody answers for whatever else is wrong with it."""

import copy
import datetime

from django.utils.translation import gettext as _

from guidance.editorial.changes import name_of
from guidance.editorial.checks import find_problems
from guidance.editorial.desk import Desk
from guidance.editorial.models import Draft, Publishable, Revision
from guidance.editorial.problems import Problem, Waiver
from guidance.editorial.refusals import Unsound
from guidance.editorial.snapshot import put_words


def problems_of(desk: Desk, *, on: datetime.date, one_language: bool = False) -> list[Problem]:
    """What speaks against showing the words an editor goes on with to readers on a day. See `checks.find_problems`."""
    record = copy.copy(desk.record)
    put_words(record, desk.newest.words)
    return find_problems(record, on=on, one_language=one_language)


def require_sound(desk: Desk, *, on: datetime.date, waiver: Waiver) -> None:
    """Raises Unsound where something is broken, or where there are warnings that nobody answers for."""
    problems = problems_of(desk, on=on, one_language=waiver.one_language)
    is_answered = waiver.unattended or bool(waiver.despite.strip())
    if any(problem.blocking for problem in problems) or (problems and not is_answered):
        raise Unsound(" ".join(sentence(desk.record, problem) for problem in problems), problems)


def waiver_of_schedule(draft: Draft) -> Waiver:
    """What the person who scheduled a draft answered for."""
    scheduled = Revision.objects.of(draft.record).filter(kind=Revision.Kind.SCHEDULED).newest()
    if scheduled is None:
        return Waiver(unattended=True)
    return Waiver(one_language=scheduled.one_language, despite=scheduled.despite, unattended=True)


def sentence(record: Publishable, problem: Problem) -> str:
    return _("%(place)s: %(message)s") % {"place": place_of(record, problem), "message": problem.message}


def place_of(record: Publishable, problem: Problem) -> str:
    """Where a problem is, as an editor finds it: the field with its language and, where there is one, the line."""
    name = name_of(record._meta.get_field(problem.field))
    return _("%(field)s, line %(line)d") % {"field": name, "line": problem.line} if problem.line else name
