"""What a client says it understands is what it gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.pages.negotiation import ENCODINGS, accepted, is_known


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity, br;q=0.5", ""),
        ("identity;q=0, gzip", "gzip"),
        ("GZIP; Q=1.0", "gzip"),
        ("br;q=2", ""),
        ("br;q=high, gzip", "gzip"),
        ("deflate, zstd", ""),
        (";;,,=", ""),
    ],
)
def test_the_best_encoding_a_client_accepts_comes_first(header, first):
    assert accepted(header)[0] == first


@given(st.text())
def test_whatever_a_client_says_there_is_an_answer(header):
    chosen = accepted(header)

    assert chosen
    assert set(chosen) <= set(ENCODINGS)


@pytest.mark.parametrize("header", ['"abc"', 'W/"abc"', '"x", "abc"', "*", ' "abc" ', '"x",W/"abc"'])
def test_a_client_that_has_the_bytes_is_known(header):
    assert is_known(header, '"abc"')


@pytest.mark.parametrize("header", ['"x"', "abc", '"ab", "c"', "", '"abc'])
def test_a_client_that_has_other_bytes_is_not(header):
    assert not is_known(header, '"abc"')
