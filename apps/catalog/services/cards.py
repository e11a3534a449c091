"""Cards and their versions: a live card stays live, as it is, while its next version waits."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from apps.catalog.events import RevisionDecided, RevisionSubmitted
from apps.catalog.models import (
    AttributeKind,
    Brand,
    Category,
    CategoryAttribute,
    Fault,
    Product,
    ProductPhoto,
    ProductRevision,
    ProductState,
    RevisionState,
)
from apps.catalog.rules.merged_values import moved, moved_option
from apps.catalog.services.imports.places import brand_slug
from apps.catalog.services.imports.wording import slug_of
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.moving_values import value_moves
from apps.catalog.services.prices import begin_prices
from apps.catalog.services.rights import may_sell
from apps.catalog.services.variants import VariantContent, write_variants
from apps.core import audit
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed
from apps.core.events import publish

MAX_TITLE = 300
MAX_DESCRIPTION = 20_000
MAX_PHOTOS = 30


@dataclass(frozen=True, slots=True)
class CardContent:
    """What moderation looks at. `photos` are (image id, variant option it shows or '')."""

    title: dict[str, str]
    description: dict[str, str]
    category_code: str
    source_language: str
    brand: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)  # Any: text, number or boolean
    weight_g: int = 0
    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
    photos: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def create_product(
    *,
    seller_id: UUID,
    content: CardContent,
    variants: Sequence[VariantContent],
    handling_days: int,
    by: Actor,
    now: datetime,
) -> Product:
    """Write a new card with its variants and the shop's offers for them. A seller's card waits for
    moderation; one by staff or the system is live at once.
    Raises NotAllowed, Forbidden, Invalid (by field), Conflict (SKU taken)."""
    may_sell(by, seller_id)
    content = _as_now(content)
    category = check_content(content=content)
    if not variants:
        raise Invalid(fields={"variants": _("A product has at least one variant.")})
    product = Product(author_id=seller_id, category=category, slug="", title={})
    _apply(product, content, category)
    product.save(force_insert=True)
    _set_photos(product, content)
    write_variants(
        product=product,
        seller_id=seller_id,
        variants=variants,
        handling_days=handling_days,
        by=by,
    )
    refresh_products(product_ids=[product.pk])
    revision = _submit(product, content, by)
    if by.role in ("staff", "system"):
        approve_revision(revision_id=revision.pk, by=by, now=now)
        product.refresh_from_db()
    return product


@transaction.atomic
def submit_revision(
    *, product_id: UUID, content: CardContent, by: Actor, now: datetime
) -> ProductRevision:
    """Propose a new version of a card; one that waits already is replaced. What shoppers see stays
    until it is approved. Raises NotAllowed, Forbidden, Invalid, Conflict (card removed)."""
    product = Product.objects.select_for_update().filter(pk=product_id).first()
    if product is None:
        raise NotAllowed(product=str(product_id))
    may_sell(by, product.author_id)
    if product.state == ProductState.GONE:
        raise Conflict(_("This product was removed."))
    content = _as_now(content)
    check_content(content=content)
    waiting = product.revisions.filter(state=RevisionState.WAITING)
    waiting.update(state=RevisionState.REPLACED, decided_at=now)
    return _submit(product, content, by)


@transaction.atomic
def approve_revision(*, revision_id: int, by: Actor, now: datetime) -> Product:
    """A waiting version becomes what shoppers see. Raises NotAllowed (not staff, unknown), Conflict
    (decided already)."""
    revision, product = _waiting(revision_id, by)
    content = _as_now(_read(revision.content, product))
    category = check_content(content=content)
    _apply(product, content, category)
    product.state = ProductState.LIVE
    if product.published_at is None:
        product.published_at = now
        begin_prices(product_id=product.pk, now=now)
    product.save()
    _set_photos(product, content)
    _decide(revision, RevisionState.APPROVED, reason="", by=by, now=now)
    refresh_products(product_ids=[product.pk])
    return product


@transaction.atomic
def reject_revision(
    *, revision_id: int, reason: str, by: Actor, now: datetime, faults: Sequence[str] = ()
) -> None:
    """Refuse a waiting version for known faults (their codes), a reason in own words, or both; a
    live card stays as it is. Raises as approving, and Invalid for no reason or an unknown one."""
    revision, _product = _waiting(revision_id, by)
    wanted = list(dict.fromkeys(faults))
    if not (reason.strip() or wanted):
        raise Invalid(fields={"faults": _("Say what is wrong with it.")})
    if Fault.objects.filter(code__in=wanted).count() != len(wanted):
        raise Invalid(fields={"faults": _("Choose from the list.")})
    revision.faults = wanted
    _decide(revision, RevisionState.REJECTED, reason=reason.strip(), by=by, now=now)


@transaction.atomic
def remove_product(*, product_id: UUID, by: Actor) -> None:
    """Take a card off for good; orders keep what they froze. Raises NotAllowed, Forbidden."""
    product = Product.objects.select_for_update().filter(pk=product_id).first()
    if product is None:
        raise NotAllowed(product=str(product_id))
    may_sell(by, product.author_id)
    _set_state(product, ProductState.GONE, by=by)


@transaction.atomic
def block_product(*, product_id: UUID, is_blocked: bool, by: Actor) -> None:
    """Staff hide a card, or show it again. Raises NotAllowed."""
    product = Product.objects.select_for_update().filter(pk=product_id).first()
    if product is None or by.role not in ("staff", "system"):
        raise NotAllowed(product=str(product_id))
    _set_state(product, ProductState.BLOCKED if is_blocked else ProductState.LIVE, by=by)


def check_content(*, content: CardContent) -> Category:
    """The category of a card whose content is in order. Raises Invalid with the fields that aren't:
    category, title, description, photos, and `attribute:<code>` for a typed attribute."""
    errors: dict[str, str] = {}
    category = Category.objects.filter(code=content.category_code).first()
    title = content.title.get(content.source_language, "").strip()
    if not title or len(title) > MAX_TITLE:
        errors["title"] = _("A title has 1 to %(max)d characters.") % {"max": MAX_TITLE}
    if any(len(text) > MAX_DESCRIPTION for text in content.description.values()):
        errors["description"] = _("Please keep it shorter.")
    if len(content.photos) > MAX_PHOTOS:
        errors["photos"] = _("At most %(max)d photos.") % {"max": MAX_PHOTOS}
    if category is None:
        errors["category"] = _("Choose a category.")
        raise Invalid(fields=errors)
    uses = CategoryAttribute.objects.filter(
        category__path__in=Category.paths_to(category.path)
    ).select_related("attribute")
    for use in uses.prefetch_related("attribute__values"):
        if message := _attribute_error(use, content.attributes.get(use.attribute.code)):
            errors[f"attribute:{use.attribute.code}"] = message
    if errors:
        raise Invalid(fields=errors)
    return category


def _as_now(content: CardContent) -> CardContent:
    """A content whose properties and photos name no value that was merged into another: 1 query."""
    axes = {option.partition(":")[0] for _image_id, option in content.photos if option}
    moves = value_moves(attribute_codes={*content.attributes, *axes})
    if not moves:
        return content
    return replace(
        content,
        attributes=moved(content.attributes, moves=moves),
        photos=tuple(
            (image_id, moved_option(option, moves=moves)) for image_id, option in content.photos
        ),
    )


def _attribute_error(use: CategoryAttribute, value: Any) -> str:  # Any: text, number or boolean
    if value is None or value == "":
        is_missing = use.is_required and not use.is_variant_axis
        return _("This is required in the category.") if is_missing else ""
    kind = use.attribute.kind
    if kind == AttributeKind.CHOICE:
        codes = {each.code for each in use.attribute.values.all() if each.merged_into_id is None}
        chosen = value if isinstance(value, list) else [value]
        return "" if set(chosen) <= codes else _("Choose from the list.")
    if kind == AttributeKind.NUMBER:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if is_number else _("A number is needed here.")
    if kind == AttributeKind.BOOLEAN:
        return "" if isinstance(value, bool) else _("Yes or no is needed here.")
    return "" if isinstance(value, str) and len(value) <= 500 else _("Please keep it shorter.")


def _apply(product: Product, content: CardContent, category: Category) -> None:
    product.source_language = content.source_language
    product.title = {k: v.strip() for k, v in content.title.items() if v.strip()}
    product.description = {k: v.strip() for k, v in content.description.items() if v.strip()}
    product.category = category
    product.brand = brand_of(content.brand)
    product.attributes = content.attributes
    product.weight_g, product.length_mm = content.weight_g, content.length_mm
    product.width_mm, product.height_mm = content.width_mm, content.height_mm
    product.slug = slug_of(product.title.get("en") or product.title[content.source_language])


def brand_of(name: str) -> Brand | None:
    """The brand of that name, made where it is new; None for no name. Another spelling gives the
    brand that stands for it."""
    if not name.strip():
        return None
    brands = Brand.objects.select_related("merged_into")
    brand, _made = brands.get_or_create(slug=brand_slug(name), defaults={"name": name.strip()})
    return brand.merged_into or brand


def _set_photos(product: Product, content: CardContent) -> None:
    product.photos.all().delete()
    ProductPhoto.objects.bulk_create(
        ProductPhoto(product=product, image_id=image_id, option=option, position=position)
        for position, (image_id, option) in enumerate(content.photos)
    )


def _submit(product: Product, content: CardContent, by: Actor) -> ProductRevision:
    revision = ProductRevision.objects.create(
        product=product, content=asdict(content), author_id=by.user_id
    )
    publish(RevisionSubmitted(product.pk, revision.pk))
    return revision


def _waiting(revision_id: int, by: Actor) -> tuple[ProductRevision, Product]:
    found = ProductRevision.objects.filter(pk=revision_id).first()
    if found is None or by.role not in ("staff", "system"):
        raise NotAllowed(revision=revision_id)
    product = Product.objects.select_for_update().get(pk=found.product_id)
    revision = ProductRevision.objects.select_for_update().get(pk=revision_id)
    if revision.state != RevisionState.WAITING:
        raise Conflict(_("Somebody has decided on this version already."))
    return revision, product


def _read(raw: Mapping[str, Any], product: Product) -> CardContent:  # Any: JSON
    """A stored version; what it doesn't name stays as it is (imports change only texts)."""
    photos = raw.get("photos")
    if photos is None:
        rows = product.photos.order_by("position").values_list("image_id", "option")
        photos = [(str(image_id), option) for image_id, option in rows]
    return CardContent(
        title={**product.title, **raw["title"]},
        description={**product.description, **raw.get("description", {})},
        category_code=raw.get("category_code") or product.category.code,
        source_language=raw.get("source_language") or product.source_language,
        brand=raw.get("brand", product.brand.name if product.brand else ""),
        attributes=raw.get("attributes", product.attributes),
        weight_g=raw.get("weight_g", product.weight_g),
        length_mm=raw.get("length_mm", product.length_mm),
        width_mm=raw.get("width_mm", product.width_mm),
        height_mm=raw.get("height_mm", product.height_mm),
        photos=tuple((str(image_id), option) for image_id, option in photos),
    )


def _decide(
    revision: ProductRevision, state: RevisionState, *, reason: str, by: Actor, now: datetime
) -> None:
    revision.state, revision.reason, revision.decided_at = state, reason, now
    revision.decided_by_id = by.user_id
    revision.save(update_fields=["state", "reason", "faults", "decided_at", "decided_by"])
    audit.record(
        actor=by,
        action=f"catalog.revision_{state}",
        subject=f"product:{revision.product_id}",
        after={"revision": revision.pk, "reason": reason, "faults": revision.faults},
    )
    publish(
        RevisionDecided(revision.product_id, revision.pk, state == RevisionState.APPROVED, reason)
    )


def _set_state(product: Product, state: ProductState, *, by: Actor) -> None:
    before, product.state = product.state, state
    product.save(update_fields=["state", "updated_at"])
    audit.record(
        actor=by,
        action="catalog.product_state",
        subject=f"product:{product.pk}",
        before={"state": before},
        after={"state": str(state)},
    )
    refresh_products(product_ids=[product.pk])
