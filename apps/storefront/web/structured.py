"""What search engines read of a product page: schema.org, the same figures as people see."""

from typing import Any

from django.conf import settings

from apps.catalog.selectors import ProductPage
from apps.catalog.selectors.pages import SellerOffer

CONTEXT = "https://schema.org"


def product_facts(page: ProductPage) -> list[dict[str, Any]]:  # Any: JSON
    """The product with its featured offer, and the way to it. Source: schema.org/Product."""
    return [_product(page), _trail(page)]


def _product(page: ProductPage) -> dict[str, Any]:  # Any: JSON
    product = page.product
    facts: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Product",
        "name": page.title.text,
        "sku": product.code,
        "url": settings.SITE_URL + page.url,
    }
    if page.description.text:
        facts["description"] = page.description.text
    if page.brand:
        facts["brand"] = {"@type": "Brand", "name": page.brand}
    if images := [_absolute(photo.src) for photo in page.photos if photo.src]:
        facts["image"] = images
    if product.rating_count and product.rating is not None:
        facts["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": f"{product.rating:.1f}",
            "reviewCount": product.rating_count,
        }
    if page.offer is not None:
        facts["offers"] = _offer(page, page.offer)
    return facts


def _offer(page: ProductPage, offer: SellerOffer) -> dict[str, Any]:  # Any: JSON
    facts: dict[str, Any] = {
        "@type": "Offer",
        "price": f"{offer.price:.2f}",
        "priceCurrency": settings.MARKET_CURRENCY,
        "availability": f"{CONTEXT}/{'InStock' if offer.free > 0 else 'OutOfStock'}",
        "itemCondition": f"{CONTEXT}/NewCondition",
        "url": settings.SITE_URL + page.url,
        "seller": {"@type": "Organization", "name": offer.seller_name},
        "hasMerchantReturnPolicy": {
            "@type": "MerchantReturnPolicy",
            "applicableCountry": settings.MARKET_COUNTRY,
            "returnPolicyCategory": f"{CONTEXT}/MerchantReturnFiniteReturnWindow",
            "merchantReturnDays": settings.RETURN_WINDOW.days,
        },
    }
    if offer.delivery_fee is not None:
        facts["shippingDetails"] = {
            "@type": "OfferShippingDetails",
            "shippingRate": {
                "@type": "MonetaryAmount",
                "value": f"{offer.delivery_fee:.2f}",
                "currency": settings.MARKET_CURRENCY,
            },
            "shippingDestination": {
                "@type": "DefinedRegion",
                "addressCountry": settings.MARKET_COUNTRY,
            },
        }
    return facts


def _trail(page: ProductPage) -> dict[str, Any]:  # Any: JSON
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": str(node.name),
            "item": settings.SITE_URL + node.url,
        }
        for position, node in enumerate(page.trail, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}


def _absolute(url: str) -> str:
    return url if "://" in url else settings.SITE_URL + url
