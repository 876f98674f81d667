"""Other sites are asked politely, what they answer is understood, and private networks are never entered."""

import pytest

from guidance.content.sync import quiet
from guidance.editorial.models.link import Link
from guidance.editorial.visiting import Visit, Visitor, is_public
from tests.editorial.other_site import OtherSite

Outcome = Link.Outcome
STRICT = Visitor("tests", pause=0, timeout=5)
VISITOR = Visitor("tests", pause=0, timeout=5, trusted=frozenset({"127.0.0.1"}))


@pytest.mark.parametrize(
    ("path", "visit"),
    [
        ("/fine", Visit(Outcome.ARRIVES, 200)),
        ("/fine?a=中文#b", Visit(Outcome.ARRIVES, 200)),
        ("/get-only", Visit(Outcome.ARRIVES, 200)),
        ("/moved", Visit(Outcome.ARRIVES, 200)),
        ("/gone", Visit(Outcome.MISSING, 404)),
        ("/closed", Visit(Outcome.REFUSED, 403)),
        ("/ill", Visit(Outcome.FAULTY, 500)),
        ("/mute", Visit(Outcome.SILENT)),
        ("/circle", Visit(Outcome.ENDLESS)),
        ("/to-private", Visit(Outcome.PRIVATE)),
        ("/to-file", Visit(Outcome.INVALID)),
    ],
)
def test_an_answer_is_understood(other_site: OtherSite, path: str, visit: Visit):
    assert VISITOR.visit(other_site.address(path)) == visit


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("http://127.0.0.1:1/", Outcome.SILENT),
        ("http://no-such-host.invalid/", Outcome.UNKNOWN_HOST),
        ("http://me:secret@127.0.0.1/", Outcome.INVALID),
        ("http://[127.0.0.1/", Outcome.INVALID),
    ],
)
def test_what_cannot_be_asked_is_understood(address: str, outcome: Outcome):
    assert VISITOR.visit(address).outcome == outcome


def test_a_site_that_cannot_prove_its_name_is_not_trusted(other_site: OtherSite):
    address = other_site.address("/fine").replace("http:", "https:")

    assert VISITOR.visit(address).outcome == Outcome.CERTIFICATE


def test_this_machine_is_never_asked_unless_it_is_trusted(other_site: OtherSite):
    addresses = [other_site.address("/fine"), other_site.address("/fine").replace("127.0.0.1", "localhost")]

    visits = STRICT.visit_all(addresses, quiet)

    assert {visit.outcome for visit in visits.values()} == {Outcome.PRIVATE}
    assert other_site.asked == []


PRIVATE = """
    127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1
    ::1 :: fe80::1 fd00::1 ff02::1 ::ffff:127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::
"""


@pytest.mark.parametrize("number", PRIVATE.split())
def test_a_private_number_is_not_public(number: str):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "2606:4700:4700::1111"])
def test_a_public_number_is_public(number: str):
    assert is_public(number)


def test_the_head_is_enough_where_it_is_answered(other_site: OtherSite):
    VISITOR.visit(other_site.address("/fine"))
    VISITOR.visit(other_site.address("/get-only"))

    assert other_site.asked_for("/fine") == ["HEAD"]
    assert other_site.asked_for("/get-only") == ["HEAD", "GET"]


def test_a_site_is_told_who_asks(other_site: OtherSite):
    VISITOR.visit_all([other_site.address("/fine")], quiet)

    assert {agent for _method, _path, agent in other_site.asked} == {"tests"}


def test_what_a_site_asks_programs_not_to_open_is_not_opened(other_site: OtherSite):
    other_site.robots = "User-agent: *\nDisallow: /private/\n"
    fine, private = other_site.address("/fine"), other_site.address("/private/page")

    visits = VISITOR.visit_all([fine, private], quiet)

    assert visits == {fine: Visit(Outcome.ARRIVES, 200), private: Visit(Outcome.ROBOTS)}
    assert other_site.asked_for("/private/page") == []


def test_a_silent_host_is_not_asked_for_ever(other_site: OtherSite):
    addresses = [other_site.address(f"/mute?{number}") for number in range(10)]

    visits = VISITOR.visit_all(addresses, quiet)

    assert visits == dict.fromkeys(addresses, Visit(Outcome.SILENT))
    assert other_site.asked_for("/mute?0")
    assert not other_site.asked_for("/mute?9")


def test_progress_counts_every_address(other_site: OtherSite):
    steps = []

    VISITOR.visit_all([other_site.address("/fine"), other_site.address("/gone")], lambda *step: steps.append(step[1:]))

    assert steps == [(2, 2)]
