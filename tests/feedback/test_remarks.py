"""Saying whether a page was useful: what is kept, what is refused, and that nothing is lost or leaks."""

import datetime
import logging

import pytest
from django.core import signing
from django.db import DatabaseError
from django.utils import timezone

from guidance.feedback import guard
from guidance.feedback.models import Remark
from tests.feedback.sending import REMARK, send

pytestmark = pytest.mark.django_db
PAGE = "/en/agencies/police-110/"


def remark() -> Remark:
    return Remark.objects.get()


@pytest.mark.usefixtures("agency")
def test_every_page_links_to_yes_and_no(client):
    page = client.get(PAGE).content.decode()

    for answer in ("yes", "no"):
        assert f'href="/en/feedback/?page={PAGE}&amp;useful={answer}"' in page


@pytest.mark.usefixtures("agency")
def test_a_remark_is_kept_with_its_page_its_language_and_its_day(client):
    response = send(client, page=PAGE, useful="no", reason="no-answer", note="Rang out twice.")

    assert (response.status_code, response["Location"]) == (
        303,
        "/en/feedback/thanks/?page=%2Fen%2Fagencies%2Fpolice-110%2F",
    )
    kept = {name: getattr(remark(), name) for name in ("page", "language", "useful", "reason", "note", "state")}
    assert kept == {
        "page": PAGE,
        "language": "en",
        "useful": False,
        "reason": "no-answer",
        "note": "Rang out twice.",
        "state": "unread",
    }
    assert remark().received_on == timezone.localdate()


def test_opening_the_form_keeps_nothing(client):
    client.get(REMARK, {"page": "/en/", "useful": "no", "reason": "wrong", "note": "typed by a link"})

    assert not Remark.objects.exists()


@pytest.mark.parametrize("path", ["", "thanks/", "request/", "request/state/?number=23456"])
def test_no_answer_sets_a_cookie_is_stored_or_indexed(client, path):
    response = client.get(REMARK + path)

    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert 'rel="alternate"' not in response.content.decode()


def test_sending_sets_no_cookie(client):
    assert not send(client, useful="yes").cookies


def test_no_number_reaches_the_database(client):
    send(client, note="电话13812345678，身份证一一〇一零五一九四九，第2条")

    assert not any(character.isdigit() for character in remark().note)
    assert "一〇一" not in remark().note
    assert remark().note.startswith("电话•")


@pytest.mark.usefixtures("agency")
def test_on_a_channels_page_the_first_reason_is_that_its_number_does_not_answer(client):
    channel = client.get(REMARK, {"page": PAGE, "useful": "no"}).content.decode()
    elsewhere = client.get(REMARK, {"page": "/en/law/", "useful": "no"}).content.decode()

    assert channel.index('value="no-answer"') < channel.index('value="not-understood"')
    assert elsewhere.index('value="not-understood"') < elsewhere.index('value="no-answer"')


@pytest.mark.parametrize("typed", [{"useful": "yes"}, {"useful": "no"}, {"reason": "wrong"}, {"note": "thanks"}])
def test_any_one_answer_is_enough(client, typed):
    assert send(client, **typed).status_code == 303


def test_an_empty_form_is_asked_again(client):
    response = send(client)

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not Remark.objects.exists()


def test_reasons_belong_to_no(client):
    send(client, useful="yes", reason="wrong")

    assert (remark().useful, remark().reason) == (True, "")


@pytest.mark.parametrize("length", [501, 10_000])
def test_a_note_that_is_too_long_is_still_in_the_box(client, length):
    note = "很" * length

    response = send(client, useful="no", note=note)

    assert response.status_code == 422
    assert note in response.content.decode()
    assert str(length) in response.content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize("typed", ["很" * 500, "第一行\r\n" * 100, "👨‍👩‍👧" * 100, "ﷺ" * 500])
def test_five_hundred_characters_are_kept(client, typed):
    assert send(client, note=typed).status_code == 303
    assert len(remark().note) <= 500


