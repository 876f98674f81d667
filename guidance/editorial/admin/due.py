"""The editors' list of what is to be held against its sources again, the latest first."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guidance.editorial import review, roles
from guidance.editorial.admin.forms import UnchangedForm
from guidance.editorial.field_texts import record_models
from guidance.editorial.models import Checked, Publishable

ROWS_A_PAGE = 25


@dataclass(frozen=True)
class Row:
    """A record that is due, its kind, where its form is, and the act with its form for who may do it."""

    record: Publishable
    kind: str
    address: str
    act_address: str
    form: UnchangedForm | None
    is_overdue: bool


@admin.site.admin_view
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """One page of the list. An editor who may see no kind of record gets an empty one."""
    day = localdate()
    kinds = [model for model in record_models(Checked) if request.user.has_perm(permission_to_see(model))]
    page = Paginator(review.due(day, kinds), ROWS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("Due for a check"),
        "page": page,
        "rows": [row_of(request, record, is_overdue=record.is_overdue(day)) for record in page],
    }
    return TemplateResponse(request, "editorial/due.html", context)


def permission_to_see(model: type[Publishable]) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def row_of(request: HttpRequest, record: Publishable, *, is_overdue: bool) -> Row:
    opts = record._meta
    route = f"admin:{opts.app_label}_{opts.model_name}"
    form = UnchangedForm(prefix="unchanged", auto_id=f"{opts.model_name}-{record.pk}-%s", record=record)
    return Row(
        record=record,
        kind=str(opts.verbose_name_plural),
        address=reverse(f"{route}_change", args=[record.pk]),
        act_address=reverse(f"{route}_act", args=[record.pk, "unchanged"]),
        form=form if roles.may_publish(request.user, record) else None,
        is_overdue=is_overdue,
    )
