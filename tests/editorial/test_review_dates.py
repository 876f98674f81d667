"""What is due for a check, what readers are told when it is late, and "confirmed, unchanged"."""

import datetime

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone, translation

from guidance.articles.models import Article
from guidance.editorial import review, workflow
from guidance.editorial.desk import only_minor, open_desk
from guidance.editorial.models import Checked, Draft, Revision
from guidance.editorial.today import as_of
from guidance.law.models import Provision
from tests.editorial.editors import act, page, signed_in
from tests.factories import (
    CHECKED_ON,
    make_account,
    make_agency,
    make_answer,
    make_article,
    make_cap,
    make_lender_type,
    make_provision,
    make_situation,
)

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.UTC)
LAW_IS_DUE, ARTICLE_IS_DUE = (CHECKED_ON + datetime.timedelta(days=days) for days in (90, 180))
DAY, GRACE = datetime.timedelta(days=1), datetime.timedelta(days=30)
DUE_PAGES = {"en": "/en/admin/due/", "zh-hans": "/zh-hans/admin/due/"}


def confirm(record, by: User, **said: str):
    said = {"source": "《刑法》第二百三十八条", "against": Checked.Against.OFFICIAL, **said}
    return review.confirm_unchanged(record, by=by, now=NOW, **said)


def draft(record, by: User, *, is_minor: bool = False, **words: str) -> Draft:
    desk = open_desk(record)
    words = {**desk.newest.words, **words}
    return workflow.save_draft(record, words=words, opened=desk.opened, by=by, now=NOW, is_minor=is_minor)


def test_what_bears_law_is_due_after_90_days_and_an_article_after_180():
    provision, article = make_provision(), make_article()

    assert not provision.is_due(LAW_IS_DUE - DAY)
    assert review.due(LAW_IS_DUE) == [provision]
    assert not article.is_due(ARTICLE_IS_DUE - DAY)
    assert review.due(ARTICLE_IS_DUE) == [provision, article]


def test_a_check_is_overdue_from_30_days_past_its_day_on():
    provision = make_provision()

    assert review.overdue(LAW_IS_DUE + GRACE - DAY) == []
    assert review.overdue(LAW_IS_DUE + GRACE) == [provision]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_do_not_see_is_not_due(status: str):
    make_provision(status=status)

    assert review.due(ARTICLE_IS_DUE) == []


def answer_for_a_lender():
    """Its situation was checked a month after it."""
    make_provision()
    situation = make_situation(checked_on=CHECKED_ON + GRACE)
    return make_answer(situation, make_lender_type())


PAGES = {
    "provision": (make_provision, LAW_IS_DUE),
    "cap": (make_cap, LAW_IS_DUE),
    "channel": (make_agency, LAW_IS_DUE),
    "situation": (make_situation, LAW_IS_DUE),
    "answer for a lender": (answer_for_a_lender, LAW_IS_DUE),
    "article": (make_article, ARTICLE_IS_DUE),
}


@pytest.mark.parametrize(("make", "due"), PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("language", "words"), [("en", "check pending"), ("zh-hans", "待核对")])
def test_readers_are_told_that_a_check_is_30_days_late(client, language: str, words: str, make, due: datetime.date):
    record = make()
    with translation.override(language):
        address = record.get_absolute_url()

    with as_of(due + GRACE - DAY):
        before = client.get(address).content.decode()
    with as_of(due + GRACE):
        after = client.get(address).content.decode()

    assert words not in before
    assert words in after


def test_several_answers_on_one_page_say_which_check_is_late(client):
    make_situation()
    make_situation("visits", code="12", checked_on=CHECKED_ON + GRACE)

    with as_of(LAW_IS_DUE + GRACE):
        page = client.get("/en/rights/?s=call-bombing&s=visits&lender=unknown", follow=True).content.decode()

    assert page.count("check pending") == 1


def test_confirming_counts_from_today_and_names_the_source_and_the_person():
    provision = make_provision()

    confirm(provision, make_account("li", "Reviewer"))

    provision.refresh_from_db()
    revision = Revision.objects.of(provision).newest()
    assert (provision.checked_on, provision.checked_against) == (datetime.date(2027, 3, 1), Checked.Against.OFFICIAL)
    assert (revision.kind, revision.author_name) == (Revision.Kind.UNCHANGED, "li")
    assert "第二百三十八条" in revision.note


