"""What is counted by address is counted by the one that our own proxies saw."""

import pytest
from django.test import RequestFactory

from guidance.accounts.lockout import address_of
from guidance.accounts.networks import network_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "198.51.100.9", "203.0.113.5"),
        (1, "", ""),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "forged, 198.51.100.9", "198.51.100.9"),
        (2, "forged, 198.51.100.9, 192.0.2.1", "198.51.100.9"),
        (2, "192.0.2.1", ""),
        (1, "nonsense", ""),
        (1, "2001:db8:1:1::1", "2001:db8:1:1::/64"),
        (1, "2001:db8:1:1::2", "2001:db8:1:1::/64"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, network):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5", headers={"x-forwarded-for": forwarded})

    assert network_of(request) == network


def test_sign_in_counts_by_a_digest_and_an_unknown_address_not_at_all(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5")
    digest = address_of(request)
    settings.PROXIES = 1

    assert len(digest) == 64
    assert address_of(request) == ""
