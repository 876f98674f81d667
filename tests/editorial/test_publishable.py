"""What every published record does: HTML on saving, citations kept in both directions, languages, addresses."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from guidance.articles.models import Article
from guidance.editorial.models import Citation, Publishable
from tests.factories import make_agency, make_article, make_instrument, make_provision

pytestmark = pytest.mark.django_db


def test_saving_makes_the_html_of_each_language():
    article = make_article(body_zh_hans="**先**离开", body_en="**Leave** first")

    assert article.body_html_zh_hans == "<p><strong>先</strong>离开</p>"
    assert article.body_html_en == "<p><strong>Leave</strong> first</p>"


def test_citation_is_named_in_the_language_of_the_text():
    make_provision()
    article = make_article(body_zh_hans="见[[law:criminal-law-238]]", body_en="See [[law:criminal-law-238]]")

    assert ">《刑法》第二百三十八条</a>" in article.body_html_zh_hans
    assert 'href="/zh-hans/law/criminal-law/criminal-law-238/"' in article.body_html_zh_hans
    assert ">Criminal Law, Article 238</a>" in article.body_html_en
    assert 'href="/en/law/criminal-law/criminal-law-238/"' in article.body_html_en


def test_a_record_knows_who_cites_it():
    provision = make_provision()
    article = make_article(body_zh_hans="见[[law:criminal-law-238]]")

    assert provision.cited_in == [article]


def test_a_draft_is_not_named_among_those_who_cite():
    provision = make_provision()
    make_article(body_zh_hans="见[[law:criminal-law-238]]", status=Publishable.Status.DRAFT)

    assert provision.cited_in == []


def test_a_citation_taken_out_is_forgotten():
    provision = make_provision()
    article = make_article(body_zh_hans="见[[law:criminal-law-238]]")

    article.body_zh_hans = "不再引用"
    article.save()

    assert not Citation.objects.filter(slug=provision.slug).exists()


def test_a_new_name_shows_at_once_where_it_is_cited():
    agency = make_agency()
    article = make_article(body_en="Call [[agency:police-110]].")

    agency.short_name_en = "Police line"
    agency.save()

    article.refresh_from_db()
    assert "Police line" in article.body_html_en


def test_an_instruments_new_short_title_shows_where_its_provisions_are_cited():
    instrument = make_instrument()
    make_provision(instrument=instrument)
    article = make_article(body_en="See [[law:criminal-law-238]].")

    instrument.short_title_en = "Penal Law"
    instrument.save()

    article.refresh_from_db()
    assert "Penal Law, Article 238" in article.body_html_en


def test_a_withdrawn_record_is_named_without_a_link():
    agency = make_agency()
    article = make_article(body_en="Call [[agency:police-110]].")

    agency.status = Publishable.Status.WITHDRAWN
    agency.save()

    article.refresh_from_db()
    assert article.body_html_en == "<p>Call 110, police.</p>"


def test_a_citation_that_leads_nowhere_is_refused_with_its_line():
    article = make_article()
    article.body_en = "One.\n\nTwo [[law:none]]."

    with pytest.raises(ValidationError) as refusal:
        article.full_clean()

    [fault] = refusal.value.message_dict["body_en"]
    assert "3" in fault
    assert "[[law:none]]" in fault


def test_the_address_of_a_draft_may_change():
    article = make_article(status=Publishable.Status.DRAFT)
    article.slug = "another"

    article.full_clean()


def test_the_address_of_what_was_published_may_not_change():
    article = make_article()
    article.slug = "another"

    with pytest.raises(ValidationError) as refusal:
        article.full_clean()

    assert "slug" in refusal.value.message_dict


@pytest.mark.parametrize("slug", ["Upper", "two--hyphens", "-first", "last-", "中文", "a b", "a/b", "a\n"])
def test_an_address_is_small_letters_digits_and_hyphens(slug):
    article = make_article(status=Publishable.Status.DRAFT)
    article.slug = slug

    with pytest.raises(ValidationError):
        article.full_clean()


def test_a_record_without_english_is_available_in_chinese_only():
    article = make_article(body_en="")

    assert article.languages == ["zh-hans"]


def test_a_field_empty_in_chinese_need_not_be_translated():
    provision = make_provision(consequence_zh_hans="", consequence_en="")

    assert provision.languages == ["zh-hans", "en"]


def test_the_chinese_text_stands_in_for_missing_english():
    article = make_article(body_en="", key_points_en=[])

    with translation.override("en"):
        shown = Article.objects.get()
        assert shown.is_fallback
        assert shown.body == article.body_zh_hans
        assert shown.key_points == article.key_points_zh_hans


def test_drafts_and_withdrawn_records_are_not_published():
    make_article("first")
    make_article("second", status=Publishable.Status.DRAFT)
    make_article("third", status=Publishable.Status.WITHDRAWN)

    assert [article.slug for article in Article.objects.published()] == ["first"]
