"""What a picture is when it has been made small and clean. Apart from the making, which only editors ask for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A WebP file's bytes, and its size in pixels."""

    content: bytes
    width: int
    height: int
