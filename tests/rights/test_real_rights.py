"""The real content: every situation with every lender has an answer that stands on law in force and leads somewhere."""

import gzip
import re
from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from guidance.law.models import LenderType
from guidance.rights.lookup import lookup
from guidance.rights.models import Answer, Situation
from guidance.rights.shelf import library
from guidance.rights.understanding import matcher
from guidance.site.sitemaps import parts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handbook")]

SITUATIONS = sorted(path.name.split(".")[0] for path in settings.CONTENT_DIR.glob("rights/situations/*.zh-hans.md"))
LENDERS = sorted(path.name.split(".")[0] for path in settings.CONTENT_DIR.glob("law/lenders/*.zh-hans.md"))
PAIRS = list(product(SITUATIONS, [*LENDERS, None]))
LANGUAGES = ("zh-hans", "en")
HEAVIEST = 14 * 1024


def test_there_are_22_situations_and_7_lenders():
    assert (len(SITUATIONS), len(LENDERS)) == (22, 7)


@pytest.mark.parametrize(("slug", "lender"), PAIRS)
def test_every_pair_stands_on_binding_law_and_leads_to_someone_who_hears_it(slug, lender):
    situation = Situation.objects.published().for_answering().get(slug=slug)
    lent_by = LenderType.objects.get(slug=lender) if lender else None

    [finding] = lookup([situation], lent_by, timezone.localdate(), library())

    assert not finding.under_review
    assert finding.channels
    assert not lent_by or all(lent_by in channel.agency.lenders.all() for channel in finding.channels)
    assert 1 <= len(finding.now) <= 3
    assert finding.evidence
    assert finding.avoid
    assert finding.body_html


@pytest.mark.parametrize("model", [Situation, Answer])
def test_every_answer_is_whole_in_both_languages_and_names_the_same_records(model):
    for record in model.objects.all():
        assert record.languages == list(LANGUAGES), record.slug
        for name in ("grounds", "channels"):
            chinese, english = (
                [line.partition("|")[0].strip() for line in getattr(record, f"{name}_{language}") or []]
                for language in ("zh_hans", "en")
            )
            assert chinese == english, f"{record.slug} {name}"


def test_every_row_names_a_published_record():
    for record in [*Situation.objects.all(), *Answer.objects.all()]:
        record.full_clean()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_and_is_in_the_sitemap(language):
    client = Client()
    listed = "".join(client.get(path).content.decode() for path in parts())

    for slug, lender in PAIRS:
        path = f"/{language}/rights/{slug}/" + (f"{lender}/" if lender else "")
        assert client.get(path).status_code == 200, path
        assert f"<loc>http://127.0.0.1:8000{path}</loc>" in listed, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pair_has_a_code_of_its_own(language):
    client = Client()
    codes = [
        re.search(r"<strong>(\d{3})</strong>", client.get(f"/{language}/rights/{slug}/{lender}/").content.decode())[1]
        for slug, lender in product(SITUATIONS, LENDERS)
    ]

    assert len(set(codes)) == 154


def test_a_small_loan_company_is_sent_to_its_own_supervisor_and_a_bank_to_12378():
    situation = Situation.objects.for_answering().get(slug="call-bombing")
    channels = {
        lender: [
            channel.agency.slug
            for channel in lookup([situation], LenderType.objects.get(slug=lender), timezone.localdate(), library())[
                0
            ].channels
        ]
        for lender in ("small-loan", "bank-card")
    }

    assert "local-financial-administration" in channels["small-loan"]
    assert "nfra-12378" not in channels["small-loan"]
    assert "nfra-12378" in channels["bank-card"]


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("催收一直打我妈电话", "contacting-relatives"),
        ("他们说不还就让我坐牢", "arrest-threats"),
        ("利息太高了", "excessive-interest"),
        ("公司前台天天接到催收电话", "workplace-contact"),
        ("they came to my house at night", "home-visit"),
        ("they posted my picture in a group", "online-exposure"),
        ("i lost my job and cant pay", "cannot-repay"),
        ("the lender sued me and i got a court date", "court-process"),
    ],
)
def test_plain_words_are_understood_and_surely(text, situation):
    matching = matcher().match(text)

    assert matching.found[0].situation == situation


@pytest.mark.parametrize(
    "text", ["别人欠我钱不还怎么起诉他", "房贷利率什么时候降", "how do i apply for a mortgage", "你好"]
)
def test_what_is_not_for_this_site_is_told_so(text):
    assert matcher().match(text).found == ()


def compressed(path: str) -> int:
    """Bytes of a page as it travels."""
    return len(gzip.compress(Client().get(path).content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_during_the_call_is_light_with_all_its_styles(language):
    page = Client().get(f"/{language}/now/").content.decode()

    assert "<style" in page
    assert "<script" not in page
    assert compressed(f"/{language}/now/") <= HEAVIEST


@pytest.mark.parametrize(("slug", "language"), list(product(SITUATIONS, LANGUAGES)))
def test_an_answer_is_light(slug, language):
    assert compressed(f"/{language}/rights/{slug}/bank-card/") <= HEAVIEST


def test_the_words_shown_for_a_pair_are_those_of_its_language():
    with translation.override("en"):
        page = Client().get("/en/rights/court-process/bank-card/").content.decode()
    main = page[page.index("<main") : page.index('<footer class="page-footer"')]

    assert len(re.findall(r"[\u4e00-\u9fff]", main)) < 40
