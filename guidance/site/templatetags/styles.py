"""`{% screen_styles %}`: the styles every page carries in itself."""

from django import template
from django.utils.safestring import SafeString

from guidance.site.styles import screen_styles as styles

register = template.Library()


@register.simple_tag
def screen_styles() -> SafeString:
    return SafeString(f"<style>{styles()}</style>")
