"""Two editors who saved the same record, or an editor and a file: both texts are shown, and nothing is overwritten."""

import pytest

from guidance.articles.models import Article
from guidance.editorial.models import Draft, Revision
from tests.editorial.editors import act, opened, page, save
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("police")]


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
