"""The staff panel's look and menu (django-unfold), in the shop's own colours."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def _link(
    title: Any, icon: str, name: str
) -> dict[str, Any]:  # Any: lazy strings have no public type
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}_changelist")}


def _own_styles(request: HttpRequest) -> str:
    return static("css/staff.css")


def _pair_styles(request: HttpRequest) -> str:
    return static("css/staff_pair.css")


def _own_script(request: HttpRequest) -> str:
    return static("js/staff_names.js")


UNFOLD: dict[str, Any] = {  # Any: unfold's settings are a free-form tree
    "SITE_TITLE": "Bozor",
    "SITE_HEADER": "Bozor",
    "SITE_SYMBOL": "storefront",
    "SHOW_HISTORY": True,
    "COLORS": {
        "primary": {
            "50": "oklch(.97 .014 250)",
            "100": "oklch(.955 .02 250)",
            "200": "oklch(.89 .05 252)",
            "300": "oklch(.82 .08 252)",
            "400": "oklch(.72 .12 253)",
            "500": "oklch(.58 .14 256)",
            "600": "oklch(.41 .13 258)",
            "700": "oklch(.37 .12 259)",
            "800": "oklch(.32 .10 260)",
            "900": "oklch(.28 .08 261)",
            "950": "oklch(.22 .06 262)",
        }
    },
    "STYLES": [_own_styles, _pair_styles],
    "SCRIPTS": [_own_script],
    "DASHBOARD_CALLBACK": "marketplace.staff.first_page",
    # One box looks for an order, a person, goods, a parcel or a payment by a word of it.
    "COMMAND": {"search_models": False, "search_callback": "marketplace.staff.search"},
    "SIDEBAR": {
        "show_search": True,
        "command_search": True,
        "navigation": [
            {
                "items": [
                    {"title": _("Today"), "icon": "inbox", "link": reverse_lazy("admin:index")},
                ],
            },
            {
                "title": _("Trade"),
                "separator": True,
                "items": [
                    _link(_("Orders"), "package_2", "orders_order"),
                    _link(_("Sellers' parts"), "conveyor_belt", "orders_sellerorder"),
                    _link(_("Shipments"), "local_shipping", "shipping_shipment"),
                    _link(_("Reviews"), "star", "reviews_review"),
                    _link(_("Replies"), "reply", "reviews_reply"),
                    _link(_("Questions"), "help", "reviews_question"),
                    _link(_("Answers"), "forum", "reviews_answer"),
                    _link(_("Messages"), "mail", "notifications_message"),
                ],
            },
            {
                "title": _("Money"),
                "separator": True,
                "items": [
                    _link(_("Payments"), "payments", "payments_payment"),
                    _link(_("Attempts"), "credit_card", "payments_paymentattempt"),
                    _link(_("Refunds"), "undo", "payments_refund"),
                    _link(_("Banks' words"), "sms", "payments_providerevent"),
                    _link(_("Ledger"), "account_balance", "payments_ledgertransaction"),
                    _link(
                        pgettext_lazy("ledger", "Accounts"),
                        "account_balance_wallet",
                        "payments_account",
                    ),
                ],
            },
            {
                "title": _("Goods"),
                "separator": True,
                "items": [
                    _link(_("Moderation"), "rule", "catalog_productrevision"),
                    _link(_("Suspected duplicates"), "join", "catalog_suspectedduplicate"),
                    _link(_("Reasons to refuse"), "rule_settings", "catalog_fault"),
                    _link(_("Products"), "sell", "catalog_product"),
                    _link(_("Offers"), "shoppingmode", "catalog_offer"),
                    _link(_("Stock"), "inventory_2", "catalog_stock"),
                    _link(_("Stock movements"), "swap_horiz", "catalog_stockmovement"),
                    _link(_("Imports"), "upload_file", "catalog_importrun"),
                    _link(_("Categories"), "category", "catalog_category"),
                    _link(_("Attributes"), "tune", "catalog_attribute"),
                    _link(_("Brands"), "copyright", "catalog_brand"),
                    _link(_("Tags"), "label", "catalog_tag"),
                    _link(_("Pictures"), "image", "media_image"),
                ],
            },
            {
                "title": _("People and shops"),
                "separator": True,
                "items": [
                    _link(_("People"), "person", "accounts_user"),
                    _link(_("Sellers"), "storefront", "sellers_seller"),
                    _link(_("Members"), "badge", "sellers_member"),
                    _link(_("Warehouses"), "warehouse", "sellers_warehouse"),
                    _link(_("Commission plans"), "percent", "sellers_commissionplan"),
                    _link(_("Couriers"), "two_wheeler", "shipping_courier"),
                ],
            },
            {
                "title": _("The house"),
                "separator": True,
                "items": [
                    _link(_("Pages"), "article", "content_page"),
                    _link(_("Banners"), "ad", "content_banner"),
                    _link(_("Delivery rates"), "price_change", "shipping_rate"),
                    _link(_("Cities"), "location_city", "geo_city"),
                    _link(_("Events"), "bolt", "core_outboxevent"),
                    _link(_("Audit log"), "history", "core_auditentry"),
                ],
            },
        ],
    },
}
