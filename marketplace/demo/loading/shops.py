"""Shops of the demo: each applies, is approved, and says what it is in three languages."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from apps.core.actors import SYSTEM
from apps.sellers import services as sellers
from apps.sellers.models import Seller
from apps.sellers.services import Application
from apps.shipping.services import refresh_estimates
from marketplace.demo import reading
from marketplace.demo.loading.people import person

OPEN_FOR = timedelta(days=400)


def load(*, now: datetime, tell: Callable[[str], None]) -> bool:
    """Open the shops that are missing."""
    known = set(Seller.objects.values_list("slug", flat=True))
    missing = [shop for shop in reading.shops() if slugify(shop.name) not in known]
    for shop in missing:
        _open(shop, now=now)
    if missing:
        refresh_estimates(now=now)
        tell(f"{len(missing)} shops")
    return bool(missing)


@transaction.atomic
def _open(shop: reading.Shop, *, now: datetime) -> None:
    owner = person(shop.owner)
    seller = sellers.apply_to_sell(
        user=owner,
        application=Application(
            name=shop.name,
            legal_name=shop.legal,
            tax_number=shop.tax,
            email=shop.owner,
            phone=str(owner.phone),
            city_code=shop.city,
            street=shop.street,
            about=shop.about["uz"],
            language="uz",
            pays_vat=shop.pays_vat,
        ),
    )
    sellers.save_settings(
        seller_id=seller.pk,
        about=shop.about,
        phone=str(owner.phone),
        handling_days=shop.handling,
        by=SYSTEM,
    )
    if shop.is_waiting:
        return
    if shop.second:
        sellers.open_warehouse(
            seller_id=seller.pk,
            name=shop.second["name"],
            city_code=shop.second["city"],
            street=shop.second["street"],
            by=SYSTEM,
        )
    for email, role in shop.team.items():
        sellers.add_member(seller_id=seller.pk, email=email, role=role, by=SYSTEM)
    sellers.approve_seller(seller_id=seller.pk, by=SYSTEM, now=now - OPEN_FOR)
