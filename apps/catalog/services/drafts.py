"""Drafts of cards: saved as they are typed, sent when they are whole."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from apps.catalog.models import CardDraft, Category, Product, ProductState
from apps.catalog.rules.lines import MAX_LINES, Line
from apps.catalog.services.cards import MAX_PHOTOS, CardContent, create_product, submit_revision
from apps.catalog.services.lists import refresh_products
from apps.catalog.services.rights import may_sell
from apps.catalog.services.variants import VariantContent, write_variants
from apps.core.actors import Actor
from apps.core.errors import Conflict, Invalid, NotAllowed, TooLarge

MAX_DRAFTS = 100
MAX_BYTES = 400_000
KEPT_FOR = timedelta(days=90)


@transaction.atomic
def start_draft(*, seller_id: UUID, category_code: str, language: str, by: Actor) -> CardDraft:
    """Begin a new card of a category, its main texts in `language`.
    Raises NotAllowed, Forbidden, Invalid (no such category), Conflict (too many begun)."""
    may_sell(by, seller_id)
    category = Category.objects.filter(code=category_code).first()
    if category is None:
        raise Invalid(fields={"category": _("Choose a category.")})
    if CardDraft.objects.for_seller(seller_id).count() >= MAX_DRAFTS:
        raise Conflict(
            _("You have %(max)d drafts. Please send or discard some first.") % {"max": MAX_DRAFTS}
        )
    return CardDraft.objects.create(
        seller_id=seller_id,
        category=category,
        author_id=by.user_id,
        fields={"source_language": language},
        lines=[{"key": _key()}],
    )


@transaction.atomic
def open_draft(
    *,
    seller_id: UUID,
    product_id: UUID,
    fields: Mapping[str, str],
    photos: Sequence[tuple[str, str]],
    by: Actor,
) -> CardDraft:
    """The draft of a card's next version: the one at hand, else one that begins with `fields` and
    `photos`. Raises NotAllowed (not the shop's own card), Forbidden, Conflict (card removed)."""
    may_sell(by, seller_id)
    product = Product.objects.for_seller(seller_id).filter(pk=product_id).first()
    if product is None:
        raise NotAllowed(product=str(product_id))
    if product.state == ProductState.GONE:
        raise Conflict(_("This product was removed."))
    draft, _made = CardDraft.objects.get_or_create(
        product=product,
        defaults={
            "seller_id": seller_id,
            "category_id": product.category_id,
            "author_id": by.user_id,
            "fields": dict(fields),
            "photos": [list(photo) for photo in photos],
        },
    )
    return draft


@transaction.atomic
def save_draft(
    *,
    draft_id: UUID,
    fields: Mapping[str, str] | None = None,
    lines: Mapping[str, Line] | None = None,
    photos: Sequence[tuple[str, str]] = (),
    by: Actor,
) -> CardDraft:
    """Keep what was typed, as it is. `lines` by key change those that are there; `photos` come in
    this order with these options, others stay behind them: so a page that is out of date loses
    nothing that another added. Raises NotAllowed, Forbidden, TooLarge."""
    with _held(draft_id, by) as draft:
        draft.fields |= dict(fields or {})
        if lines:
            draft.lines = [{**line, **lines.get(line["key"], {})} for line in draft.lines]
        if photos:
            known = {image_id for image_id, _option in draft.photos}
            named = {image_id: option for image_id, option in photos if image_id in known}
            rest = [photo for photo in draft.photos if photo[0] not in named]
            draft.photos = [*([pk, option] for pk, option in named.items()), *rest]
    return draft


@transaction.atomic
def add_lines(*, draft_id: UUID, lines: Sequence[Line], by: Actor) -> CardDraft:
    """Add variants to a draft; lines that are empty so far give way to them.
    Raises NotAllowed, Forbidden, Invalid (too many)."""
    with _held(draft_id, by) as draft:
        begun = [line for line in draft.lines if is_begun(line)] if any(lines) else draft.lines
        if len(begun) + len(lines) > MAX_LINES:
            raise Invalid(
                fields={"variants": _("At most %(max)d variants at once.") % {"max": MAX_LINES}}
            )
        draft.lines = [*begun, *({**line, "key": _key()} for line in lines)]
    return draft


@transaction.atomic
def drop_line(*, draft_id: UUID, key: str, by: Actor) -> None:
    """Take a variant out of a draft; one that isn't there is out already."""
    with _held(draft_id, by) as draft:
        draft.lines = [line for line in draft.lines if line["key"] != key] or [{"key": _key()}]


@transaction.atomic
def add_photo(*, draft_id: UUID, image_id: UUID, by: Actor) -> None:
    """Put a picture behind those a draft has; again changes nothing.
    Raises NotAllowed, Forbidden, Invalid (too many)."""
    with _held(draft_id, by) as draft:
        if str(image_id) in (known for known, _option in draft.photos):
            return
        if len(draft.photos) >= MAX_PHOTOS:
            raise Invalid(fields={"photos": _("At most %(max)d photos.") % {"max": MAX_PHOTOS}})
        draft.photos = [*draft.photos, [str(image_id), ""]]


@transaction.atomic
def replace_photo(*, draft_id: UUID, image_id: UUID, other_id: UUID | None, by: Actor) -> None:
    """Another picture in a picture's place, as after cropping, or none."""
    with _held(draft_id, by) as draft:
        kept = {known for known, _option in draft.photos if known != str(image_id)}
        draft.photos = [
            [str(other_id), option] if known == str(image_id) else [known, option]
            for known, option in draft.photos
            if known != str(image_id) or (other_id is not None and str(other_id) not in kept)
        ]


@transaction.atomic
def send_draft(
    *,
    draft_id: UUID,
    content: CardContent,
    variants: Sequence[VariantContent],
    handling_days: int,
    by: Actor,
    now: datetime,
) -> Product:
    """Send a draft to moderation as `content`, and end it: a new card with its variants, or the
    next version of one, whose added variants are on sale at once as far as the card is.
    Raises as `create_product`, `submit_revision` and `write_variants`."""
    draft = _locked(draft_id, by)
    if draft.product_id is None:
        product = create_product(
            seller_id=draft.seller_id,
            content=content,
            variants=variants,
            handling_days=handling_days,
            by=by,
            now=now,
        )
    else:
        submit_revision(product_id=draft.product_id, content=content, by=by, now=now)
        product = Product.objects.get(pk=draft.product_id)
        if variants:
            write_variants(
                product=product,
                seller_id=draft.seller_id,
                variants=variants,
                handling_days=handling_days,
                by=by,
            )
            refresh_products(product_ids=[product.pk])
    draft.delete()
    return product


@transaction.atomic
def discard_draft(*, draft_id: UUID, by: Actor) -> None:
    """Throw a draft away. Raises NotAllowed, Forbidden."""
    _locked(draft_id, by).delete()


def forget_drafts(*, now: datetime) -> int:
    """Delete drafts that nobody has touched for ninety days; returns how many."""
    return CardDraft.objects.filter(updated_at__lt=now - KEPT_FOR).delete()[0]


def is_begun(line: Line) -> bool:
    """Whether anything was typed into a line."""
    return any(text.strip() for name, text in line.items() if name != "key")


@contextmanager
def _held(draft_id: UUID, by: Actor) -> Iterator[CardDraft]:
    """A draft that nobody else changes meanwhile, saved at the end."""
    draft = _locked(draft_id, by)
    yield draft
    if len(json.dumps([draft.fields, draft.lines, draft.photos])) > MAX_BYTES:
        raise TooLarge(_("Please keep it shorter."))
    draft.save(update_fields=["fields", "lines", "photos", "updated_at"])


def _locked(draft_id: UUID, by: Actor) -> CardDraft:
    draft = CardDraft.objects.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        raise NotAllowed(draft=str(draft_id))
    may_sell(by, draft.seller_id)
    return draft


def _key() -> str:
    return get_random_string(8)
