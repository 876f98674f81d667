"""The inbox in the admin: read, assign, answer, archive; what a reader wrote stays as it was written."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import translation

from guidance.feedback.models import Remark, Request
from tests.factories import make_remark, make_request

pytestmark = pytest.mark.django_db
NOBODYS = {"remark": ("note", "page", "useful", "reason"), "request": ("wrong", "right", "page", "phone", "kind")}


@pytest.fixture
def editor(client) -> User:
    """May read and change both kinds, as a group of editors would."""
    user = User.objects.create_user("editor", is_staff=True)
    names = [f"{verb}_{model}" for verb in ("view", "change") for model in NOBODYS]
    user.user_permissions.set(Permission.objects.filter(codename__in=names, content_type__app_label="feedback"))
    client.force_login(user)
    return user


def address(name: str, *arguments) -> str:
    with translation.override("en"):
        return reverse(f"admin:feedback_{name}", args=arguments)


def act(client, model: str, action: str, *rows) -> None:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    assert client.post(address(f"{model}_changelist"), chosen).status_code == 302


@pytest.mark.parametrize(
    ("action", "state"),
    [("mark_read", "read"), ("assign_to_me", "assigned"), ("mark_answered", "answered"), ("archive", "archived")],
)
def test_an_editor_moves_remarks_on(client, editor, action, state):
    chosen, other = make_remark(), make_remark()

    act(client, "remark", action, chosen)

    chosen.refresh_from_db()
    other.refresh_from_db()
    assert (chosen.state, other.state) == (state, "unread")
    assert chosen.assigned_to == (editor if action == "assign_to_me" else None)


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("make", [make_remark, make_request])
def test_what_a_reader_wrote_cannot_be_changed(client, make):
    report = make()
    model = report._meta.model_name
    before = {name: getattr(report, name) for name in NOBODYS[model]}
    forged = dict.fromkeys(NOBODYS[model], "removal" if model == "request" else "forged")

    response = client.post(address(f"{model}_change", report.pk), {**forged, "state": "read", "editor_note": "ours"})

    report.refresh_from_db()
    assert response.status_code == 302
    assert {name: getattr(report, name) for name in NOBODYS[model]} == before
    assert (report.state, report.editor_note) == ("read", "ours")


@pytest.mark.parametrize("model", NOBODYS)
def test_nobody_can_add_or_without_permission_delete(client, editor, model):
    report = make_remark() if model == "remark" else make_request()

    assert client.get(address(f"{model}_add")).status_code == 403
    assert client.post(address(f"{model}_delete", report.pk), {"post": "yes"}).status_code == 403


def test_without_permission_there_is_no_inbox(client, editor):
    editor.user_permissions.clear()

    assert client.get(address("remark_changelist")).status_code == 403


def test_who_may_only_read_is_offered_no_action(client, editor):
    editor.user_permissions.set(Permission.objects.filter(codename="view_remark"))
    remark = make_remark()

    client.post(address("remark_changelist"), {"action": "archive", "_selected_action": [remark.pk]})

    remark.refresh_from_db()
    assert remark.state == "unread"


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(("state", "field"), [("assigned", "assigned"), ("answered", "answer")])
def test_a_state_that_lacks_something_is_refused_in_words(client, state, field):
    request = make_request()

    response = client.post(address("request_change", request.pk), {"state": state})

    assert response.status_code == 200
    assert field in str(response.context["adminform"].form.errors)
    assert "constraint" not in str(response.context["adminform"].form.errors).lower()


@pytest.mark.usefixtures("editor")
def test_an_answer_is_written_in_both_languages_and_given(client):
    request = make_request()
    answer = {"state": "answered", "answer_zh_hans": "已更正。", "answer_en": "Corrected."}

    client.post(address("request_change", request.pk), answer)

    request.refresh_from_db()
    assert (request.state, request.answer_zh_hans, request.answer_en) == ("answered", "已更正。", "Corrected.")


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {1, 2}),
        ({"language__exact": "en"}, {1}),
        ({"state__exact": "read"}, {2}),
        ({"reason__exact": "no-answer"}, {1}),
        ({"page__exact": "/zh-hans/law/", "language__exact": "zh-hans"}, {2}),
        ({"q": "picks up"}, {1}),
    ],
)
def test_the_list_is_narrowed_by_page_language_state_and_reason(client, query, found):
    make_remark(pk=1)
    make_remark("/zh-hans/law/", pk=2, language="zh-hans", reason="wrong", note="写错了", state="read")

    response = client.get(address("remark_changelist"), query)

    assert {remark.pk for remark in response.context["cl"].result_list} == found


@pytest.mark.usefixtures("editor")
def test_above_the_list_pages_are_counted(client):
    make_remark("/en/law/")

    page = client.get(address("remark_changelist")).content.decode()

    assert "?page__exact=%2Fen%2Flaw%2F&amp;language__exact=en" in page


@pytest.mark.usefixtures("editor")
def test_a_request_is_found_by_the_number_as_it_is_shown(client):
    request, _other = make_request(), make_request()

    response = client.get(address("request_changelist"), {"q": f" {request} ".lower()})

    assert list(response.context["cl"].result_list) == [request]


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "{{ settings.SECRET_KEY }}", "\u202edrowssap"])
def test_hostile_words_are_shown_as_words(client, hostile):
    remark, request = make_remark(note=hostile), make_request(wrong=hostile)

    for page in (
        client.get(address("remark_changelist")),
        client.get(address("remark_change", remark.pk)),
        client.get(address("request_change", request.pk)),
    ):
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
    assert (Remark.objects.count(), Request.objects.count()) == (1, 1)
