"""What the pages around a record's form have in common: their addresses and what stands at the top of each."""

from typing import Protocol

from django.contrib.admin import AdminSite
from django.db.models.options import Options
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from guidance.editorial.admin.state import sentences
from guidance.editorial.desk import Desk
from guidance.editorial.models import Publishable


class Admin(Protocol):
    """The admin of a kind of record."""

    admin_site: AdminSite
    model: type[Publishable]
    opts: Options


def address(model_admin: Admin, name: str, record: Publishable, *arguments: object) -> str:
    """The address of one of a record's pages in the admin: "change", "history", "review", "act", …"""
    opts = model_admin.opts
    route = f"{model_admin.admin_site.name}:{opts.app_label}_{opts.model_name}_{name}"
    return reverse(route, args=[record.pk, *arguments])


def next_page(request: HttpRequest) -> str:
    """The page of this site that the form was sent from, if it says so."""
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def context(model_admin: Admin, request: HttpRequest, desk: Desk) -> dict:
    """What every page around a record shows."""
    record = desk.record
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": record,
        "subtitle": str(record),
        "sentences": sentences(desk),
        "media": model_admin.media,
        "addresses": {
            name: address(model_admin, name, record) for name in ("change", "history", "review", "compare", "links")
        },
    }
