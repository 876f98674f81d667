"""Says in sentences how a record stands: live, drafted, scheduled, in need of a second check."""

from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from guidance.editorial.desk import Desk
from guidance.editorial.models import Draft, Publishable, Revision
from guidance.editorial.workflow import unchecked_act


@dataclass(frozen=True)
class Sentence:
    """What is said, and whether an editor has to do something about it."""

    text: str
    is_warning: bool = False


def sentences(desk: Desk) -> list[Sentence]:
    """How a record stands, the live words first."""
    said = [Sentence(live_sentence(desk.record))]
    if desk.draft:
        said.append(Sentence(draft_sentence(desk.draft)))
    if desk.draft and Draft.objects.filter(pk=desk.draft.pk).held_back().exists():
        reason = Revision.objects.of(desk.record).newest().note
        text = _("Held back: it could not be published when its moment came. %(reason)s") % {"reason": reason}
        said.append(Sentence(text, is_warning=True))
    if desk.has_moved:
        said.append(Sentence(_("The live text has changed since this draft was begun."), is_warning=True))
    if desk.record.needs_second_check:
        said.append(Sentence(second_check_sentence(desk.record), is_warning=True))
    return said


def live_sentence(record: Publishable) -> str:
    revisions = Revision.objects.of(record)
    if record.status == Publishable.Status.DRAFT:
        return _("Never published: readers do not see this.")
    if record.status == Publishable.Status.WITHDRAWN:
        last = revisions.filter(kind__in=[Revision.Kind.WITHDRAWN, Revision.Kind.PUT_ASIDE]).newest()
        return signed(_("Withdrawn"), last) if last else _("Withdrawn")
    last = revisions.live().newest()
    return signed(_("Live"), last) if last and last.author_name else _("Live")


def draft_sentence(draft: Draft) -> str:
    if draft.publish_at:
        return _("Draft, to be published on %(moment)s") % {"moment": moment(draft.publish_at)}
    return signed(_("Draft in review") if draft.state == Draft.State.IN_REVIEW else _("Draft"), draft.revision)


def second_check_sentence(record: Publishable) -> str:
    act = unchecked_act(record)
    said = _("Needs a second check")
    return f"{signed(said, act)}: {act.note}" if act else said


def signed(said: str, revision: Revision) -> str:
    """A state with who brought it about, and when."""
    words = {"said": said, "moment": moment(revision.made_at), "name": revision.author_name}
    return _("%(said)s since %(moment)s, %(name)s") % words if words["name"] else said


def moment(when: object) -> str:
    return formats.date_format(timezone.localtime(when), "Y-m-d H:i")
