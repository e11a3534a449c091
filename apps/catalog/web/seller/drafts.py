"""The editor of a card: a draft in steps, saved while it is typed, sent when it is whole."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.rules.lines import Line, combinations, filled, sku_for
from apps.catalog.web.card_forms import TableForm, card_content, field_name
from apps.catalog.web.seller.work import STEPS, Work
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.texts import storable
from apps.core.web.responses import render_page
from apps.sellers.selectors import Desk, desk_of

CATEGORY = "catalog/seller/category.html"
SAVED = "catalog/seller/draft_saved.html"


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: HttpRequest, shop: str) -> HttpResponse:
    """A new card begins with its category: looked for by name, or walked to from the top."""
    desk = _desk(request, shop)
    if request.method == "POST":
        draft = services.start_draft(
            seller_id=desk.seller_id,
            category_code=storable(request.POST.get("category", "")),
            language=get_language() or "en",
            by=desk.by,
        )
        return redirect("seller:draft", shop, draft.pk, "main")
    text = storable(request.GET.get("q", "")).strip()[:80]
    at = storable(request.GET.get("at", ""))
    place = selectors.node_of(code=at) if at else None
    context = {
        "desk": desk,
        "text": text,
        "trail": selectors.trail(place) if place else [],
        "nodes": place.children if place else selectors.category_tree(),
        "found": selectors.category_choices(text=text) if text else [],
        "drafts": [] if text or place else selectors.draft_rows(seller_id=desk.seller_id),
    }
    return render_page(request, CATEGORY, context, partial="choice")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def step(request: HttpRequest, shop: str, pk: UUID, step: str) -> HttpResponse:
    """A step of a draft. A form's `go` says what to do with what was typed, which is kept in any
    case: `keep` it, go to the `next` step, `send` the card, or a change of the step's own table."""
    if step not in STEPS:
        raise NotAllowed(step=step)
    desk = _desk(request, shop)
    work = Work.on(desk, selectors.card_draft(seller_id=desk.seller_id, draft_id=pk))
    if request.method != "POST":
        return _page(request, work, step, is_checked="check" in request.GET)
    go, _colon, what = storable(request.POST.get("go", "next")).partition(":")
    if go == "send":
        return _send(request, work)
    try:
        _save(request, work, step)
    except Invalid as error:
        return _refused(request, work, step, error)
    if go == "keep":
        work = _again(work)
        # A page out of date has no place for lines that came meanwhile.
        rows = [
            row
            for row in (work.rows(is_checked=False) if step == "variants" else [])
            if f"{row.key}-sku" in request.POST
        ]
        context = {"work": work, "rows": rows}
        return render_page(request, SAVED, context)
    if change := CHANGES.get((step, go)):
        try:
            change(request, work, what)
        except Invalid as error:
            return _refused(request, _again(work), step, error)
        return redirect(f"{work.url(step)}#{step}")
    work = _again(work)
    if any(problem.step == step for problem in work.problems()):
        return _page(request, work, step, is_checked=True, status=422)
    return redirect(work.url(_after(step)))


