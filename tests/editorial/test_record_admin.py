"""Editors' pages around a record: drafts in the form, acts by role, history, and where two edits meet."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from guidance.articles.models import Article
from guidance.editorial.models import Draft, Publishable, Revision
from tests.factories import (
    make_account,
    make_agency,
    make_article,
    make_lender_type,
    make_provision,
    make_rate,
    sign_in,
)
from tests.test_admin import form_data, label

pytestmark = pytest.mark.django_db

LATER = "2030-01-01T08:00"


@pytest.fixture
def author() -> Client:
    return signed_in(make_account("chen", "Author"))


@pytest.fixture
def reviewer() -> Client:
    return signed_in(make_account("li", "Reviewer"))


@pytest.fixture
def other_reviewer() -> Client:
    return signed_in(make_account("wang", "Reviewer"))


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def page(record: Publishable, name: str, *arguments: object) -> str:
    with translation.override("en"):
        return reverse(f"admin:{label(type(record))}_{name}", args=[record.pk, *arguments])


def opened(client: Client, record: Publishable) -> dict:
    """What the browser has after opening the form."""
    return form_data(client.get(page(record, "change")))


def save(client: Client, record: Publishable, button: str = "_save", **words: object):
    return client.post(page(record, "change"), {**opened(client, record), button: "", **words})


def act(client: Client, record: Publishable, name: str, **fields: str):
    return client.post(page(record, "act", name), {f"{name}-{field}": value for field, value in fields.items()})


def test_saving_a_live_record_makes_a_draft_that_the_form_shows_and_readers_do_not(author, client):
    article = make_article(title_en="Held")

    response = save(author, article, title_en="Locked in")

    assert response.status_code == 302
    assert "<h1>Held</h1>" in client.get("/en/articles/detention-and-following/").content.decode()
    assert opened(author, article)["title_en"] == "Locked in"


def test_related_records_are_drafted_too(author, reviewer):
    article = make_article()
    other = make_article("another", section=article.section)

    save(author, article, related=[other.pk])
    assert not article.related.exists()
    assert opened(author, article)["related"] == [other.pk]
    act(reviewer, article, "publish")

    assert list(article.related.all()) == [other]


def test_an_unchanged_related_record_is_no_change(author):
    article = make_article()
    article.related.add(make_article("another", section=article.section))

    save(author, article)

    assert not Draft.objects.exists()


def test_a_new_record_begins_as_a_draft(author, client):
    article = make_article()
    words = {**opened(author, article), "slug": "brand-new", "note": "A first version."}
    with translation.override("en"):
        response = author.post(reverse("admin:articles_article_add"), words)

    new = Article.objects.get(slug="brand-new")
    assert response.status_code == 302, response.context["adminform"].errors
    assert (new.status, Draft.objects.get().record) == ("draft", new)
    assert Revision.objects.of(new).get().note == "A first version."
    assert client.get("/en/articles/brand-new/").status_code == 404


def test_a_revision_keeps_who_when_note_and_whether_it_was_minor(author):
    article = make_article()

    save(author, article, title_en="Held!", note="A typo.", is_minor="on")

    revision = Draft.objects.get().revision
    assert (revision.author_name, revision.note, revision.is_minor) == ("chen", "A typo.", True)
    assert timezone.now() - revision.made_at < datetime.timedelta(hours=1)
    assert not opened(author, article)["is_minor"]


def test_saving_and_sending_for_review_is_one_click(author):
    article = make_article()

    save(author, article, "_send", title_en="Ready")

    assert Draft.objects.get().state == Draft.State.IN_REVIEW


def test_what_is_refused_stays_in_the_form(author):
    article = make_article()

    response = save(author, article, title_en="Kept", body_en="See [[law:none]].")

    form = response.context["adminform"].form
    assert (form["title_en"].value(), form["body_en"].value()) == ("Kept", "See [[law:none]].")
    assert not Draft.objects.exists()


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


def test_a_lender_type_is_drafted_and_published_like_the_rest(author, reviewer):
    lender = make_lender_type()

    save(author, lender, name_en="Micro lender")
    act(reviewer, lender, "publish")

    lender.refresh_from_db()
    assert lender.name_en == "Micro lender"


def test_a_reviewer_sees_what_a_draft_changes_and_publishes_it(author, reviewer):
    provision = make_provision()
    save(author, provision, title_en="Holding someone over a debt is a crime")

    review = reviewer.get(page(provision, "review")).content.decode()
    response = act(reviewer, provision, "publish")

    assert "<ins>Holding</ins>" in review
    assert response.status_code == 302
    provision.refresh_from_db()
    assert provision.title_en == "Holding someone over a debt is a crime"


def test_who_wrote_a_legal_change_is_offered_the_emergency_alone(reviewer):
    provision = make_provision()
    save(reviewer, provision, title_en="Mine")

    offered = {form.name for form, _fields in reviewer.get(page(provision, "review")).context["acts"]}
    act(reviewer, provision, "publish")

    assert "urgent" in offered
    assert not offered & {"publish", "schedule"}
    provision.refresh_from_db()
    assert provision.title_en != "Mine"


def test_an_urgent_change_is_marked_for_readers_and_editors_until_another_confirms(reviewer, other_reviewer, client):
    provision = make_provision()
    address = "/en/law/criminal-law/criminal-law-238/"
    save(reviewer, provision, title_en="Repealed")

    act(reviewer, provision, "urgent", note="Repealed this morning.")
    assert b"changed-urgently" in client.get(address).content
    assert "Repealed this morning." in other_reviewer.get(page(provision, "change")).content.decode()
    act(reviewer, provision, "confirm")
    assert b"changed-urgently" in client.get(address).content
    act(other_reviewer, provision, "confirm")

    assert b"changed-urgently" not in client.get(address).content


def test_an_urgent_change_needs_a_reason(reviewer):
    provision = make_provision()
    save(reviewer, provision, title_en="Mine")

    response = act(reviewer, provision, "urgent", note="")

    assert response.status_code == 200
    provision.refresh_from_db()
    assert provision.title_en != "Mine"


def test_a_draft_is_scheduled_in_the_time_of_china(author, reviewer):
    article = make_article()
    save(author, article, title_en="From then on")

    act(reviewer, article, "schedule", publish_at=LATER)

    assert Draft.objects.get().publish_at == datetime.datetime(2030, 1, 1, 0, 0, tzinfo=datetime.UTC)
    assert "2030-01-01 08:00" in author.get(page(article, "change")).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("http://127.0.0.1:8000/zh-hans/articles/other/", "articles/other/"),
        ("/en/law/rates/", "law/rates/"),
        ("rights", "rights/"),
        ("", ""),
    ],
)
def test_a_withdrawn_page_says_where_to_go(reviewer, client, typed, kept):
    article = make_article()

    act(reviewer, article, "withdraw", note="Said twice.", instead=typed)

    article.refresh_from_db()
    assert (article.status, article.instead) == ("withdrawn", kept)
    answer = client.get("/en/articles/detention-and-following/")
    assert answer.status_code == 410
    assert f'href="/en/{kept}"' in answer.content.decode()


@pytest.mark.parametrize("typed", ["https://elsewhere.example/", "no/such/page/", "javascript:alert(1)"])
def test_a_reader_is_sent_to_pages_of_this_site_only(reviewer, typed):
    article = make_article()

    response = act(reviewer, article, "withdraw", note="Said twice.", instead=typed)

    assert response.status_code == 200
    article.refresh_from_db()
    assert article.status == "published"


def test_the_history_shows_every_revision_and_the_way_back(author):
    article = make_article(title_en="First")
    save(author, article, title_en="Second", note="Clearer.")
    save(author, article, title_en="Third")

    history = author.get(page(article, "history")).content.decode()
    first = Revision.objects.of(article).get(kind="loaded")
    response = author.post(page(article, "restore", first.pk))

    assert "Clearer." in history
    assert response.status_code == 302
    assert opened(author, article)["title_en"] == "First"
    assert Revision.objects.of(article).count() == 4


def test_any_two_revisions_are_compared_as_read_and_as_typed(author):
    article = make_article(body_en="## Leave\n\nLeave **first**, then call.")
    save(author, article, body_en="## Leave\n\nLeave **at once**, then call.", order="9")
    first, second = Revision.objects.of(article).order_by("pk").values_list("pk", flat=True)

    response = author.get(page(article, "compare"), {"from": second, "to": first})
    [body, order] = response.context["changes"]

    assert (order.field.name, body.field.name) == ("order", "body_en")
    assert [piece.text for piece in body.read if piece.kind == "added"] == ["at once"]
    assert "**" not in body.read_after
    assert "<del>first</del><ins>at once</ins>" in response.content.decode()


def test_revisions_of_another_record_are_not_found(author):
    article, other = make_article(), make_article("another")
    save(author, other, title_en="Else")
    foreign = Revision.objects.of(other).newest()

    assert author.get(page(article, "compare"), {"from": foreign.pk}).status_code == 404
    assert author.post(page(article, "restore", foreign.pk)).status_code == 404


@pytest.fixture
def collision(author, reviewer) -> tuple[Article, dict, object]:
    """Two editors opened the same article; the reviewer saved first, and the author was told."""
    article = make_article(title_en="Held", summary_en="Before.")
    mine = {**opened(author, article), "title_en": "Mine", "body_en": "## My text", "_save": ""}
    save(reviewer, article, title_en="Theirs", summary_en="Theirs too.", note="Shorter.")
    return article, mine, author.post(page(article, "change"), mine)


def sent_back(response) -> dict:
    """What the page of a collision sends when nothing but the choices is filled in."""
    hidden = {name: value for name, values in response.context["hidden"].items() for value in values}
    opened = response.context["opened"]
    return {
        **hidden,
        "opened_on": opened.on,
        "opened_over": opened.over,
        "_merged": "1",
        "_theirs": response.context["theirs"].pk,
    }


def test_the_second_to_save_is_told_who_changed_what_and_sees_both(collision):
    _article, _mine, response = collision
    shown = response.content.decode()

    assert response.status_code == 409
    assert {choice.change.field.name for choice in response.context["choices"]} == {"title_en", "summary_en", "body_en"}
    for words in ("li", "Shorter.", "Theirs", "Mine", "My text"):
        assert words in shown
    assert Draft.objects.get().revision.words["title_en"] == "Theirs"


def test_what_only_one_of_two_editors_changed_is_suggested(collision):
    suggested = {choice.change.field.name: choice.suggested for choice in collision[2].context["choices"]}

    assert suggested == {"title_en": "", "summary_en": "theirs", "body_en": "mine"}


def test_each_part_of_a_collision_is_mine_theirs_or_a_third(collision, author):
    article, _mine, response = collision
    choices = {
        "choice-title_en": "edited",
        "typed-title_en": "Both of us",
        "choice-summary_en": "theirs",
        "choice-body_en": "mine",
    }

    saved = author.post(page(article, "change"), {**sent_back(response), **choices})

    assert saved.status_code == 302
    words = Draft.objects.get().revision.words
    assert (words["title_en"], words["summary_en"], words["body_en"]) == ("Both of us", "Theirs too.", "## My text")
    assert Revision.objects.of(article).count() == 3


def test_a_third_edit_during_the_merge_is_another_collision(collision, author, reviewer):
    article, _mine, response = collision
    save(reviewer, article, title_en="Theirs again")

    again = author.post(page(article, "change"), {**sent_back(response), "choice-title_en": "mine"})

    assert again.status_code == 409
    assert "Theirs again" in again.content.decode()


def test_a_live_text_changed_by_a_file_meets_the_draft_below_which_it_changed(author, reviewer):
    article = make_article(title_en="Held")
    save(author, article, title_en="Mine")
    article.summary_en = "From the file."
    article.save()

    response = act(reviewer, article, "publish")
    assert response.status_code == 409
    choices = {"choice-title_en": "mine", "choice-summary_en": "theirs"}
    saved = reviewer.post(page(article, "change"), {**sent_back(response), **choices})
    assert saved.status_code == 302
    act(reviewer, article, "publish")

    article = Article.objects.get()
    assert (article.title_en, article.summary_en) == ("Mine", "From the file.")


def test_the_list_shows_and_finds_what_is_to_be_done(author, reviewer):
    waiting, scheduled = make_article("waiting"), make_article("scheduled")
    make_article("quiet")
    save(author, waiting, "_send", title_en="Ready")
    save(author, scheduled, title_en="Later")
    act(reviewer, scheduled, "schedule", publish_at=LATER)

    def found(work: str) -> list[str]:
        rows = author.get("/en/admin/articles/article/", {"work": work}).context["cl"].result_list
        return sorted(row.slug for row in rows)

    assert found("in-review") == ["scheduled", "waiting"]
    assert found("scheduled") == ["scheduled"]
    assert found("second-check") == []
