"""Turns whatever picture an editor chose into a small WebP that holds pixels and nothing else.

Only the decoded pixels are kept: position, camera, colour profile, comments, and anything hidden behind the picture's
end are gone. Limits stand before decoding, so that a small file cannot unpack into more than this machine holds.
"""

import io
import warnings
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from guidance.images.picture import Picture

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 24_000_000
WIDEST, TALLEST = 1600, 8000
WANTED_BYTES = 300 * 1024
QUALITIES = (82, 70, 58, 46)


def reencode(upload: BinaryIO, *, size: int) -> Picture:
    """A fresh WebP of an uploaded JPEG, PNG or WebP of `size` bytes. Raises ValidationError saying what is wrong."""
    if size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 8 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as image:
                check(image)
                pixels = upright_pixels(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("The picture has more than 24 million pixels.")) from None
    except UnidentifiedImageError:
        raise ValidationError(_("This is not a JPEG, PNG or WebP picture.")) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise ValidationError(_("The picture is damaged or cut off. Save it again and try once more.")) from None
    return smallest(pixels)


def check(image: Image.Image) -> None:
    """Raises ValidationError for a picture that is too large or moves; nothing has been decoded yet."""
    if image.width * image.height > MOST_PIXELS:
        raise ValidationError(_("The picture has more than 24 million pixels."))
    if getattr(image, "is_animated", False):
        raise ValidationError(_("Moving pictures are not accepted."))


def upright_pixels(image: Image.Image) -> Image.Image:
    """The decoded picture, turned as its camera said, no larger than a page can use, without anything attached."""
    image.load()
    turned = ImageOps.exif_transpose(image)
    has_alpha = "A" in turned.getbands() or "transparency" in turned.info
    pixels = turned.convert("RGBA" if has_alpha else "RGB")
    pixels.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    pixels.info.clear()
    return pixels


def smallest(pixels: Image.Image) -> Picture:
    """The best-looking file of the wanted size: quality is given up first, then width."""
    while True:
        for quality in QUALITIES:
            content = encode(pixels, quality)
            if len(content) <= WANTED_BYTES:
                return Picture(content, pixels.width, pixels.height)
        pixels = pixels.resize((max(1, pixels.width * 4 // 5), max(1, pixels.height * 4 // 5)))


def encode(pixels: Image.Image, quality: int) -> bytes:
    file = io.BytesIO()
    pixels.save(file, "WEBP", quality=quality, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return file.getvalue()
