"""What staff see of the catalogue: versions that wait, what they would change, goods by SKU."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Aggregate, FloatField
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.catalog.models import (
    Fault,
    Offer,
    Product,
    ProductRevision,
    ProductState,
    RevisionState,
    SuspectedDuplicate,
    Variant,
)
from apps.catalog.rules.attributes import EMPTY
from apps.catalog.rules.diff import Span, spans
from apps.catalog.selectors.lines import OptionWords
from apps.catalog.selectors.tree import AttributeView, attributes_of, trail, tree
from apps.core.errors import NotAllowed
from apps.core.money import format_money
from apps.core.queues import Found, Queue, measure
from apps.core.texts import say
from apps.media import selectors as pictures
from apps.media.models import Image
from apps.media.rules import Picture

PHOTO_SIZES = "128px"
MAX_LINES = 100
MAX_SAME = 3
# So many times more or less than the middle is odd.
ODD = 8
LANGUAGES = {"en": "EN", "ru": "RU", "uz": "OʻZ"}
MEASURES = (
    ("weight_g", _("Weight, g")),
    ("length_mm", _("Length, mm")),
    ("width_mm", _("Width, mm")),
    ("height_mm", _("Height, mm")),
)


class Median(Aggregate):
    """The middle of the values (PostgreSQL's `percentile_cont`)."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Change:
    """One property of a card: as shoppers see it and as the version has it."""

    label: str | Promise
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after

    @property
    def spans(self) -> list[Span]:
        """What changed in it, word by word."""
        return spans(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to look at twice, and the other card it is about."""

    text: str
    product_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A variant that the card's author sells."""

    sku: str
    options: str
    price: str
    barcode: str


@dataclass(frozen=True, slots=True)
class RevisionFile:
    """A version beside the card it would change. A first version has nothing before it."""

    changes: list[Change]
    photos_before: list[Picture]
    photos_after: list[Picture]
    is_first: bool
    lines: list[RevisionLine]
    cautions: list[Caution]

    @property
    def are_photos_changed(self) -> bool:
        return [p.src for p in self.photos_before] != [p.src for p in self.photos_after]


def revision_file(*, revision: ProductRevision) -> RevisionFile:
    """What a version changes, property by property, and what to look at twice: 10 queries, and 2
    for the attributes of its category every ten minutes.
    Unnamed properties stay (imports propose only texts)."""
    product = Product.objects.select_related("category", "brand").get(pk=revision.product_id)
    proposed, is_first = revision.content, product.published_at is None
    now: dict[str, Any] = {} if is_first else _content_of(product)  # Any: JSON
    before = list(product.photos.select_related("image").order_by("position", "pk"))
    ids = proposed.get("photos")
    after = [photo.image for photo in before] if ids is None else _images(ids)
    return RevisionFile(
        changes=[
            *_texts(now, proposed),
            *_plain(now, proposed),
            *_attributes(now, proposed, attributes_of(category_path=product.category.path)),
        ],
        photos_before=[] if is_first else [_picture(photo.image) for photo in before],
        photos_after=[_picture(image) for image in after],
        is_first=is_first,
        lines=_lines(product),
        cautions=_cautions(product, proposed, has_photos=bool(after)),
    )


def waiting_or_decided(*, revision_id: int) -> ProductRevision:
    """A version in any state with its card, shop and category: 1 query. Raises NotAllowed."""
    revisions = ProductRevision.objects.select_related("product__author", "product__category")
    revision = revisions.filter(pk=revision_id).first()
    if revision is None:
        raise NotAllowed(revision=revision_id)
    return revision


def is_others(*, revision: ProductRevision, user_id: object, now: datetime) -> bool:
    """Whether another member of staff looks at a version at present: no query."""
    until = revision.claimed_until
    others = revision.claimed_by_id is not None and revision.claimed_by_id != user_id
    return others and until is not None and until > now


def waiting_count() -> int:
    """How many versions wait for moderation: 1 query, bounded."""
    return measure(ProductRevision.objects.filter(state=RevisionState.WAITING), since="pk")[0]


def fault_choices() -> list[tuple[str, str]]:
    """What cards are refused for, for a form: 1 query."""
    faults = Fault.objects.filter(is_active=True).order_by("position", "pk")
    return [(fault.code, str(say(fault.title))) for fault in faults]


def queues() -> list[Queue]:
    """Versions of cards that wait for moderation, cards that are perhaps one: 2 queries."""
    waiting = ProductRevision.objects.filter(state=RevisionState.WAITING)
    count, oldest = measure(waiting, since="created_at")
    view = "admin:catalog_productrevision_changelist"
    twins = measure(SuspectedDuplicate.objects.to_look_at(), since="found_at")
    twins_view = "admin:catalog_suspectedduplicate_changelist"
    return [
        Queue(_("Cards to look at"), count, oldest, view, "state__exact=waiting"),
        Queue(_("Suspected duplicates"), *twins, twins_view, "state__exact=open"),
    ]


def find(*, text: str) -> list[Found]:
    """Offers by SKU and cards by code or barcode, for staff: 3 queries."""
    offers = Offer.objects.filter(sku=text).select_related("seller").order_by("pk")[:5]
    # Asked one by one, so that each is answered by its own index. One barcode may stand on several
    # cards: then they are perhaps duplicates, and staff want them all.
    same = Variant.objects.filter(barcode=text).exclude(barcode="").values("product")
    cards = [
        *Product.objects.filter(code=text.upper()),
        *Product.objects.filter(pk__in=same).order_by("pk")[:5],
    ]
    return [
        *(
            Found(f"{row.sku} · {row.seller}", _("Offer"), "admin:catalog_offer_change", row.pk)
            for row in offers
        ),
        *(
            Found(str(say(row.title)), _("Product"), "admin:catalog_product_change", row.pk)
            for row in cards
        ),
    ]


def _content_of(product: Product) -> dict[str, Any]:  # Any: JSON, as a version's content
    return {
        "title": product.title,
        "description": product.description,
        "category_code": product.category.code,
        "brand": product.brand.name if product.brand else "",
        "attributes": product.attributes,
        **{name: getattr(product, name) for name, _label in MEASURES},
    }


def _lines(product: Product) -> list[RevisionLine]:
    offers = Offer.objects.filter(product=product, seller_id=product.author_id)
    rows = list(offers.select_related("variant").order_by("variant__position", "pk")[:MAX_LINES])
    words = OptionWords([row.variant.options for row in rows])
    language, currency = get_language() or "en", settings.MARKET_CURRENCY
    return [
        RevisionLine(
            row.sku,
            words.text(row.variant.options, language=language),
            format_money(row.price, currency=currency, language=language),
            row.variant.barcode,
        )
        for row in rows
    ]


def _cautions(
    product: Product,
    proposed: dict[str, Any],  # Any: JSON
    *,
    has_photos: bool,
) -> list[Caution]:
    """Things that are often wrong: 3 queries."""
    found = []
    if not has_photos:
        found.append(Caution(_t("It has no photo.")))
    if not any({**product.description, **proposed.get("description", {})}.values()):
        found.append(Caution(_t("It has no description.")))
    barcodes = product.variants.exclude(barcode="").values("barcode")
    same = Variant.objects.filter(barcode__in=barcodes, product__state=ProductState.LIVE)
    for variant in same.exclude(product=product).select_related("product")[:MAX_SAME]:
        text = _t("The barcode %(code)s is on another card: %(title)s.")
        title = say(variant.product.title)
        said = text % {"code": variant.barcode, "title": title}
        found.append(Caution(said, variant.product_id))
    title = say(proposed.get("title") or product.title)
    twins = Product.objects.listed().filter(category_id=product.category_id)
    same_title = {f"title__{title.language}__iexact": title.text}
    found += [
        Caution(_t("Another card has the same title."), twin.pk)
        for twin in twins.filter(**same_title).exclude(pk=product.pk)[:MAX_SAME]
    ]
    return [*found, *_odd_price(product)]


def _odd_price(product: Product) -> list[Caution]:
    """A price far from what such things cost is often a slip of the finger."""
    prices = Product.objects.listed().filter(category_id=product.category_id).exclude(price=None)
    middle = prices.exclude(pk=product.pk).aggregate(
        middle=Median("price", output_field=FloatField())
    )["middle"]
    price = product.price
    if not middle or price is None or middle / ODD < price < middle * ODD:
        return []
    return [Caution(_t("The price is far from what such things cost here."))]


def _texts(now: dict[str, Any], proposed: dict[str, Any]) -> list[Change]:  # Any: JSON
    changes = []
    for name, label in (("title", _("Title")), ("description", _("Description"))):
        before, after = now.get(name, {}), {**now.get(name, {}), **proposed.get(name, {})}
        for code, short in LANGUAGES.items():
            if before.get(code) or after.get(code):
                shown = f"{label} ({short})"
                changes.append(Change(shown, before.get(code, ""), after.get(code, "")))
    return changes


def _plain(now: dict[str, Any], proposed: dict[str, Any]) -> list[Change]:  # Any: JSON
    names = (("brand", _("Brand")), *MEASURES)
    code = now.get("category_code")
    shelf = Change(_("Category"), _shelf(code), _shelf(proposed.get("category_code", code)))
    plain = [
        Change(label, _shown(now.get(name)), _shown(proposed.get(name, now.get(name))))
        for name, label in names
        if now.get(name) or proposed.get(name)
    ]
    return [shelf, *plain] if shelf.before or shelf.after else plain


def _shelf(code: str | None) -> str:
    """A category by its way from the top; its code where it is none that shoppers see."""
    node = tree().by_code.get(code or "")
    return " › ".join(str(each.name) for each in trail(node)) if node else code or ""


def _attributes(
    now: dict[str, Any],  # Any: JSON
    proposed: dict[str, Any],
    views: Iterable[AttributeView],
) -> list[Change]:
    """Properties in the words of the category; one that it doesn't know goes by its code."""
    before = now.get("attributes", {})
    after = proposed.get("attributes", before)
    known = {view.code: view for view in views}
    changes = []
    for code in dict.fromkeys([*before, *after]):
        label = str(known[code].name) if code in known else code
        shown = [
            known[code].label(value) if code in known and value not in EMPTY else _shown(value)
            for value in (before.get(code), after.get(code))
        ]
        changes.append(Change(label, *shown))
    return changes


def _images(ids: list[Any]) -> list[Image]:  # Any: pairs of id and option, JSON
    wanted = [str(image_id) for image_id, _option in ids]
    found = {str(pk): image for pk, image in Image.objects.in_bulk(wanted).items()}
    return [found[pk] for pk in wanted if pk in found]


def _picture(image: Image) -> Picture:
    return pictures.picture(image, sizes=PHOTO_SIZES, alt="")


def _shown(value: Any) -> str:  # Any: JSON
    if value in EMPTY:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def titles_of(*, product_ids: Collection[UUID]) -> list[str]:
    """Cards by code and title, for staff: 1 query."""
    rows = Product.objects.filter(pk__in=product_ids).order_by("-pk")
    return [f"{code} · {say(title)}" for code, title in rows.values_list("code", "title")]


def product_of_code(*, code: str) -> Product:
    """A card in any state by its code: 1 query. Raises NotAllowed."""
    product = Product.objects.filter(code=code.strip().upper()).first()
    if product is None:
        raise NotAllowed(product=code)
    return product
