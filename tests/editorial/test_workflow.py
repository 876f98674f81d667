"""From the first draft to withdrawing: readers keep the live text, a legal change needs two people, nothing is lost."""

import datetime

import pytest
from django.contrib.auth.models import User

from guidance.articles.models import Article
from guidance.editorial import workflow
from guidance.editorial.desk import Collision, Opened, open_desk
from guidance.editorial.models import Draft, Publishable, Revision
from guidance.editorial.snapshot import words_of
from guidance.editorial.workflow import NotYourRole, Refused, SecondPersonNeeded
from tests.factories import make_account, make_article, make_provision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police")]

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def author() -> User:
    return make_account("chen", "Author")


@pytest.fixture
def reviewer() -> User:
    return make_account("li", "Reviewer")


@pytest.fixture
def other_reviewer() -> User:
    return make_account("wang", "Reviewer")


def write(record: Publishable, by: User, opened: Opened | None = None, **words) -> Draft | None:
    """Opens a record, unless it was opened before, changes some words and saves."""
    desk = open_desk(type(record).objects.get(pk=record.pk))
    words = {**desk.newest.words, **words}
    return workflow.save_draft(record, words=words, opened=opened or desk.opened, by=by, now=NOW)


def kinds(record: Publishable) -> list[str]:
    return list(Revision.objects.of(record).order_by("pk").values_list("kind", flat=True))


def test_readers_keep_the_live_text_until_the_draft_is_published(author, reviewer):
    article = make_article(title_en="Held")

    write(article, author, title_en="Held or followed home")
    before = Article.objects.get().title_en
    workflow.publish(article, by=reviewer, now=NOW)

    assert before == "Held"
    assert Article.objects.get().title_en == "Held or followed home"
    assert not Draft.objects.exists()


def test_the_first_edit_keeps_the_words_that_were_there(author):
    article = make_article(title_en="Held")

    write(article, author, title_en="Locked in")

    loaded, saved = Revision.objects.of(article).order_by("pk")
    assert (loaded.kind, loaded.words["title_en"], loaded.author_name) == ("loaded", "Held", "")
    assert (saved.kind, saved.words["title_en"], saved.author_name) == ("saved", "Locked in", "chen")


def test_every_kind_of_field_waits_in_the_draft_and_arrives_with_it(author, reviewer):
    article = make_article()
    other = make_article("another", section=article.section)
    words = {"related": ["another"], "key_points_en": "One\nTwo\nThree", "checked_on": "2026-11-24", "reviewed_on": ""}

    write(article, author, order="7", **words)
    assert not article.related.exists()
    workflow.publish(article, by=reviewer, now=NOW)

    article = Article.objects.get(pk=article.pk)
    assert list(article.related.all()) == [other]
    assert (article.order, article.key_points_en) == (7, ["One", "Two", "Three"])
    assert (article.checked_on, article.reviewed_on) == (datetime.date(2026, 11, 24), None)


def test_what_was_never_published_is_saved_along_with_its_draft(author):
    article = make_article(status=Article.Status.DRAFT)
    workflow.begin(article, by=author, now=NOW)

    write(article, author, slug="another-address", title_en="New")

    article = Article.objects.get()
    assert (article.slug, article.title_en, article.status) == ("another-address", "New", "draft")


def test_saving_the_same_words_makes_no_revision(author):
    article = make_article()

    assert write(article, author) is None
    assert kinds(article) == ["loaded"]


def test_a_change_takes_the_draft_out_of_review(author, reviewer):
    article = make_article()
    write(article, author, title_en="One")
    workflow.send_for_review(article, by=author, now=NOW)
    workflow.schedule(article, publish_at=LATER, by=reviewer, now=NOW)

    draft = write(article, author, title_en="Two")

    assert (draft.state, draft.publish_at) == (Draft.State.DRAFT, None)


def test_an_author_may_not_publish_schedule_or_withdraw(author):
    article = make_article()
    write(article, author, title_en="Mine")

    for act, arguments in [
        (workflow.publish, {}),
        (workflow.publish, {"urgent": True, "note": "at once"}),
        (workflow.schedule, {"publish_at": LATER}),
        (workflow.withdraw, {"note": "why"}),
        (workflow.confirm, {}),
    ]:
        with pytest.raises(NotYourRole):
            act(article, by=author, now=NOW, **arguments)
    assert Article.objects.get().title_en == "Held or followed"


def test_someone_without_a_role_may_do_nothing():
    article = make_article()
    stranger = User.objects.create_user("stranger", is_staff=True)

    with pytest.raises(NotYourRole):
        write(article, stranger, title_en="Mine")


def test_a_legal_change_is_not_published_by_who_wrote_it(reviewer, other_reviewer):
    provision = make_provision()
    write(provision, reviewer, title_en="Holding a debtor is a crime")

    with pytest.raises(SecondPersonNeeded):
        workflow.publish(provision, by=reviewer, now=NOW)
    with pytest.raises(SecondPersonNeeded):
        workflow.schedule(provision, publish_at=LATER, by=reviewer, now=NOW)
    published = workflow.publish(provision, by=other_reviewer, now=NOW)

    assert published.title_en == "Holding a debtor is a crime"
    assert not published.needs_second_check


def test_a_few_words_by_a_second_person_do_not_make_a_legal_change_checked(reviewer, other_reviewer):
    provision = make_provision()
    write(provision, reviewer, title_en="A large change")
    write(provision, other_reviewer, caution_en="A comma.")

    for person in (reviewer, other_reviewer):
        with pytest.raises(SecondPersonNeeded):
            workflow.publish(provision, by=person, now=NOW)


