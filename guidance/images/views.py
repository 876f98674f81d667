"""Serves the pictures that the database knows, and no other file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from guidance.images.models import Image


@require_safe
def image(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture's bytes. Its name is made from its content, so whoever has it may keep it for good."""
    picture = get_object_or_404(Image, slug=slug)
    try:
        with picture.file.open() as file:
            content = file.read()
    except OSError:
        raise Http404 from None
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return HttpResponse(content, content_type="image/webp", headers=headers)
