"""The catalogue: its tree and words are kept by hand here, cards and offers through steps."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from treebeard.forms import MoveNodeForm, movenodeform_factory
from unfold.widgets import UnfoldAdminSelectWidget

from apps.catalog import selectors, services
from apps.catalog.models import (
    Attribute,
    AttributeValue,
    Brand,
    Category,
    CategoryAttribute,
    ImportRun,
    Offer,
    OfferState,
    Product,
    ProductRevision,
    ProductState,
    Reservation,
    RevisionState,
    Stock,
    StockMovement,
    Tag,
    Variant,
)
from apps.catalog.selectors.moderation import revision_file
from apps.core.actors import Actor
from apps.core.panel import (
    EditableAdmin,
    EditableInline,
    ReadOnlyInline,
    StaffAdmin,
    state,
    step,
    text,
)
from apps.core.texts import say


class CategoryForm(MoveNodeForm):
    """A category and its place in the tree."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: the library's own signature
        super().__init__(*args, **kwargs)
        for name in ("treebeard_position", "treebeard_ref_node"):
            field = self.fields[name]
            field.widget = UnfoldAdminSelectWidget(choices=field.choices)


class CategoryAttributeInline(EditableInline):
    model = CategoryAttribute
    autocomplete_fields = ("attribute",)
    ordering = ("position", "id")


@admin.register(Category)
class CategoryAdmin(EditableAdmin):
    list_display = ("shown_name", "code", "is_active")
    list_filter = ("is_active",)
    search_fields = ("code", "name__icontains")
    ordering = ("path",)
    list_per_page = 100
    form = movenodeform_factory(Category, form=CategoryForm)
    inlines = (CategoryAttributeInline,)

    @admin.display(description=_("name"))
    def shown_name(self, category: Category) -> SafeString:
        """Indented as it lies in the tree; a class, since values are styled by the style sheet."""
        depth = min(category.depth, 6)
        return format_html('<span class="depth-{}">{}</span>', depth, say(category.name))

    def _changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The tree makes room before Django has looked at the other forms: an error anywhere takes
        it back. Any: Django's own signature."""
        answer: HttpResponse = super()._changeform_view(*args, **kwargs)
        if (getattr(answer, "context_data", None) or {}).get("errors"):
            transaction.set_rollback(True)
        return answer

    def after_change(self, row: Category) -> None:
        transaction.on_commit(selectors.forget_tree, robust=True)


class AttributeValueInline(EditableInline):
    model = AttributeValue
    ordering = ("position", "id")


@admin.register(Attribute)
class AttributeAdmin(EditableAdmin):
    list_display = ("code", "shown_name", "kind", "unit")
    list_filter = ("kind",)
    search_fields = ("code", "name__icontains")
    ordering = ("id",)
    inlines = (AttributeValueInline,)
    shown_name = text("name", _("name"))


@admin.register(Brand)
class BrandAdmin(EditableAdmin):
    list_display = ("name", "slug")
    search_fields = ("name__istartswith", "slug")
    ordering = ("-id",)


@admin.register(Tag)
class TagAdmin(EditableAdmin):
    list_display = ("slug", "shown_name")
    search_fields = ("slug",)
    ordering = ("-id",)
    shown_name = text("name", _("name"))


class VariantInline(ReadOnlyInline):
    model = Variant
    fields = ("options", "barcode", "position")
    ordering = ("position", "id")
    show_change_link = False


class OfferInline(ReadOnlyInline):
    model = Offer
    fields = ("seller", "sku", "price", "old_price", "state")
    ordering = ("-id",)


class RevisionInline(ReadOnlyInline):
    model = ProductRevision
    fields = ("state", "reason", "created_at", "decided_at", "decided_by")
    ordering = ("-id",)


@admin.register(Product)
class ProductAdmin(StaffAdmin):
    list_display = ("code", "shown_title", "state", "author", "price", "is_in_stock")
    list_select_related = ("author",)
    list_filter = ("state", "is_in_stock")
    search_fields = ("code", "slug__startswith")
    search_help_text = _("By the code at the end of the address.")
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": ("code", "shown_title", "state", "category", "brand", "author")}),
        (_("Card"), {"fields": ("title", "description", "attributes", "published_at")}),
        (_("In lists"), {"fields": ("price", "old_price", "rating", "rating_count", "sold_count")}),
    )
    readonly_fields = ("shown_title",)
    inlines = (VariantInline, OfferInline, RevisionInline)
    shown_title = text("title", _("title"))
    shown_state = state(live="success", draft="info", blocked="danger", gone="danger")

    @step(
        _("Block"),
        explanation=_("Shoppers no longer see the card; its text stays."),
        offered=lambda product: product.state == ProductState.LIVE,
        is_grave=True,
    )
    def block(self, product: Product, *, by: Actor, now: datetime) -> str:
        services.block_product(product_id=product.pk, is_blocked=True, by=by)
        return _t("The card is blocked.")

    @step(_("Show again"), offered=lambda product: product.state == ProductState.BLOCKED)
    def unblock(self, product: Product, *, by: Actor, now: datetime) -> str:
        services.block_product(product_id=product.pk, is_blocked=False, by=by)
        return _t("The card is on sale again.")