def test_two_who_both_wrote_are_not_stuck_once_one_sends_it_for_review(reviewer, other_reviewer):
    provision = make_provision()
    write(provision, reviewer, title_en="By one")
    write(provision, other_reviewer, caution_en="By the other.")
    workflow.send_for_review(provision, by=other_reviewer, now=NOW)

    with pytest.raises(SecondPersonNeeded):
        workflow.publish(provision, by=other_reviewer, now=NOW)
    assert workflow.publish(provision, by=reviewer, now=NOW).title_en == "By one"


def test_an_author_who_sends_it_for_review_has_not_checked_the_law(author, reviewer):
    provision = make_provision()
    write(provision, reviewer, title_en="By one")
    workflow.send_for_review(provision, by=author, now=NOW)

    with pytest.raises(SecondPersonNeeded):
        workflow.publish(provision, by=reviewer, now=NOW)


def test_a_superuser_needs_a_second_person_too():
    provision = make_provision()
    superuser = User.objects.create_superuser("root")
    write(provision, superuser, title_en="Mine alone")

    with pytest.raises(SecondPersonNeeded):
        workflow.publish(provision, by=superuser, now=NOW)


def test_in_an_emergency_the_writer_publishes_with_a_reason_and_another_confirms(reviewer, other_reviewer):
    provision = make_provision()
    write(provision, reviewer, title_en="Repealed today")

    with pytest.raises(Refused):
        workflow.publish(provision, by=reviewer, now=NOW, urgent=True, note=" ")
    published = workflow.publish(provision, by=reviewer, now=NOW, urgent=True, note="The court said so today.")
    assert published.needs_second_check
    with pytest.raises(SecondPersonNeeded):
        workflow.confirm(provision, by=reviewer, now=NOW)
    confirmed = workflow.confirm(provision, by=other_reviewer, now=NOW)

    assert not confirmed.needs_second_check
    assert kinds(provision)[-2:] == ["urgent", "confirmed"]


def test_the_mark_of_an_urgent_change_stays_until_another_person_publishes(reviewer, author, other_reviewer):
    provision = make_provision()
    write(provision, reviewer, title_en="Urgent")
    workflow.publish(provision, by=reviewer, now=NOW, urgent=True, note="Now.")

    write(provision, author, caution_en="A word more.")
    assert workflow.publish(provision, by=reviewer, now=NOW).needs_second_check
    write(provision, author, caution_en="Two words more.")
    assert not workflow.publish(provision, by=other_reviewer, now=NOW).needs_second_check


def test_withdrawing_is_undone_by_bringing_back(reviewer):
    article = make_article()

    withdrawn = workflow.withdraw(article, by=reviewer, now=NOW, instead="articles/first-24-hours/")
    assert (withdrawn.status, withdrawn.instead) == ("withdrawn", "articles/first-24-hours/")
    back = workflow.bring_back(article, by=reviewer, now=NOW)

    assert (back.status, back.instead) == ("published", "")
    assert words_of(back) == words_of(article)


def test_a_draft_put_aside_comes_back_as_a_draft(author, reviewer):
    article = make_article(status=Article.Status.DRAFT)
    workflow.begin(article, by=author, now=NOW)

    workflow.withdraw(article, by=reviewer, now=NOW)
    write(article, author, title_en="Written meanwhile")
    back = workflow.bring_back(article, by=reviewer, now=NOW)

    assert (back.status, back.title_en) == ("draft", "Written meanwhile")
    assert workflow.publish(article, by=reviewer, now=NOW).status == "published"


def test_a_discarded_draft_can_be_restored(author):
    article = make_article()
    write(article, author, title_en="A good thought")
    workflow.discard(article, by=author, now=NOW)
    assert not Draft.objects.exists()

    saved = Revision.objects.of(article).get(kind="saved")
    draft = workflow.restore(article, revision=saved, by=author, now=NOW)

    assert draft.revision.words["title_en"] == "A good thought"
    assert Article.objects.get().title_en == "Held or followed"


def test_two_people_saving_the_same_page_do_not_overwrite_each_other(author, reviewer):
    article = make_article()
    opened = open_desk(article).opened
    write(article, reviewer, opened, title_en="Theirs")

    with pytest.raises(Collision) as collision:
        write(article, author, opened, title_en="Mine")
    assert collision.value.theirs.author_name == "li"
    assert collision.value.base.words["title_en"] == "Held or followed"
    merged = write(article, author, collision.value.opened, title_en="Both")

    assert merged.revision.words["title_en"] == "Both"
    assert kinds(article) == ["loaded", "saved", "saved"]


def test_a_draft_on_words_that_changed_below_it_is_not_published_unseen(author, reviewer):
    article = make_article()
    opened = write(article, author, title_en="Mine") and open_desk(article).opened
    article.body_en = "## Changed by a file"
    article.save()

    with pytest.raises(Collision) as collision:
        workflow.publish(article, by=reviewer, now=NOW)
    assert collision.value.theirs.words["body_en"] == "## Changed by a file"
    with pytest.raises(Collision) as collision:
        write(article, author, opened, title_en="Mine again")
    write(article, author, collision.value.opened, title_en="Mine again", body_en="## Changed by a file")

    published = workflow.publish(article, by=reviewer, now=NOW)
    assert (published.title_en, published.body_en) == ("Mine again", "## Changed by a file")


def test_a_draft_that_is_no_longer_sound_is_not_published(author, reviewer):
    article = make_article()
    write(article, author, body_en="See [[law:gone]].")

    with pytest.raises(Refused) as refusal:
        workflow.publish(article, by=reviewer, now=NOW)

    assert "[[law:gone]]" in str(refusal.value)
    assert Draft.objects.exists()
