"""A shop's program that repeats itself, and one at work beside an import of the same goods."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from apps.catalog.models import ImportState, Offer, OfferPrice
from apps.catalog.selectors import stock_differences
from apps.catalog.services import imports
from apps.catalog.tests.factories import OfferFactory
from apps.core.actors import SYSTEM
from apps.sellers.tests.factories import ApiKeyFactory, SellerFactory

PRICES = "/api/v1/seller/offers/prices/"
STOCK = "/api/v1/seller/offers/stock/"


def program_of(shop):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer bzr_{ApiKeyFactory(seller=shop).name}")
    return client


@pytest.mark.django_db
def test_a_call_sent_again_late_does_not_undo_what_came_after_it():
    offer = OfferFactory(sku="A")
    program = program_of(offer.seller)
    call = {"items": [{"sku": "A", "price": "90000"}]}
    first = program.post(PRICES, call, HTTP_IDEMPOTENCY_KEY="price-of-monday")
    program.post(PRICES, {"items": [{"sku": "A", "price": "80000"}]})

    again = program.post(PRICES, call, HTTP_IDEMPOTENCY_KEY="price-of-monday")
    pieces = {"items": [{"sku": "A", "free": 4}]}
    other_endpoint = program.post(STOCK, pieces, HTTP_IDEMPOTENCY_KEY="price-of-monday")

    assert (first.status_code, again.json()) == (200, first.json())
    assert Offer.objects.get().price == 80_000
    assert other_endpoint.json()["results"][0]["status"] == "saved"


@pytest.mark.django_db
@pytest.mark.parametrize(("key", "status"), [("price-of-monday", 422), ("short", 400), ("", 400)])
def test_a_key_of_another_call_or_none_that_can_be_is_refused(key, status):
    offer = OfferFactory(sku="A")
    program = program_of(offer.seller)
    program.post(
        PRICES, {"items": [{"sku": "A", "price": "90000"}]}, HTTP_IDEMPOTENCY_KEY="price-of-monday"
    )

    answer = program.post(
        PRICES, {"items": [{"sku": "A", "price": "70000"}]}, HTTP_IDEMPOTENCY_KEY=key
    )

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert Offer.objects.get().price == 90_000


@pytest.mark.django_db
def test_two_shops_programs_may_choose_the_same_key():
    offers = [OfferFactory(sku="A"), OfferFactory(sku="A")]
    call = {"items": [{"sku": "A", "price": "90000"}]}

    answers = [
        program_of(offer.seller).post(PRICES, call, HTTP_IDEMPOTENCY_KEY="price-of-monday")
        for offer in offers
    ]

    assert [answer.json()["results"][0]["status"] for answer in answers] == ["saved", "saved"]


@pytest.mark.django_db(transaction=True)
def test_a_program_beside_an_import_of_the_same_goods_never_waits_in_a_ring():
    shop = SellerFactory()
    skus = [OfferFactory(seller=shop).sku for _ in range(30)]
    program = program_of(shop)

    def sync():
        try:
            codes = []
            for turn in range(6):
                prices = [{"sku": sku, "price": 50_000 + turn} for sku in skus]
                pieces = [{"sku": sku, "free": 20 + turn} for sku in skus]
                codes.append(program.post(PRICES, {"items": prices}).status_code)
                codes.append(program.post(STOCK, {"items": pieces}).status_code)
            return codes
        finally:
            connection.close()

    def bring():
        try:
            return [import_all(shop, skus[::-1], 60_000 + turn) for turn in range(4)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        synced, brought = pool.submit(sync), pool.submit(bring)

    assert synced.result() == [200] * 12
    assert brought.result() == [ImportState.DONE] * 4
    assert stock_differences() == []
    # Nobody's price got lost between reading and writing: the history ends with what is shown.
    for offer in Offer.objects.all():
        last = OfferPrice.objects.filter(offer=offer).order_by("-began_at", "-pk").first()
        assert last.price == offer.price


def import_all(shop, skus, price):
    card = {"title": "Teapot", "category_path": ["Kitchen"], "currency": "UZS", "stock": 5}
    lines = [json.dumps(card | {"sku": sku, "price": str(price)}) for sku in skus]
    run = imports.start_import(
        seller_id=shop.pk,
        file=ContentFile("\n".join(lines).encode()),
        name="goods.jsonl",
        language="en",
        rates={},
        default_stock=0,
        keep_good=True,
        is_trial=False,
        by=SYSTEM,
    )
    imports.run_import(run_id=run.pk, now=timezone.now())
    run.refresh_from_db()
    return run.state