@pytest.mark.parametrize("typed", ["nul \x00 byte", "bell \x07", "half \ud800 character"])
def test_what_no_database_takes_is_left_out(client, typed):
    body = f"note={typed}&seal={guard.make_seal()}".encode("utf-8", "surrogatepass")

    response = client.post(
        REMARK, body, content_type="application/x-www-form-urlencoded", headers={"origin": "http://testserver"}
    )

    assert response.status_code == 303
    assert remark().note.startswith(typed[:4])
    assert not set(remark().note) & {"\x00", "\x07", "\ud800"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://testserver", "sec-fetch-site": "cross-site"},
        {"referer": "https://elsewhere.example/http://testserver"},
        {"referer": "http://[broken"},
    ],
)
def test_a_form_from_another_site_is_refused_with_its_words_kept(client, headers):
    response = send(client, headers=headers, note="typed elsewhere")

    assert response.status_code == 403
    assert "typed elsewhere" in response.content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"origin": "http://127.0.0.1:8000"},
        {"sec-fetch-site": "same-origin"},
        {"referer": "http://testserver/en/feedback/"},
    ],
)
def test_any_browser_of_ten_years_can_send(client, headers):
    assert send(client, headers=headers, useful="yes").status_code == 303


def test_a_program_that_fills_in_everything_is_refused(client):
    assert send(client, useful="yes", website="https://pills.example").status_code == 422


@pytest.mark.parametrize("seal", ["", "forged:seal", "\x00"])
def test_a_form_without_our_seal_is_refused(client, seal):
    assert send(client, useful="yes", seal=seal).status_code == 422


def test_a_form_open_for_days_can_be_sent_the_second_time(client, monkeypatch):
    with monkeypatch.context() as long_ago:
        long_ago.setattr(signing.time, "time", lambda: datetime.datetime(2026, 1, 1).timestamp())
        old = guard.make_seal()

    response = send(client, note="slowly written", seal=old)

    assert response.status_code == 422
    assert "slowly written" in response.content.decode()
    assert old not in response.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "https://elsewhere.example/en/",
        "//elsewhere.example/en/law/",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "/en/articles/13812345678/",
        "/en/admin/",
        "/en/feedback/",
        "/health/",
        "/en/law/\x00/",
        "/en/" + "a" * 5000,
        "http://[broken",
        "/zh/law/",
    ],
)
def test_any_other_address_makes_a_general_remark_and_is_never_linked(client, page):
    shown = client.get(REMARK, {"page": page, "useful": "no"}).content.decode()
    sent = send(client, page=page, useful="no")
    thanks = client.get("/en/feedback/thanks/", {"page": page}).content.decode()

    assert 'class="notice notice-warning" role="note"' in shown
    assert remark().page == ""
    assert sent["Location"] == "/en/feedback/thanks/?page="
    for text in (shown, thanks):
        words = text[text.index("<main") :]
        assert "elsewhere.example" not in words
        assert "13812345678" not in words


@pytest.mark.parametrize(
    ("page", "path", "language"),
    [
        ("/", "/zh-hans/", "zh-hans"),
        ("/zh-hans/now/", "/zh-hans/now/", "zh-hans"),
        ("http://127.0.0.1:8000/en/law/?x=1#top", "/en/law/", "en"),
        ("  /en/search/?q=words+typed ", "/en/search/", "en"),
    ],
)
def test_a_page_is_known_by_its_path_alone_in_its_own_language(client, page, path, language):
    send(client, page=page, useful="yes")

    assert (remark().page, remark().language) == (path, language)


def test_a_database_that_fails_loses_and_tells_nothing(client, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise DatabaseError("Failing row contains (secret words)")

    monkeypatch.setattr("django.db.models.Model.save", fail)
    with caplog.at_level(logging.DEBUG):
        response = send(client, note="secret words")

    assert response.status_code == 503
    assert "secret words" in response.content.decode()
    assert "secret words" not in caplog.text
    assert "DatabaseError" in caplog.text


def test_megabytes_are_refused_without_a_fault(client):
    assert send(client, note="a" * 3_000_000).status_code == 400
    assert not Remark.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_only_reading_and_sending_are_answered(client, method):
    assert getattr(client, method)(REMARK).status_code == 405