@require_POST
@login_required
def discard(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Throw a draft away; a card that is live stays as it is."""
    desk = _desk(request, shop)
    services.discard_draft(draft_id=pk, by=desk.by)
    messages.success(request, _("The draft is discarded."))
    return redirect("seller:products", shop)


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")


def _again(work: Work) -> Work:
    draft = selectors.card_draft(seller_id=work.desk.seller_id, draft_id=work.draft.pk)
    return Work(work.desk, draft, work.properties, work.axes, work.trail)


def _after(step: str) -> str:
    names = list(STEPS)
    return names[min(names.index(step) + 1, len(names) - 1)]


def _save(request: HttpRequest, work: Work, step: str) -> None:
    """Keep what a step's form sent, whatever it is."""
    services.save_draft(
        draft_id=work.draft.pk,
        fields=_fields(request, work, step),
        lines=_lines(request, work) if step == "variants" else None,
        photos=_photos(request) if step == "photos" else (),
        by=work.desk.by,
    )


def _fields(request: HttpRequest, work: Work, step: str) -> dict[str, str]:
    forms = {"main": work.main_form, "parcel": work.parcel_form}
    if step not in forms:
        return {}
    names = forms[step](is_checked=False).fields
    return {name: storable(request.POST[name]) for name in names if name in request.POST}


def _lines(request: HttpRequest, work: Work) -> dict[str, Line]:
    """What was typed into each line that the draft has, by the line's key."""
    names = work.line_form({"key": ""}, is_checked=False).fields
    return {
        line["key"]: {
            name: storable(request.POST[f"{line['key']}-{name}"])[:200]
            for name in names
            if f"{line['key']}-{name}" in request.POST
        }
        for line in work.draft.lines
    }


def _photos(request: HttpRequest) -> list[tuple[str, str]]:
    """The photos in the order the page had them, each with the option it shows."""
    ids = [storable(each) for each in request.POST.getlist("photo")]
    return [(each, storable(request.POST.get(f"option-{each}", ""))[:120]) for each in ids]


def _fill(request: HttpRequest, work: Work, _what: str) -> None:
    """Put the same figures into all lines, or those that lack them."""
    form = _table(request, work)
    values, only_empty = form.values(), form.cleaned_data["only_empty"]
    work = _again(work)
    services.save_draft(
        draft_id=work.draft.pk,
        lines={
            line["key"]: filled(line, values=values, only_empty=only_empty)
            for line in work.draft.lines
        },
        by=work.desk.by,
    )


def _spread(request: HttpRequest, work: Work, _what: str) -> None:
    """Add a line for every combination of the ticked options that has none yet."""
    form = _table(request, work)
    there = {
        tuple(line.get(field_name(axis.code), "") for axis in work.axes)
        for line in _again(work).draft.lines
    }
    wanted = [
        options
        for options in combinations(form.chosen())
        if tuple(options.get(axis.code, "") for axis in work.axes) not in there
    ]
    if not any(form.chosen().values()):
        raise Invalid(fields={"table": _("Tick the options that you sell.")})
    lines = [_line(options, form) for options in wanted]
    services.add_lines(draft_id=work.draft.pk, lines=lines, by=work.desk.by)


def _line(options: Mapping[str, str], form: TableForm) -> Line:
    typed = {field_name(axis): code for axis, code in options.items()}
    sku = sku_for(stem=form.cleaned_data["stem"], options=options.values())
    return filled({**typed, "sku": sku}, values=form.values(), only_empty=True)


def _table(request: HttpRequest, work: Work) -> TableForm:
    form = TableForm(request.POST, axes=work.axes)
    if not form.is_valid():
        raise Invalid(fields={"table": ""})
    return form


def _one_more(_request: HttpRequest, work: Work, _what: str) -> None:
    services.add_lines(draft_id=work.draft.pk, lines=[{}], by=work.desk.by)


def _drop_line(_request: HttpRequest, work: Work, key: str) -> None:
    services.drop_line(draft_id=work.draft.pk, key=key, by=work.desk.by)


def _drop_photo(_request: HttpRequest, work: Work, image_id: str) -> None:
    if any(known == image_id for known, _option in work.draft.photos):
        services.replace_photo(
            draft_id=work.draft.pk, image_id=UUID(image_id), other_id=None, by=work.desk.by
        )


def _move_photo(by: int) -> "Callable[[HttpRequest, Work, str], None]":
    def move(_request: HttpRequest, work: Work, image_id: str) -> None:
        photos = [(known, option) for known, option in _again(work).draft.photos]
        at = next((i for i, (known, _option) in enumerate(photos) if known == image_id), None)
        if at is not None and 0 <= at + by < len(photos):
            photos[at], photos[at + by] = photos[at + by], photos[at]
            services.save_draft(draft_id=work.draft.pk, photos=photos, by=work.desk.by)

    return move


CHANGES: dict[tuple[str, str], Callable[[HttpRequest, Work, str], None]] = {
    ("variants", "fill"): _fill,
    ("variants", "spread"): _spread,
    ("variants", "more"): _one_more,
    ("variants", "drop"): _drop_line,
    ("photos", "drop"): _drop_photo,
    ("photos", "left"): _move_photo(-1),
    ("photos", "right"): _move_photo(1),
}


def _send(request: HttpRequest, work: Work) -> HttpResponse:
    """Send the card as it stands; what the service refuses is said above it."""
    main, parcel, lines = work.checked()
    are_valid = [form.is_valid() for form in (main, parcel, *lines)]
    if not all(are_valid) or work.problems():
        return _page(request, work, "preview", status=422)
    product = work.draft.product
    shown = {each.code for each in work.properties}
    kept = product.attributes if product else {}
    try:
        services.send_draft(
            draft_id=work.draft.pk,
            content=card_content(
                main=main,
                parcel=parcel,
                category_code=work.draft.category.code,
                photos=work.draft.photos,
                kept={code: value for code, value in kept.items() if code not in shown},
            ),
            variants=[line.content() for line in lines],
            handling_days=work.desk.seller.handling_days,
            by=work.desk.by,
            now=timezone.now(),
        )
    except Invalid as error:
        return _page(request, work, "preview", refused=list(error.fields.values()), status=422)
    except Conflict as error:
        return _page(request, work, "preview", refused=[error.message], status=409)
    told = _("Sent to moderation. We look at new cards within a day.")
    if product is not None:
        told = _("Sent to moderation. The live card stays meanwhile.")
    messages.success(request, told)
    return redirect("seller:products", work.desk.shop)


def _refused(request: HttpRequest, work: Work, step: str, error: Invalid) -> HttpResponse:
    texts = [text for text in error.fields.values() if text]
    table = TableForm(request.POST, axes=work.axes) if step == "variants" else None
    return _page(request, work, step, refused=texts, table=table, status=422)


def _page(
    request: HttpRequest,
    work: Work,
    step: str,
    *,
    is_checked: bool = False,
    refused: list[Any] | None = None,  # Any: texts, perhaps translated late
    table: TableForm | None = None,
    status: int = 200,
) -> HttpResponse:
    problems = work.problems()
    names = list(STEPS)
    context: dict[str, Any] = {  # Any: template context
        "desk": work.desk,
        "work": work,
        "draft": work.draft,
        "step": step,
        "steps": [
            (name, STEPS[name], work.url(name), not any(each.step == name for each in problems))
            for name in names
        ],
        "before": work.url(names[names.index(step) - 1]) if step != names[0] else "",
        "commission_percent": work.commission * 100,
        "refused": refused or [],
    }
    context |= CONTEXTS[step](work, is_checked)
    if table is not None:
        context["table"] = table
    if step == "preview":
        context["problems"] = [(each, work.url(each.step)) for each in problems]
    # Only the photos are asked for alone, once new ones are in.
    partial = "photos" if step == "photos" else ""
    template = f"catalog/seller/draft_{step}.html"
    return render_page(request, template, context, partial=partial, status=status)


def _main(work: Work, is_checked: bool) -> dict[str, Any]:  # Any: template context
    return {"form": work.main_form(is_checked=is_checked)}


def _parcel(work: Work, is_checked: bool) -> dict[str, Any]:  # Any: template context
    return {"form": work.parcel_form(is_checked=is_checked)}


def _variants(work: Work, is_checked: bool) -> dict[str, Any]:  # Any: template context
    product = work.draft.product
    return {
        "rows": work.rows(is_checked=is_checked),
        "table": TableForm(axes=work.axes, initial={"only_empty": True}),
        "offers": selectors.offer_rows(seller_id=work.desk.seller_id, product_id=product.pk)
        if product
        else [],
    }


def _gallery(work: Work, _is_checked: bool) -> dict[str, Any]:  # Any: template context
    options = [
        (f"{axis.code}:{code}", str(name)) for axis in work.axes for code, name, _c in axis.values
    ]
    photos = [(UUID(image_id), option) for image_id, option in work.draft.photos]
    return {"photos": selectors.draft_photos(photos=photos), "options": options}


def _preview(work: Work, _is_checked: bool) -> dict[str, Any]:  # Any: template context
    main, _parcel_form, lines = work.checked()
    main.is_valid()
    typed = work.draft.fields
    language = typed.get("source_language", "en")
    facts = [
        (each.name, each.label(main.cleaned_data[field_name(each.code)]))
        for each in work.properties
        if main.cleaned_data.get(field_name(each.code)) not in (None, "")
    ]
    prices = [line.cleaned_data["price"] for line in lines if line.is_valid()]
    return {
        **_gallery(work, False),
        "language": language,
        "title": typed.get(f"title_{language}", ""),
        "description": typed.get(f"description_{language}", ""),
        "brand": typed.get("brand", ""),
        "facts": facts,
        "price": min(prices, default=None),
        "variant_count": len(lines),
    }


CONTEXTS: dict[str, Callable[[Work, bool], dict[str, Any]]] = {  # Any: template context
    "main": _main,
    "photos": _gallery,
    "variants": _variants,
    "parcel": _parcel,
    "preview": _preview,
}
