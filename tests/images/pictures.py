"""Picture files as bytes, made where a test needs one."""

import io

from PIL import Image


def make_file(size: tuple[int, int] = (40, 30), kind: str = "PNG", mode: str = "RGB", **options) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, (200, 30, 30, 128)[: len(mode)]).save(file, kind, **options)
    return file.getvalue()


def make_noise(size: tuple[int, int]) -> bytes:
    """A picture that no encoder makes small."""
    file = io.BytesIO()
    Image.effect_noise(size, 120).convert("RGB").save(file, "JPEG", quality=95)
    return file.getvalue()


def make_animation(kind: str) -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def with_place_and_camera() -> bytes:
    """A photograph lying on its side that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    return make_file((40, 30), "JPEG", exif=exif, icc_profile=b"SecretProfile" * 20, comment=b"SecretComment")
