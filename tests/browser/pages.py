"""One address of each kind of page, for the tests that look at all of them."""

import pytest
from django.conf import settings

LANGUAGES = ("zh-hans", "en")
TAGS = {"zh-hans": "zh-Hans", "en": "en"}
ARTICLE = "articles/detention-and-following/"
ANSWER = "rights/call-bombing/small-loan/"
PROVISION = "law/public-security-punishments-law/psapl-50/"
KINDS_OF_PAGE = {
    "home": "",
    "handbook": "articles/",
    "section": "sections/tactics/",
    "article": ARTICLE,
    "law": "law/",
    "instrument": "law/public-security-punishments-law/",
    "provision": PROVISION,
    "rates": "law/rates/",
    "lenders": "law/lenders/",
    "agencies": "agencies/",
    "agency": "agencies/nfra-12378/",
    "about": "about/",
    "now": "now/",
    "choose": "rights/",
    "situation": "rights/violence/",
    "answer": ANSWER,
    "several": "rights/?l=small-loan&s=call-bombing&s=violence",
    "words": "search/?q=%E5%82%AC%E6%94%B6%E6%89%93%E4%BA%BA",
    "who-lent": "rights/who-lent/",
    "someone-elses-debt": "rights/someone-elses-debt/",
    "note-for-employers": "rights/note-for-employers/",
    "feedback": "feedback/?useful=no",
    "correction": "feedback/request/",
    "request-state": "feedback/request/state/",
    "not-found": "no-such-page/",
}

every_page = pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"/{language}/{path}", id=f"{kind}-{language}")
        for kind, path in KINDS_OF_PAGE.items()
        for language in LANGUAGES
    ],
)


def slugs_of_articles(language: str) -> set[str]:
    """Every article that content/ holds in a language."""
    ending = f".{language}.md"
    return {file.name.removesuffix(ending) for file in settings.CONTENT_DIR.glob(f"articles/*{ending}")}


def longest_article(language: str) -> str:
    """The path of the article with the most text."""
    files = settings.CONTENT_DIR.glob(f"articles/*.{language}.md")
    longest = max(files, key=lambda file: file.stat().st_size)
    return f"/{language}/articles/{longest.name.split('.')[0]}/"
