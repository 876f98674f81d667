"""Whatever is typed is answered: never an error, never an operator, never another query than was typed."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidance.search import index, query
from guidance.search.asking import ask
from guidance.search.expressions import terms
from tests.factories import make_article

pytestmark = pytest.mark.django_db

SIGNS = ['"', "*", "(", ")", "-", "^", ":", "{title}", "&", "|", "!", "<->", ":*", "'", "''", "\\", "%", "_", ";", "--"]
WORDS = ["AND", "OR", "NOT", "NEAR", "NEAR(a b, 5)", "title:", "DROP TABLE search_searchentry", "followed", "12378"]
CHARACTERS = ["催", "催收", "爆通讯录", "P图", " ", "\n", "“", "”", "「", "」", "\x00", "\ud800", "\u202e"]
OPERATORS = st.sampled_from([*SIGNS, *WORDS, *CHARACTERS])
TYPED = st.lists(st.one_of(OPERATORS, st.text(max_size=8)), max_size=12).map("".join)
anything = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def one_article():
    make_article()
    index.rebuild()


@pytest.mark.usefixtures("one_article")
@anything
@given(typed=TYPED)
def test_any_query_is_answered(typed):
    for language in ("zh-hans", "en"):
        found = query.find(typed, language)
        query.groups(found, language)


@pytest.mark.usefixtures("one_article")
@anything
@given(typed=TYPED)
def test_no_sign_reaches_the_index_as_an_operator(typed):
    for part in ask(typed).parts:
        assert all(term.token.isalnum() for term in terms(part.expression))


@pytest.mark.usefixtures("one_article")
@pytest.mark.parametrize("sign", ['"', "*", "(", ")", "-", "^", ":", "&", "|", "!", "'", "\\", ";", "\x00", "‮"])
def test_a_sign_beside_a_word_changes_nothing(sign):
    plain = query.find("followed", "en")

    for typed in (f"{sign}followed", f"followed{sign}", f"{sign} followed {sign}"):
        assert list(query.find(typed, "en").kinds) == list(plain.kinds)


@pytest.mark.usefixtures("one_article")
@pytest.mark.parametrize("word", ["and", "or", "not", "near", "title"])
def test_a_word_that_is_an_operator_elsewhere_is_a_word_here(word):
    article = make_article("operators", title_en=f"Zebra {word} giraffe")
    index.catch_up()

    found = query.find(f"zebra {word.upper()} giraffe", "en")

    assert query.groups(found, "en")[0].hits[0].entry.record_id == article.pk


@pytest.mark.parametrize(
    "typed", ["催收" * 5000, "a" * 10_000, "。" * 10_000, "?!…——", "\ud800", "\x00", "\u202e\u202d", "' OR 1=1 --", "%"]
)
def test_the_page_answers_what_no_one_would_type(client: Client, typed):
    for language in ("zh-hans", "en"):
        response = client.get(f"/{language}/search/", {"q": typed.encode("utf-8", "surrogatepass")})

        assert response.status_code == 200
        assert "set-cookie" not in response.headers


def test_bytes_that_are_no_text_are_answered(client: Client):
    assert client.get("/en/search/?q=%ff%fe%00%ed%a0%80&kind=%00&page=%00").status_code == 200
