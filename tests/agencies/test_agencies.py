"""Where to complain: what can be dialled, about which lenders, and what a channel cannot do."""

import pytest
from django.core.exceptions import ValidationError

from guidance.agencies.models import Agency, validate_phones
from tests.factories import make_agency, make_lender_type

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("phone", ["12345（外地加拨区号）", "ext. 5", "-", "110 120", ""])
def test_a_number_that_cannot_be_dialled_is_refused(phone):
    with pytest.raises(ValidationError):
        validate_phones([phone])


def test_numbers_as_dialled_are_taken():
    validate_phones(["110", "010-12321", "400-810-8866"])


def test_agency_page_says_what_it_can_and_cannot_do(client):
    agency = make_agency(cannot_en="It does not settle debts.", hours_en="Day and night", prepare_en="Where you are")
    agency.lenders.add(make_lender_type())

    page = client.get("/en/agencies/police-110/").content.decode()

    for words in ("For violence as it happens", "It does not settle debts.", "Day and night", "Where you are"):
        assert words in page
    assert 'href="tel:110"' in page


def test_an_agency_for_all_lenders_says_so_in_one_phrase(client):
    lender = make_lender_type()
    make_lender_type("platform", name_en="Loan platform")
    make_agency("all").lenders.set(list(type(lender).objects.all()))
    make_agency("one", order=1).lenders.set([lender])
    make_agency("none", order=2)

    page = client.get("/en/agencies/").content.decode()

    assert page.index("Whoever the lender is") < page.index("Small loan company") < page.index("Not about loans")


@pytest.mark.parametrize(("status", "answer"), [(Agency.Status.DRAFT, 404), (Agency.Status.WITHDRAWN, 410)])
def test_an_unpublished_agency_is_hidden_from_readers(client, status, answer):
    make_agency(status=status)

    assert client.get("/en/agencies/police-110/").status_code == answer
    assert b"Police emergency line" not in client.get("/en/agencies/").content


@pytest.mark.usefixtures("watched")
def test_the_list_of_agencies_costs_the_same_however_long(client, django_assert_max_num_queries):
    lender = make_lender_type()
    for number in range(12):
        make_agency(f"agency-{number}").lenders.add(lender)

    with django_assert_max_num_queries(3):
        client.get("/en/agencies/")
