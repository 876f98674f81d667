"""Asking for a correction or a removal, and looking up under a number what became of it."""

import pytest
from django.urls import reverse
from django.utils import translation

from guidance.feedback.guard import make_seal
from guidance.feedback.models import Remark, Request
from guidance.feedback.numbers import show_number
from tests.factories import make_request, make_site_page
from tests.feedback.sending import REQUEST, send

pytestmark = pytest.mark.django_db
PAGE = "/en/agencies/police-110/"
STATE = "/en/feedback/request/state/"


def test_every_page_leads_to_the_form(client):
    page = client.get("/en/law/").content.decode()

    assert f'href="{REQUEST}?page=/en/law/"' in page
    assert 'value="/en/law/"' in client.get(REQUEST, {"page": "/en/law/"}).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_about_page_names_the_form(client, language):
    make_site_page()

    assert f'href="/{language}/feedback/request/"' in client.get(f"/{language}/about/").content.decode()


@pytest.mark.usefixtures("agency")
def test_a_request_gives_a_number_under_which_its_state_is_seen(client):
    response = send(client, REQUEST, page=PAGE, wrong="The office has moved.", right="It is in Nanjing Road.")

    [request] = Request.objects.all()
    assert (response.status_code, response["Location"]) == (303, f"{STATE}?number={request.number}")
    assert (request.page, request.kind, request.state) == (PAGE, "correction", "unread")
    assert show_number(request.number) in client.get(response["Location"]).content.decode()


def test_a_form_sent_twice_by_an_impatient_finger_is_one_request(client):
    seal = make_seal()

    first, second = (send(client, REQUEST, wrong="The office has moved.", seal=seal) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Request.objects.count() == 1


def test_a_remarks_seal_leads_to_nobodys_request(client):
    seal = make_seal()
    send(client, note="A remark.", seal=seal)
    others = make_request(pk=Remark.objects.get().pk)

    response = send(client, REQUEST, wrong="Mine.", seal=seal)

    assert others.number not in response["Location"]


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize("page", ["", f"http://127.0.0.1:8000{PAGE}", PAGE])
def test_the_page_may_be_left_out_or_pasted_in_full(client, page):
    send(client, REQUEST, page=page, wrong="My photograph.", kind="removal")

    assert Request.objects.get().page == (PAGE if page else "")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"wrong": "a", "page": "https://elsewhere.example/"},
        {"wrong": "a", "page": "/en/none/\x00"},
        {"wrong": "a", "kind": "threat"},
        {"wrong": "a" * 10_000},
        {"wrong": "a", "right": "b" * 1001},
        {"wrong": "a", "phone": "13812345678"},
        {"wrong": "a", "phone": "１３８ １２３４ ５６７８"},
        {"wrong": "a", "phone": "+86 138 1234 5678"},
        {"wrong": "a", "phone": "013922345678"},
        {"wrong": "a", "phone": "call me"},
    ],
)
def test_what_cannot_be_taken_is_said_and_stays_in_its_box(client, typed):
    response = send(client, REQUEST, **typed)

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Request.objects.exists()
    for words in typed.values():
        assert words.strip("\x00") in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12378", "12378"),
        ("010-6627 8110", "01066278110"),
        ("（0571）8739 6666", "057187396666"),
        ("400-800-1234", "4008001234"),
    ],
)
def test_an_offices_new_number_is_kept(client, typed, kept):
    response = send(client, REQUEST, wrong="changed", phone=typed)

    assert (response.status_code, Request.objects.values_list("phone", flat=True).first()) == (303, kept)


def test_in_the_two_texts_nobodys_number_is_kept_and_figures_are(client):
    send(client, REQUEST, wrong="第238条写成了36%，电话13812345678", right="微信：zhangsan")

    request = Request.objects.get()
    assert (request.wrong, request.right) == ("第238条写成了36%，电话•••••••••••", "微信：••••••••")


def test_under_the_number_nothing_of_what_was_written_is_shown(client):
    request = make_request(wrong="They print my address.", page="/en/law/", editor_note="Known from before.")

    page = client.get(STATE, {"number": request.number}).content.decode()

    for words in ("my address", "Known from before", "/en/law/ "):
        assert words not in page


@pytest.mark.parametrize(("state", "is_shown"), [("read", False), ("answered", True), ("archived", True)])
def test_the_answer_is_public_once_it_is_given(client, state, is_shown):
    request = make_request(state=state, answer_en="We <b>removed</b> it.")

    page = client.get(STATE, {"number": request.number}).content.decode()

    assert ("We &lt;b&gt;removed" in page) is is_shown


def test_an_answer_in_one_language_is_shown_in_the_other_and_marked(client):
    request = make_request(state="answered", answer_en="", answer_zh_hans="已经删除。")

    page = client.get(STATE, {"number": request.number}).content.decode()

    assert 'lang="zh-Hans"><p>已经删除。' in page


def test_an_answer_in_english_alone_reaches_a_chinese_reader(client):
    request = make_request(state="answered", answer_en="It is gone.")

    page = client.get("/zh-hans/feedback/request/state/", {"number": request.number}).content.decode()

    assert 'lang="en"><p>It is gone.' in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("state", Request.State)
def test_every_state_has_words_in_both_languages(client, django_user_model, language, state):
    request = make_request(
        state=state, answer_en="Yes.", answer_zh_hans="好。", assigned_to=django_user_model.objects.create_user("ed")
    )
    with translation.override(language):
        address = reverse("feedback:state")

    assert client.get(address, {"number": show_number(request.number).lower()}).status_code == 200


@pytest.mark.parametrize("number", ["K7QPM-3XH9T", "13812345678", "\x00", "<script>", "K" * 9000])
def test_an_unknown_number_is_told_kindly(client, number):
    response = client.get(STATE, {"number": number})

    assert response.status_code == 404
    assert 'role="alert"' in response.content.decode()
    assert "<script>" not in response.content.decode()


def test_a_day_is_promised_only_where_the_operator_promises_one(client, settings):
    without = client.get(REQUEST).content.decode()
    settings.FEEDBACK_ANSWER_DAYS = 7
    with_a_day = client.get(REQUEST).content.decode()

    assert "within 7 days" not in without
    assert "within 7 days" in with_a_day


def test_no_way_to_reach_anybody_is_asked_for(client):
    form = client.get(REQUEST).content.decode().lower()

    assert 'type="email"' not in form
    assert 'name="contact' not in form
