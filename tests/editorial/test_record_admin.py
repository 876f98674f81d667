"""The form of a record and its review page: drafts, publishing, scheduling, withdrawing, urgent changes."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from guidance.articles.models import Article
from guidance.editorial.models import Draft, Revision
from tests.editorial.editors import act, opened, page, save
from tests.factories import make_article, make_lender_type, make_provision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police")]

LATER = "2030-01-01T08:00"


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
