"""Lists of goods: a category, a search, a shop; and what is offered while somebody types.

The pages are the same for everybody. They are kept for a minute, and dropped earlier when a card
they show changes or a new one belongs on them.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from apps.catalog import selectors as shelves
from apps.core.errors import NotAllowed
from apps.core.texts import say
from apps.core.web.client import client_ip
from apps.core.web.page_cache import cacheable, tagged
from apps.media import selectors as pictures
from apps.search import selectors, services
from apps.search.query import MAX_TEXT, PARAMETERS, Query, parse
from apps.sellers import selectors as shops

LIST_TTL_S = 60
SUGGEST_TTL_S = 300
LOGO_SIZES = "5rem"


@require_safe
@cacheable(seconds=LIST_TTL_S, query=PARAMETERS - {"q", "exact", "category"})
def category(request: HttpRequest, code: str) -> HttpResponse:
    try:
        node = shelves.node_of(code=code)
    except NotAllowed:
        moved = shelves.category_now(code=code)
        if moved is None:
            raise
        return redirect(moved.url, permanent=True)
    query = replace(parse(request.GET.getlist), category=code, text="", is_exact=False)
    found = selectors.listing(query=query, base_url=request.path, is_search=False)
    is_first = found.result.page == 1 and not query.has_filters
    context = {
        "node": node,
        "trail": shelves.trail(node),
        "listing": found,
        "sub_categories": selectors.sub_categories(node=node, result=found.result)
        if is_first
        else [],
        "elsewhere": [] if found.result.total else selectors.categories_beside(node=node),
    }
    answer = TemplateResponse(request, "search/category.html", context).render()
    return tagged(answer, f"category:{code}", *found.tags)


@require_safe
@cacheable(seconds=LIST_TTL_S, query=PARAMETERS)
def search(request: HttpRequest) -> HttpResponse:
    query = _with_known_category(parse(request.GET.getlist))
    found = selectors.listing(query=query, base_url=request.path, is_search=True)
    if query.page == 1 and not query.has_filters:
        services.note_search(
            text=query.text,
            language=get_language() or "en",
            found=found.result.total,
            ip=client_ip(request),
        )
    context = {
        "listing": found,
        "search_text": query.text,
        "elsewhere": []
        if found.result.total
        else selectors.near_categories(text=query.text) or selectors.popular_categories(),
    }
    answer = TemplateResponse(request, "search/search.html", context).render()
    return tagged(answer, "search", *found.tags)


@require_safe
@cacheable(seconds=LIST_TTL_S, query=PARAMETERS)
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    seller = shops.open_seller(slug=slug)
    query = _with_known_category(parse(request.GET.getlist))
    query = replace(query, shop=slug, sellers=())
    found = selectors.listing(query=query, base_url=request.path, is_search=True)
    context = {
        "seller": seller,
        "about": say(seller.about),
        "city": say(seller.city.name),
        "search_text": query.text,
        "logo": pictures.picture(seller.logo, sizes=LOGO_SIZES, alt="") if seller.logo else None,
        "listing": found,
    }
    answer = TemplateResponse(request, "search/shop.html", context).render()
    return tagged(answer, f"shop:{seller.pk}", f"seller:{slug}", *found.tags)


@require_safe
@cacheable(seconds=SUGGEST_TTL_S, query=frozenset({"q"}))
def suggest(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")[:MAX_TEXT]
    found = selectors.suggest(text=text, language=get_language() or "en")
    answer = TemplateResponse(request, "search/suggest.html", {"found": found}).render()
    return tagged(answer, "tree", *(f"product:{card.id}" for card in found.cards))


def _with_known_category(query: Query) -> Query:
    """A category that isn't there narrows nothing, like any other malformed value."""
    if not query.category:
        return query
    try:
        shelves.node_of(code=query.category)
    except NotAllowed:
        return replace(query, category="")
    return query
