"""Whatever is uploaded, what is kept is a small still WebP with nothing but pixels in it."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from guidance.images import reencoding
from guidance.images.picture import Picture
from guidance.images.reencoding import reencode
from tests.images.pictures import make_animation, make_file, make_noise, with_place_and_camera

HIDDEN = b"<script>alert(document.domain)</script>PK\x03\x04"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def reencoded(content: bytes) -> Picture:
    return reencode(io.BytesIO(content), size=len(content))


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.content))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_becomes_a_webp_of_the_same_size(kind, mode):
    picture = reencoded(make_file((40, 30), kind, mode))

    assert opened(picture).format == "WEBP"
    assert (picture.width, picture.height) == opened(picture).size == (40, 30)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "CMYK"])
def test_every_way_of_storing_colours_is_read(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    file = io.BytesIO()
    Image.new(mode, (8, 8)).save(file, kind)

    assert opened(reencoded(file.getvalue())).mode == ("RGBA" if mode in {"RGBA", "LA"} else "RGB")


def test_place_camera_profile_and_comment_are_removed_and_the_picture_stands_upright():
    picture = reencoded(with_place_and_camera())

    assert b"Secret" not in picture.content
    assert not opened(picture).getexif()
    assert "icc_profile" not in opened(picture).info
    assert (picture.width, picture.height) == (30, 40)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_hides_behind_a_picture_is_left_behind(kind):
    picture = reencoded(make_file(kind=kind) + HIDDEN)

    assert b"script" not in picture.content
    assert b"PK\x03\x04" not in picture.content


def test_a_large_photograph_becomes_small():
    picture = reencoded(make_noise((2400, 1800)))

    assert picture.width <= reencoding.WIDEST
    assert len(picture.content) <= reencoding.WANTED_BYTES
    assert abs(picture.width / picture.height - 2400 / 1800) < 0.01


def test_a_very_long_screenshot_is_taken():
    picture = reencoded(make_file((1080, 20_000)))

    assert picture.height <= reencoding.TALLEST


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind):
    with pytest.raises(ValidationError, match="Moving"):
        reencoded(make_animation(kind))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims a size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 1000)
    chunks = [
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in (header, body)
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("size", [(6000, 4001), (10_000, 10_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    with pytest.raises(ValidationError, match="24 million"):
        reencoded(claiming(*size))


def test_a_file_over_8_mb_is_refused_unread():
    with pytest.raises(ValidationError, match="8 MB"):
        reencode(io.BytesIO(b""), size=reencoding.MOST_BYTES + 1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_truncated_picture_is_refused_with_a_sentence(kind):
    whole = make_noise((200, 200)) if kind == "JPEG" else make_file((200, 200), kind, lossless=True)

    with pytest.raises(ValidationError, match=r"damaged|not a JPEG"):
        reencoded(whole[: len(whole) * 2 // 3])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<html>",
        make_animation("GIF"),
        make_file(kind="BMP"),
        make_file(kind="TIFF"),
        make_file(kind="ICO"),
    ],
    ids=["empty", "pdf", "svg", "html", "gif", "bmp", "tiff", "ico"],
)
def test_anything_but_jpeg_png_and_webp_is_refused(content):
    with pytest.raises(ValidationError, match="not a JPEG"):
        reencoded(content)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=8))
def test_a_damaged_file_is_refused_or_comes_out_clean(kind, changes):
    content = bytearray(make_file((16, 16), kind))
    for place, value in changes:
        content[place % len(content)] = value

    with suppress(ValidationError):
        assert opened(reencoded(bytes(content))).format == "WEBP"
