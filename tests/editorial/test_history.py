"""A record's history in the admin: every revision, any difference, the way back."""

import pytest

from guidance.editorial.models import Revision
from tests.editorial.editors import opened, page, save
from tests.factories import make_article

pytestmark = pytest.mark.django_db


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
