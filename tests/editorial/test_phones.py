"""Numbers to dial are told from sums, dates and articles, and known when a channel vouches for them."""

import pytest

from guidance.editorial.models import Publishable
from guidance.editorial.phones import known_numbers, numbers_in
from tests.factories import make_agency


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("正在发生的暴力，打110。", ["110"]),
        ("打 12378、12363 或 96110", ["12378", "12363", "96110"]),
        ("Call 400-810-8866 or 4008108866.", ["400-810-8866", "4008108866"]),
        ("Ring 010-12321, or 13800138000.", ["010-12321", "13800138000"]),
        ("[call](tel:12348)", ["12348"]),
    ],
)
def test_numbers_to_dial_are_found(text: str, numbers: list[str]):
    assert [number for number, _line in numbers_in(text)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "借了120元，还12378元",
        "刑法第110条，第120项",
        "It costs 120 yuan or 12,378 yuan.",
        "2026-11-23, 36%, 12.378",
        "[[agency:nfra-12378]]",
        "https://www.12377.cn/",
    ],
)
def test_sums_dates_articles_and_addresses_are_not_numbers_to_dial(text: str):
    assert numbers_in(text) == []


def test_a_number_is_found_with_its_line():
    assert numbers_in("一\n\n打110。") == [("110", 3)]


@pytest.mark.django_db
def test_published_channels_vouch_for_their_numbers_with_and_without_the_area_code():
    make_agency("miit", phones=["010-12321", "400-810-8866"])
    make_agency("draft", phones=["12300"], status=Publishable.Status.DRAFT)

    known = known_numbers()

    assert {"01012321", "12321", "4008108866"} <= known
    assert "12300" not in known


@pytest.mark.django_db
def test_a_draft_channel_vouches_for_its_own_numbers():
    draft = make_agency("draft", phones=["12300"], status=Publishable.Status.DRAFT)

    assert "12300" in known_numbers(draft)
