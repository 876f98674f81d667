"""Whatever is typed, the HTML made of it cannot run, load, or lead anywhere in disguise."""

import pytest

from guidance.content.markdown import render
from tests.content.harmless import faults_in
from tests.content.hostile import hostile_texts, resolve

TEXTS = hostile_texts()
HARMFUL = {
    "script": "<script>alert(1)</script>",
    "event handler": '<p onclick="alert(1)">x</p>',
    "style": '<p style="color:red">x</p>',
    "script in a link": '<a href="javascript:alert(1)">x</a>',
    "script in a link, in entities": '<a href="&#106;ava&#10;script:alert(1)">x</a>',
    "other host": '<a href="/&#47;evil.example/">x</a>',
    "other host behind a backslash": '<a href="/\\evil.example/">x</a>',
    "unmarked link off the site": '<a href="https://evil.example/">x</a>',
    "half a web address": '<a class="external" href="http:evil.example">x</a>',
    "image of another host": '<img src="https://evil.example/">',
    "image out of its folder": '<img src="/static/%2e%2e/admin/">',
    "comment": "<!-- x -->",
    "class of the layout": '<div class="site-header">x</div>',
    "closing the page's own tag": "<p>x</p></main>",
    "leaving a tag open": "<div><p>x</p>",
}


@pytest.mark.parametrize("html", HARMFUL.values(), ids=HARMFUL)
def test_inspector_finds_harm(html: str):
    assert faults_in(html)


def test_there_are_many_hostile_texts():
    assert len(set(TEXTS.values())) >= 120


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_text_is_made_harmless(text: str):
    rendered = render(text, resolve=resolve)

    assert faults_in(rendered.html) == []
    assert faults_in(rendered.contents_html) == []