def _waits(revision: ProductRevision) -> bool:
    return revision.state == RevisionState.WAITING


@admin.register(ProductRevision)
class ProductRevisionAdmin(StaffAdmin):
    """The queue of moderation; a version's page shows what it would change."""

    list_display = ("shown_title", "seller", "shown_state", "created_at", "decided_by")
    list_select_related = ("product__author", "decided_by")
    list_filter = ("state",)
    search_fields = ("product__code",)
    search_help_text = _("By the product's code.")
    ordering = ("-id",)
    fields = ("product", "author", "state", "reason", "created_at", "decided_by")
    change_form_after_template = "admin/catalog/_revision.html"
    shown_state = state(waiting="warning", approved="success", rejected="danger")

    @admin.display(description=_("title"))
    def shown_title(self, revision: ProductRevision) -> str:
        return str(say(revision.content.get("title") or revision.product.title))

    @admin.display(description=_("seller"))
    def seller(self, revision: ProductRevision) -> str:
        return revision.product.author.name

    def sheet(
        self, request: HttpRequest, row: ProductRevision
    ) -> dict[str, Any]:  # Any: template context
        return {"file": revision_file(revision=row)}

    @step(
        _("Approve"),
        explanation=_("Shoppers see this version at once."),
        offered=_waits,
    )
    def approve(self, revision: ProductRevision, *, by: Actor, now: datetime) -> str:
        services.approve_revision(revision_id=revision.pk, by=by, now=now)
        return _t("The version is what shoppers see now.")

    @step(
        _("Reject"),
        explanation=_("A live card stays as it is. The seller reads the reason."),
        offered=_waits,
        is_grave=True,
    )
    def reject(self, revision: ProductRevision, *, by: Actor, now: datetime) -> str:
        services.reject_revision(revision_id=revision.pk, reason=by.reason, by=by, now=now)
        return _t("The version is rejected.")


class StockInline(ReadOnlyInline):
    model = Stock
    fields = ("warehouse", "on_hand", "reserved")
    ordering = ("id",)
    show_change_link = False


@admin.register(Offer)
class OfferAdmin(StaffAdmin):
    list_display = ("sku", "seller", "shown_product", "price", "state")
    list_select_related = ("seller", "product")
    list_filter = ("state",)
    search_fields = ("sku", "product__code")
    search_help_text = _("By the whole SKU or the product's code.")
    ordering = ("-id",)
    inlines = (StockInline,)
    shown_state = state(active="success", paused="info", blocked="danger")

    @admin.display(description=_("product"))
    def shown_product(self, offer: Offer) -> str:
        return str(say(offer.product.title))

    @step(
        _("Block"),
        explanation=_("The offer leaves the shelf; the seller cannot bring it back."),
        offered=lambda offer: offer.state != OfferState.BLOCKED,
        is_grave=True,
    )
    def block(self, offer: Offer, *, by: Actor, now: datetime) -> str:
        services.set_offer_state(offer_id=offer.pk, state=OfferState.BLOCKED, by=by)
        return _t("The offer is blocked.")

    @step(_("Lift the block"), offered=lambda offer: offer.state == OfferState.BLOCKED)
    def unblock(self, offer: Offer, *, by: Actor, now: datetime) -> str:
        services.set_offer_state(offer_id=offer.pk, state=OfferState.ACTIVE, by=by)
        return _t("The offer is on sale again.")


class PlaceAdmin(StaffAdmin):
    """Tables of an offer in a warehouse."""

    list_select_related = ("offer", "warehouse__seller")
    search_fields = ("offer__sku",)
    search_help_text = _("By the whole SKU.")
    ordering = ("-id",)

    @admin.display(description=_("SKU"))
    def sku(self, row: Stock | StockMovement | Reservation) -> str:
        return row.offer.sku

    @admin.display(description=_("warehouse"))
    def place(self, row: Stock | StockMovement | Reservation) -> str:
        return f"{row.warehouse.seller.name}: {row.warehouse.name}"


@admin.register(Stock)
class StockAdmin(PlaceAdmin):
    list_display = ("sku", "place", "on_hand", "reserved")


@admin.register(StockMovement)
class StockMovementAdmin(PlaceAdmin):
    list_display = ("created_at", "kind", "sku", "place", "on_hand", "reserved", "reference")
    list_filter = ("kind",)


@admin.register(Reservation)
class ReservationAdmin(PlaceAdmin):
    list_display = ("sku", "place", "quantity", "until", "reference")


@admin.register(ImportRun)
class ImportRunAdmin(StaffAdmin):
    list_display = (
        "created_at",
        "seller",
        "file_name",
        "shown_state",
        "published_count",
        "bad_count",
        "total_count",
    )
    list_select_related = ("seller",)
    list_filter = ("state", "is_trial")
    search_fields = ("seller__name__istartswith",)
    ordering = ("-id",)
    exclude = ("file",)
    shown_state = state(done="success", failed="danger", publishing="info", waiting="warning")
