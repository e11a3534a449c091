"""Where we are: the current entry of a navigation, numbered pages, the way back for forms."""

import json
from fnmatch import fnmatchcase

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

JSON_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


@register.simple_tag(takes_context=True)
def current(context: Context, *names: str) -> SafeString:
    """`aria-current="page"` if the page's URL name is one of `names`: `"orders:*"`, or `"order-*"`
    in whatever namespace."""
    match = getattr(context.get("request"), "resolver_match", None)
    known = {getattr(match, "url_name", None) or "", getattr(match, "view_name", None) or ""}
    here = any(fnmatchcase(each, name) for each in known for name in names)
    return mark_safe('aria-current="page"' if here else "")


@register.simple_tag(takes_context=True)
def next_field(context: Context) -> SafeString:
    """The hidden field that brings the visitor back to this page after a form."""
    request = getattr(context, "request", None) or context["request"]
    return format_html('<input type="hidden" name="next" value="{}">', request.get_full_path())


@register.simple_tag
def structured_data(facts: object) -> SafeString:
    """schema.org facts as a data block: browsers never run it, so the strict policy lets it be."""
    text = json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False).translate(JSON_ESCAPES)
    # Nothing that could end the element is left in the text.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(
    context: Context, *, page: int, pages: int, into: str = "", size: int = 24
) -> dict[str, object]:
    """Real page links, and "show more" above them when `into` names the list's id to add to.

    The query string is kept; only `page` changes. The list must carry that id on every page.
    """
    query = context["request"].GET.copy()
    numbers = [n for n in range(1, pages + 1) if n in (1, pages) or abs(n - page) <= 1]
    links: list[dict[str, object]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append({"gap": True})
        links.append({"number": number, "url": _page_url(query, number), "current": number == page})
    return {
        "links": links if pages > 1 else [],
        "more_url": _page_url(query, page + 1) if page < pages else "",
        "previous_url": _page_url(query, page - 1) if page > 1 else "",
        "into": into,
        "size": size,
    }


def _page_url(query: QueryDict, number: int) -> str:
    if number > 1:
        query["page"] = str(number)
    else:
        query.pop("page", None)
    text = query.urlencode()
    return f"?{text}" if text else "?"