def test_a_waiting_draft_is_published_after_a_confirmation_with_its_date():
    provision, author, reviewer = make_provision(), make_account("chen", "Author"), make_account("li", "Reviewer")
    draft(provision, author, title_en="Drafted")

    confirm(provision, reviewer)
    workflow.publish(provision, by=reviewer, now=NOW)

    provision.refresh_from_db()
    assert (provision.title_en, provision.checked_on) == ("Drafted", datetime.date(2027, 3, 1))


def test_confirming_hides_no_collision_that_was_there_before():
    provision, author, reviewer = make_provision(), make_account("chen", "Author"), make_account("li", "Reviewer")
    draft(provision, author, title_en="Drafted")
    Provision.objects.filter(pk=provision.pk).update(title_en="Changed by code")

    confirm(provision, reviewer)

    assert open_desk(Provision.objects.get()).has_moved


def test_a_minor_draft_stays_minor_after_a_confirmation():
    article, author = make_article(), make_account("chen", "Author")
    draft(article, author, is_minor=True, title_en="Held, or followed")

    confirm(article, make_account("li", "Reviewer"))

    assert only_minor(open_desk(Article.objects.get()))


def test_a_later_date_in_the_draft_is_kept():
    provision = make_provision()
    draft(provision, make_account("chen", "Author"), checked_on="2027-03-02")

    confirm(provision, make_account("li", "Reviewer"))

    assert Draft.objects.get().revision.words["checked_on"] == "2027-03-02"


def test_a_check_without_a_source_is_refused():
    with pytest.raises(workflow.Refused):
        confirm(make_provision(), make_account("li", "Reviewer"), source=" ")


def test_what_is_not_published_is_not_confirmed():
    with pytest.raises(workflow.Refused):
        confirm(make_provision(status="draft"), make_account("li", "Reviewer"))


def test_a_reviewer_confirms_from_the_list_in_one_click(reviewer):
    provision = make_provision(checked_on=timezone.localdate() - datetime.timedelta(days=100), sources=["刑法"])
    [row] = reviewer.get(DUE_PAGES["en"]).context["rows"]
    sent = {
        f"unchanged-{name}": row.form[name].initial or row.form[name].field.choices[0][0]
        for name in row.form.fields
        if name != "other"
    }

    response = reviewer.post(row.act_address, {**sent, "next": DUE_PAGES["en"]})

    assert response["Location"] == DUE_PAGES["en"]
    assert reviewer.get(DUE_PAGES["en"]).context["rows"] == []
    assert Revision.objects.of(provision).newest().note == "刑法"


def test_the_review_page_takes_a_source_that_is_typed(reviewer):
    provision = make_provision()

    act(reviewer, provision, "unchanged", source="", other="The printed gazette", against="official")

    assert Revision.objects.of(provision).newest().note == "The printed gazette"


def test_without_any_source_the_form_says_so(reviewer):
    provision = make_provision()

    response = act(reviewer, provision, "unchanged", source="", other="", against="official")

    assert response.status_code == 200
    assert Provision.objects.get().checked_on == CHECKED_ON


def test_an_author_may_look_at_the_list_and_not_confirm(author):
    provision = make_provision(checked_on=datetime.date(2020, 1, 1))

    [row] = author.get(DUE_PAGES["en"]).context["rows"]

    assert row.form is None
    assert act(author, provision, "unchanged", other="Read it", against="official").status_code == 403
    assert "act-unchanged" not in author.get(page(provision, "review")).content.decode()
    assert Provision.objects.get().checked_on == datetime.date(2020, 1, 1)


def test_the_form_leads_to_no_other_site(reviewer):
    provision = make_provision()
    sent = {"unchanged-other": "Read it", "unchanged-against": "official", "next": "https://example.org/"}

    response = reviewer.post(page(provision, "act", "unchanged"), sent)

    assert response["Location"] == page(provision, "review")


@pytest.mark.parametrize("address", DUE_PAGES.values())
def test_the_list_is_for_editors_who_may_see_the_records(client, address: str):
    make_provision(checked_on=datetime.date(2020, 1, 1))
    articles_only = make_account("zhao")
    articles_only.user_permissions.set(Permission.objects.filter(codename="view_article"))

    assert client.get(address).status_code == 302
    assert signed_in(articles_only).get(address).context["rows"] == []
