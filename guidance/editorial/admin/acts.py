"""The review page: what a draft changes, how the record stands, and a small form for each act this editor may do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser as User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guidance.editorial import review as reviewing
from guidance.editorial import roles, workflow
from guidance.editorial.admin import pages
from guidance.editorial.admin.collision import show_collision
from guidance.editorial.admin.forms import (
    ActForm,
    NoteForm,
    PublishForm,
    ScheduleForm,
    UnchangedForm,
    UrgentForm,
    WithdrawForm,
)
from guidance.editorial.changes import changes
from guidance.editorial.desk import Collision, Desk, open_desk
from guidance.editorial.law_to_dos import leanings_on
from guidance.editorial.models import Checked, Draft, Publishable
from guidance.editorial.problems import Problem
from guidance.editorial.refusals import NotYourRole, Refused, Unsound
from guidance.editorial.soundness import problems_of, sentence


@dataclass(frozen=True)
class Act:
    """Something an editor can do with a record, beside writing. `do` is a function of workflow.py or review.py."""

    name: str
    title: Promise
    explanation: Promise
    form: type[ActForm]
    do: Callable
    is_allowed: Callable[[User, Publishable], bool]
    makes_sense: Callable[[Desk, User], bool]
    arguments: tuple[tuple[str, object], ...] = ()


def is_unpublished(desk: Desk, by: User) -> bool:
    """Whether there are words that readers do not see yet."""
    return desk.draft is not None or desk.record.status == Publishable.Status.DRAFT


def is_ready_for(desk: Desk, by: User) -> bool:
    return is_unpublished(desk, by) and not workflow.needs_second_person(desk, by)


def is_own_law(desk: Desk, by: User) -> bool:
    return is_unpublished(desk, by) and workflow.needs_second_person(desk, by)


def is_not_sent(desk: Desk, by: User) -> bool:
    return desk.draft is not None and desk.draft.state == Draft.State.DRAFT


def is_scheduled(desk: Desk, by: User) -> bool:
    return desk.draft is not None and desk.draft.publish_at is not None


def can_be_discarded(desk: Desk, by: User) -> bool:
    return desk.draft is not None and desk.record.status != Publishable.Status.DRAFT


def is_withdrawn(desk: Desk, by: User) -> bool:
    return desk.record.status == Publishable.Status.WITHDRAWN


def waits_for(desk: Desk, by: User) -> bool:
    """Whether the record waits for a second check by this person."""
    record = desk.record
    return record.needs_second_check and not workflow.is_by(workflow.unchecked_act(record), by)


def can_be_checked(desk: Desk, by: User) -> bool:
    """Whether the record is held against its sources every so many days."""
    return isinstance(desk.record, Checked) and desk.record.is_published


ACTS = [
    Act(
        "confirm",
        _("Confirm"),
        _("This was changed by one person alone. You have checked it and it is right."),
        NoteForm,
        workflow.confirm,
        roles.may_publish,
        waits_for,
    ),
    Act(
        "send",
        _("Send for review"),
        _("Tells reviewers that this draft is ready."),
        NoteForm,
        workflow.send_for_review,
        roles.may_write,
        is_not_sent,
    ),
    Act(
        "publish",
        _("Publish now"),
        _("Readers get these words at once."),
        PublishForm,
        workflow.publish,
        roles.may_publish,
        is_ready_for,
    ),
    Act(
        "schedule",
        _("Schedule"),
        _("Readers get these words from a moment on."),
        ScheduleForm,
        workflow.schedule,
        roles.may_publish,
        is_ready_for,
    ),
    Act(
        "urgent",
        _("Publish urgently"),
        _(
            "You wrote some of this and it says what the law is, so another reviewer should publish it, or send it for "
            "review. When that cannot wait, publish it yourself: the page then says that a second editor has not yet "
            "checked it."
        ),
        UrgentForm,
        workflow.publish,
        roles.may_publish,
        is_own_law,
        (("urgent", True),),
    ),
    Act(
        "unschedule",
        _("Stop the schedule"),
        _("The draft stays, and is not published by itself."),
        NoteForm,
        workflow.unschedule,
        roles.may_write,
        is_scheduled,
    ),
    Act(
        "discard",
        _("Discard the draft"),
        _("The live text stays. What was drafted can be restored from the history."),
        NoteForm,
        workflow.discard,
        roles.may_write,
        can_be_discarded,
    ),
    Act(
        "unchanged",
        _("Confirmed, unchanged"),
        _("You have read a source again, and what readers see is still right. The next check is counted from today."),
        UnchangedForm,
        reviewing.confirm_unchanged,
        roles.may_publish,
        can_be_checked,
    ),
    Act(
        "withdraw",
        _("Withdraw"),
        _("Readers are told at this address that the page was withdrawn. It can be brought back."),
        WithdrawForm,
        workflow.withdraw,
        roles.may_withdraw,
        lambda desk, by: not is_withdrawn(desk, by),
    ),
    Act(
        "bring-back",
        _("Bring back"),
        _("What had been published is shown to readers again."),
        NoteForm,
        workflow.bring_back,
        roles.may_withdraw,
        is_withdrawn,
    ),
]
BY_NAME = {act.name: act for act in ACTS}


def review(model_admin: pages.Admin, request: HttpRequest, record: Publishable) -> HttpResponse:
    """The review page."""
    return show_review(model_admin, request, record, {})


def waiting_problems(desk: Desk, by: User) -> list[Problem]:
    """What speaks against showing readers today what they do not see yet."""
    return problems_of(desk, on=timezone.localdate()) if is_unpublished(desk, by) else []


def perform(model_admin: pages.Admin, request: HttpRequest, record: Publishable, name: str) -> HttpResponse:
    """Does one act, and returns to the review page with what was done or why not."""
    act = BY_NAME.get(name)
    if act is None or not act.is_allowed(request.user, record):
        raise PermissionDenied
    # Words that no revision has yet are kept now, so that they stay even if the act does not happen.
    problems = waiting_problems(open_desk(record), request.user)
    form = act.form(request.POST, prefix=act.name, record=record, problems=problems)
    if not form.is_valid():
        return show_review(model_admin, request, record, {act.name: form})
    try:
        act.do(record, by=request.user, now=timezone.now(), **form.cleaned_data, **dict(act.arguments))
    except Collision as collision:
        return show_collision(model_admin, request, record, collision)
    except NotYourRole as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Unsound as refusal:
        form = act.form(request.POST, prefix=act.name, record=record, problems=refusal.problems)
        form.add_error(None, str(refusal))
        return show_review(model_admin, request, record, {act.name: form})
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        model_admin.log_change(request, record, str(act.title))
        messages.success(request, _("Done: %(act)s") % {"act": act.title})
    return HttpResponseRedirect(pages.next_page(request) or pages.address(model_admin, "review", record))


def show_review(
    model_admin: pages.Admin, request: HttpRequest, record: Publishable, filled: dict[str, ActForm]
) -> HttpResponse:
    desk = open_desk(record)
    offered = [act for act in ACTS if act.is_allowed(request.user, record) and act.makes_sense(desk, request.user)]
    is_new = record.status == Publishable.Status.DRAFT
    problems = waiting_problems(desk, request.user)
    context = {
        "title": _("Review and publish"),
        "changes": [] if is_new or not desk.draft else changes(type(record), desk.standing.words, desk.newest.words),
        "is_new": is_new,
        "draft": desk.draft,
        "leanings": leanings_on(record),
        "problems": [(sentence(record, problem), problem) for problem in problems],
        "acts": [
            (act, filled.get(act.name) or act.form(prefix=act.name, record=record, problems=problems))
            for act in offered
        ],
    }
    return TemplateResponse(request, "editorial/review.html", pages.context(model_admin, request, desk) | context)
