"""A list of texts in one database column, which editors see as lines."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from guidance.articles.models import Article
from guidance.editorial.fields import LinesField
from guidance.editorial.links import as_source
from tests.factories import make_article

# What a line may hold: anything but what splits lines.
LINES = st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1), max_size=5)


@given(LINES)
def test_a_list_survives_the_column(lines):
    field = LinesField()

    assert field.from_db_value(field.get_prep_value(lines)) == lines


@pytest.mark.django_db
def test_a_saved_list_is_a_list_again():
    make_article(key_points_en=["One", "Two", "Three"])

    assert Article.objects.get().key_points_en == ["One", "Two", "Three"]


def test_a_line_break_within_an_entry_does_not_make_two():
    assert LinesField().to_python(["one\ntwo", "  "]) == ["one two"]


def test_the_form_shows_lines_and_reads_lines():
    field = LinesField(blank=True).formfield()

    assert isinstance(field.widget, forms.Textarea)
    assert field.prepare_value(["a", "b"]) == "a\nb"
    assert field.clean(" a \r\n\r\nb ") == ["a", "b"]


def test_an_unchanged_list_is_not_taken_for_a_change():
    field = LinesField(blank=True).formfield()

    assert not field.has_changed(["a", "b"], "a\r\nb\r\n")
    assert field.has_changed(["a", "b"], "b\na")


def test_a_required_list_may_not_be_empty():
    with pytest.raises(forms.ValidationError):
        LinesField().formfield().clean(" \n ")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("刑法 https://flk.npc.gov.cn/detail?id=1", ("刑法", "https://flk.npc.gov.cn/detail?id=1")),
        ("中国人大网：刑法 全文 http://a.cn/", ("中国人大网：刑法 全文", "http://a.cn/")),
        ("银监会令2011年第2号", ("银监会令2011年第2号", "")),
        ("标题 javascript:alert(1)", ("标题 javascript:alert(1)", "")),
        ("https://only.address/", ("https://only.address/", "")),
    ],
)
def test_a_source_is_a_title_and_perhaps_an_address(line, source):
    assert as_source(line) == source
