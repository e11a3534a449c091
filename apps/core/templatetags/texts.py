"""Content in several languages: `{{ city.name|said }}` gives the reader's."""

from collections.abc import Mapping

from django import template

from apps.core.texts import Said, say

register = template.Library()


@register.filter
def said(texts: Mapping[str, str] | None) -> Said:
    """The text for the reader; its `.foreign` is a language for `lang=` if it isn't theirs."""
    return say(texts)
