"""Where two edits meet: both are shown, and for each field the editor takes one, the other, or writes a third."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from guidance.editorial.admin import pages
from guidance.editorial.admin.forms import posted
from guidance.editorial.changes import Change, changes
from guidance.editorial.desk import Collision, open_desk
from guidance.editorial.models import Publishable, Revision

MINE, THEIRS, EDITED = "mine", "theirs", "edited"
# What the page adds to the words of the form.
CHOICE, TYPED, MERGED, THEIR_REVISION = "choice-", "typed-", "_merged", "_theirs"
# What is sent along as it was: which button was pressed, and the note.
KEPT = ("_save", "_send", "_publish", "kept_as", "note", "is_minor")


@dataclass(frozen=True)
class Choice:
    """One field that the two versions do not share; `suggested` is the one that was changed, if only one was."""

    change: Change
    suggested: str

    @property
    def can_be_typed(self) -> bool:
        return not self.change.field.is_relation and not self.change.field.choices


def show_collision(
    model_admin: pages.Admin, request: HttpRequest, record: Publishable, collision: Collision
) -> HttpResponse:
    """The page with both versions. What is sent from it goes to the record's form again."""
    row = model_admin.model._default_manager.get(pk=record.pk)
    found = changes(model_admin.model, collision.theirs.words, collision.mine)
    kept = {name: request.POST.getlist(name) for name in KEPT if name in request.POST}
    context = {
        "title": _("Someone else changed this too"),
        "theirs": collision.theirs,
        "choices": [Choice(change, suggestion(change, collision)) for change in found],
        "hidden": posted(model_admin.model, collision.mine) | kept,
        "opened": collision.opened,
        "their_changes": changes(model_admin.model, collision.base.words, collision.theirs.words),
        "my_changes": changes(model_admin.model, collision.base.words, collision.mine),
    }
    context = pages.context(model_admin, request, open_desk(row)) | context
    return TemplateResponse(request, "editorial/collision.html", context, status=409)


def suggestion(change: Change, collision: Collision) -> str:
    before = collision.base.words.get(change.field.name, "")
    if before == change.after:
        return THEIRS
    return MINE if before == change.before else ""


def merge(sent: QueryDict, model: type[Publishable], record: Publishable) -> QueryDict:
    """What the form would have been sent, had the editor written what they chose."""
    merged = sent.copy()
    key = sent.get(THEIR_REVISION, "")
    theirs = posted(model, get_object_or_404(Revision.objects.of(record), pk=key if key.isdecimal() else 0).words)
    for name in theirs:
        chosen = sent.get(CHOICE + name)
        if chosen == THEIRS:
            merged.setlist(name, theirs[name])
        elif chosen == EDITED:
            merged[name] = sent.get(TYPED + name, "")
    return merged
