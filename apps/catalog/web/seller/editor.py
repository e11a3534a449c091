"""The editor of a card: a new one with its variants, or a new version of one that is there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.web.person import signed_in
from apps.catalog import selectors, services
from apps.catalog.models import Category
from apps.catalog.selectors import AttributeView
from apps.catalog.selectors.tree import trail_of_path
from apps.catalog.web.forms import CardForm, VariantFormSet, card_initial
from apps.catalog.web.seller.photos import Tray, photo_forms, read_tray
from apps.core.errors import Conflict, Invalid
from apps.core.texts import storable
from apps.core.web.responses import render_page
from apps.sellers.selectors import Desk, commission_rate, desk_of

CATEGORY = "catalog/seller/category.html"
EDITOR = "catalog/seller/editor.html"


@dataclass(frozen=True, slots=True)
class Page:
    """What the editor is about: whose card, in which category, with which axes of variants."""

    desk: Desk
    category: Category
    axes: list[AttributeView]
    draft: selectors.Draft | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: HttpRequest, shop: str) -> HttpResponse:
    """A new card: first its category, then all the rest."""
    desk = _desk(request, shop)
    code = storable(request.GET.get("category", ""))
    if not code:
        return _choose_category(request, desk)
    category = selectors.category_by_code(code=code)
    card, axes = _attributes(category.path)
    page = Page(desk, category, axes)
    if request.method != "POST":
        form = CardForm(attributes=card, initial={"source_language": get_language() or "en"})
        variants = _lines(axes)
        return _editor(request, page, form=form, variants=variants, tray=Tray([]))
    form = CardForm(request.POST, attributes=card)
    variants = _lines(axes, request.POST)
    tray = read_tray(request, seller_id=desk.seller_id, axes=axes)
    if "more" in request.POST:
        form, variants = _one_more(form, variants, card, axes)
    elif _created(desk, code, form, variants, tray):
        messages.success(request, _("Sent to moderation. We look at new cards within a day."))
        return redirect("seller:products", shop)
    return _editor(request, page, form=form, variants=variants, tray=tray)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """A new version of the shop's own card; what shoppers see stays until staff approve it."""
    desk = _desk(request, shop)
    draft = selectors.draft_of(seller_id=desk.seller_id, product_id=pk)
    category = draft.product.category
    card, axes = _attributes(category.path)
    form = CardForm(request.POST or None, attributes=card, initial=card_initial(draft))
    tray = Tray([(photo.image_id, photo.option) for photo in draft.photos])
    if request.method == "POST":
        tray = read_tray(request, seller_id=desk.seller_id, axes=axes)
        if form.is_valid() and not tray.errors:
            content = form.content(
                category_code=category.code, photos=tray.content(), kept=draft.attributes
            )
            try:
                services.submit_revision(
                    product_id=pk, content=content, by=desk.by, now=timezone.now()
                )
            except Invalid as error:
                form.show(error.fields)
            else:
                messages.success(request, _("Sent to moderation. The live card stays meanwhile."))
                return redirect("seller:products", shop)
    page = Page(desk, category, axes, draft)
    return _editor(request, page, form=form, tray=tray)


@require_POST
@login_required
def remove(request: HttpRequest, shop: str, pk: UUID) -> HttpResponse:
    """Take the shop's own card off the shelf for good."""
    desk = _desk(request, shop)
    services.remove_product(product_id=pk, by=desk.by)
    messages.success(request, _("Removed. Orders that contain it go on."))
    return redirect("seller:products", shop)


def _desk(request: HttpRequest, shop: str) -> Desk:
    return desk_of(user=signed_in(request), shop=shop, right="products")


def _attributes(path: str) -> tuple[list[AttributeView], list[AttributeView]]:
    """A category's attributes: those of the card, and the axes its variants differ in."""
    every = selectors.attributes_of(category_path=path)
    card = [each for each in every if not each.is_variant_axis]
    return card, [each for each in every if each.is_variant_axis]


def _choose_category(request: HttpRequest, desk: Desk) -> HttpResponse:
    context = {"desk": desk, "choices": selectors.category_choices()}
    return render_page(request, CATEGORY, context)


def _created(desk: Desk, code: str, form: CardForm, variants: Any, tray: Tray) -> bool:
    """Write the card if all forms are right; what the service refuses is shown on them.
    Any: a formset."""
    # Both are asked, so that a person sees all that is wrong at once.
    if not all([form.is_valid(), variants.is_valid(), not tray.errors]):
        return False
    try:
        services.create_product(
            seller_id=desk.seller_id,
            content=form.content(category_code=code, photos=tray.content()),
            variants=[variant.content() for variant in variants if variant.has_changed()],
            handling_days=desk.seller.handling_days,
            by=desk.by,
            now=timezone.now(),
        )
    except Invalid as error:
        form.show(error.fields)
    except Conflict as error:
        form.add_error(None, str(error.message))
    else:
        return True
    return False


def _one_more(
    form: CardForm, variants: Any, card: list[AttributeView], axes: list[AttributeView]
) -> tuple[CardForm, Any]:
    """The same forms with another line for a variant, nothing marked wrong. Any: a formset."""
    typed = [{name: line[name].value() for name in line.fields} for line in variants.forms]
    again = CardForm(attributes=card, initial={name: form[name].value() for name in form.fields})
    return again, _lines(axes, initial=[*typed, {}])


def _lines(
    axes: list[AttributeView],
    sent: QueryDict | None = None,
    *,
    initial: list[dict[str, Any]] | None = None,
) -> Any:
    """The lines of variants; one that is left empty doesn't count. Any: values, and a formset."""
    return VariantFormSet(
        sent,
        prefix="variant",
        initial=initial,
        form_kwargs={"axes": axes, "empty_permitted": True},
    )


def _editor(
    request: HttpRequest,
    page: Page,
    *,
    form: CardForm,
    tray: Tray,
    variants: Any = None,  # Any: a formset
) -> HttpResponse:
    seller, path = page.desk.seller, page.category.path
    codes = [step.code for step in reversed(trail_of_path(path))]
    formset, photos = photo_forms(tray, seller_id=page.desk.seller_id, axes=page.axes)
    context = {
        "desk": page.desk,
        "draft": page.draft,
        "trail": trail_of_path(path),
        "form": form,
        "variants": variants,
        "photo_formset": formset,
        "photos": photos,
        "photo_errors": tray.errors,
        "has_axes": bool(page.axes),
        "commission_percent": commission_rate(plan=seller.plan, category_codes=codes) * 100,
    }
    is_wrong = bool(tray.errors) or (form.is_bound and "more" not in request.POST)
    return render_page(request, EDITOR, context, status=422 if is_wrong else 200)
