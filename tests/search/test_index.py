"""The index holds what readers may see, as it is now, whichever way it was changed."""

import pytest
from django.core.management import call_command

from guidance.articles.models import Article
from guidance.editorial.models import Publishable
from guidance.search import index, query
from guidance.search.models import IndexedWord, SearchEntry
from guidance.search.sources import SOURCES
from tests.factories import make_article, make_section, make_situation, make_synonym, make_word_list

pytestmark = pytest.mark.django_db


def addresses(words: str, language: str = "en") -> list[str]:
    found = query.find(words, language)
    return [hit.shown.address for group in query.groups(found, language) for hit in group.hits]


def test_a_saved_article_is_found_in_both_languages(committing):
    with committing():
        make_article()

    assert addresses("跟踪", "zh-hans") == ["/zh-hans/articles/detention-and-following/"]
    assert addresses("followed", "en") == ["/en/articles/detention-and-following/"]


def test_a_changed_article_is_found_by_its_new_words_only(committing):
    with committing():
        article = make_article()
    with committing():
        article.title_en, article.body_en = "Towed away", "## Cars\n\nWheels."
        article.save()

    assert addresses("wheels") == ["/en/articles/detention-and-following/"]
    assert addresses("followed") == []


@pytest.mark.parametrize("status", [Publishable.Status.DRAFT, Publishable.Status.WITHDRAWN])
def test_what_readers_may_not_see_is_not_found(committing, status):
    with committing():
        article = make_article()
    with committing():
        article.status = status
        article.save()

    assert addresses("followed") == []
    assert not SearchEntry.objects.filter(address__contains="detention").exists()


def test_a_deleted_article_is_not_found(committing):
    with committing():
        article = make_article()
    with committing():
        article.delete()

    assert addresses("followed") == []


def test_a_withdrawn_section_takes_its_articles_with_it(committing):
    with committing():
        section = make_section()
        make_article(section=section)
    with committing():
        section.status = Publishable.Status.WITHDRAWN
        section.save()

    assert addresses("followed") == []


def test_readers_own_words_lead_to_a_situation_and_are_not_shown(committing):
    with committing():
        situation = make_situation()
        make_word_list("call-bombing", situation, phrases_en=["my phone is exploding"])

    found = query.find("exploding", "en")
    [group] = query.groups(found, "en")

    assert group.hits[0].shown.address == "/en/rights/call-bombing/"
    assert not any("exploding" in piece.text for piece in group.hits[0].pieces)


def test_what_was_rolled_back_is_not_found(committing):
    with committing() as callbacks:
        make_article()
        callbacks.clear()
    Article.objects.all().delete()
    with committing():
        make_section("another")

    assert addresses("followed") == []


def test_catching_up_indexes_what_was_missed_and_forgets_what_is_gone():
    article = make_article()
    gone = make_article("gone", section=article.section)
    index.rebuild()
    models = Article.objects.filter(pk=gone.pk)
    models._raw_delete(models.db)
    Article.objects.filter(pk=article.pk).update(title_en="Shadowed", changed_at=article.changed_at.replace(year=2030))

    number = index.catch_up()

    assert number == 2
    assert addresses("shadowed") == ["/en/articles/detention-and-following/"]
    assert not SearchEntry.objects.filter(address__contains="/gone/").exists()


def test_catching_up_twice_does_nothing():
    make_article()

    assert index.catch_up() > 0
    assert index.catch_up() == 0


def test_saving_and_rebuilding_count_the_same_words(committing):
    with committing():
        article = make_article()
    with committing():
        article.body_en = "## Other words\n\nEntirely."
        article.save()
    followed = dict(IndexedWord.objects.filter(entries__gt=0).values_list("text", "entries"))

    index.rebuild()

    assert dict(IndexedWord.objects.values_list("text", "entries")) == followed


def test_everything_that_is_found_says_where_it_leads(committing):
    with committing():
        make_article()

    assert {source.model for source in SOURCES} >= {Article}
    assert all(entry.address.startswith("/") and entry.title for entry in SearchEntry.objects.all())


def test_rebuilding_is_a_command(capsys):
    make_article()

    call_command("rebuild_search")

    assert addresses("followed")
    assert "2 entries" in capsys.readouterr().out


def test_an_editors_synonym_is_looked_for_from_the_next_search_on(committing):
    with committing():
        make_article()
    assert addresses("stalkarazzi") == []

    make_synonym("stalkarazzi", ["followed"])

    assert addresses("stalkarazzi") == ["/en/articles/detention-and-following/"]
