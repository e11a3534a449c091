"""The staff panel's look and menu (django-unfold), in the shop's own colours."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _link(
    title: Any, icon: str, name: str
) -> dict[str, Any]:  # Any: lazy strings have no public type
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}_changelist")}


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
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": _("Trade"),
                "items": [
                    _link(_("Orders"), "package_2", "orders_order"),
                    _link(_("Sellers"), "storefront", "sellers_seller"),
                    _link(_("Products"), "sell", "catalog_product"),
                    _link(_("Reviews"), "star", "reviews_review"),
                ],
            },
            {
                "title": _("Money"),
                "items": [
                    _link(_("Payments"), "payments", "payments_payment"),
                    _link(_("Ledger"), "account_balance", "payments_ledgertransaction"),
                    _link(_("Accounts"), "account_balance_wallet", "payments_account"),
                ],
            },
            {
                "title": _("People and goods"),
                "items": [
                    _link(_("Users"), "person", "accounts_user"),
                    _link(_("Categories"), "category", "catalog_category"),
                    _link(_("Shipments"), "local_shipping", "shipping_shipment"),
                    _link(_("Audit log"), "history", "core_auditentry"),
                ],
            },
        ],
    },
}
