"""What each role is refused in the admin, act by act."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from guidance.editorial.models import Draft
from tests.editorial.editors import act, page, save, signed_in
from tests.factories import make_account, make_agency, make_article, make_provision, make_rate

pytestmark = pytest.mark.django_db

LATER = "2030-01-01T08:00"
ACTS = {
    "publish": {},
    "schedule": {"publish_at": LATER},
    "urgent": {"note": "At once."},
    "withdraw": {"note": "Wrong."},
    "bring-back": {},
    "confirm": {},
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("make", [make_article, make_provision, make_agency])
def test_an_author_is_refused_every_act_beyond_drafts(author, make, name):
    record = make()
    save(author, record, editor_note="", checked_on="2026-11-25")

    assert act(author, record, name, **ACTS[name]).status_code == 403
    record.refresh_from_db()
    assert (record.status, record.checked_on) == ("published", datetime.date(2026, 11, 23))


def test_an_author_is_refused_the_button_that_publishes(author):
    article = make_article()

    assert save(author, article, "_publish", title_en="Mine").status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", [*ACTS, "send", "discard", "unschedule", "no-such-act"])
def test_an_editor_without_a_role_is_refused_everything(name):
    article = make_article()
    stranger = signed_in(User.objects.create_user("stranger", is_staff=True))

    assert act(stranger, article, name).status_code == 403
    for place in ("change", "review", "history", "compare"):
        assert stranger.get(page(article, place)).status_code == 403


@pytest.mark.parametrize("role", ["Author", "Reviewer"])
def test_only_a_manager_decides_which_agencies_there_are(role):
    agency = make_agency()
    editor = signed_in(make_account("zhao", role))
    with translation.override("en"):
        add = reverse("admin:agencies_agency_add")

    assert editor.get(add).status_code == 403
    assert act(editor, agency, "withdraw", note="Closed.").status_code == 403
    manager = signed_in(make_account("wu", "Manager"))
    assert manager.get(add).status_code == 200
    assert act(manager, agency, "withdraw", note="Closed.").status_code == 302


@pytest.mark.parametrize(("role", "answer"), [("Author", 403), ("Reviewer", 302), ("Manager", 302)])
def test_rates_are_law_and_not_for_authors(role, answer):
    rate = make_rate()
    change = f"/en/admin/law/rate/{rate.pk}/change/"
    words = {"starts_on": "2025-05-20", "percent": "3.10"}

    assert signed_in(make_account("zhao", role)).post(change, words).status_code == answer
