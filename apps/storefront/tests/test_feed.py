"""The feed of goods: what shopping services require of each item, in parts, fetched cheaply."""

import gzip
import re
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from apps.catalog.models import DeliveryEstimate, Product, ProductPhoto, Variant
from apps.catalog.tests.factories import CategoryFactory, OfferFactory, VariantFactory
from apps.core.private import private_files
from apps.media.tests.factories import ImageFactory
from apps.sellers.models import Warehouse
from apps.storefront import services
from apps.storefront.models import FeedFile
from apps.storefront.rules.merchant import is_gtin, merchant_facts

NOW = timezone.now()
G = "{http://base.google.com/ns/1.0}"
SITE = "https://shop.example"
PRICE = re.compile(r"\d+\.\d{2} (UZS|USD)")
REQUIRED = {
    *("id", "title", "description", "link", "image_link", "availability", "price", "condition"),
}
URL = "/feeds/merchant-en-1.xml.gz"


def told(**facts):
    """The least a variant says of itself."""
    return SimpleNamespace(
        **{
            "variant_id": "v1",
            "card_code": "CODE1234",
            "is_one_of_many": False,
            "title": "Teapot",
            "options_text": "",
            "description": "Painted by hand.",
            "url": "/en/p/teapot-CODE1234/",
            "images": ["/media/a.webp"],
            "price": Decimal(15),
            "old_price": None,
            "is_in_stock": True,
            "brand": "Rishtan",
            "barcode": "",
            "colour": "",
            "size": "",
            "categories": [],
            "weight_g": 0,
            "delivery_fee": None,
        }
        | facts
    )


def facts(item, currency="USD"):
    return list(merchant_facts(item, site_url=SITE, currency=currency, country="UZ"))


def checked(pairs):
    """An item's elements by name, after looking at what the specification demands of them."""
    found = dict(pairs)
    assert set(found) >= REQUIRED
    assert len(found["id"]) <= 50
    assert 0 < len(found["title"]) <= 150
    assert 0 < len(found["description"]) <= 5000
    assert found["availability"] in ("in_stock", "out_of_stock")
    for name in ("price", "sale_price"):
        assert name not in found or PRICE.fullmatch(found[name])
    for name in ("link", "image_link"):
        assert found[name].startswith("http")
    assert {"brand", "gtin"} & set(found) or found["identifier_exists"] == "no"
    assert sum(name == "additional_image_link" for name, _value in pairs) <= 10
    return found


@pytest.mark.parametrize(
    ("item", "names"),
    [
        (told(), {"price": "15.00 USD", "brand": "Rishtan", "condition": "new"}),
        (
            told(old_price=Decimal("19.90")),
            {"price": "19.90 USD", "sale_price": "15.00 USD"},
        ),
        (told(brand="", barcode="4006381333931"), {"gtin": "4006381333931"}),
        (told(brand="", barcode="4006381333932"), {"identifier_exists": "no"}),
        (told(is_in_stock=False), {"availability": "out_of_stock"}),
        (told(is_one_of_many=True, options_text="Red"), {"item_group_id": "CODE1234"}),
        (told(weight_g=900), {"shipping_weight": "900 g"}),
        (
            told(delivery_fee=Decimal(2)),
            {"shipping": [("country", "UZ"), ("price", "2.00 USD")]},
        ),
        (told(categories=["Kitchen", "Tea"]), {"product_type": "Kitchen > Tea"}),
    ],
)
def test_an_item_says_what_the_specification_demands(item, names):
    found = checked(facts(item))

    assert {name: found[name] for name in names} == names


def test_sums_of_any_currency_have_two_places_and_its_code():
    found = checked(facts(told(price=Decimal(215_000)), currency="UZS"))

    assert found["price"] == "215000.00 UZS"


def test_goods_without_a_picture_are_left_out():
    assert facts(told(images=[])) == []


@given(
    title=st.text(min_size=1, max_size=400).filter(str.strip),
    images=st.lists(st.just("/media/a.webp"), min_size=1, max_size=20),
)
def test_whatever_a_seller_wrote_fits_and_can_be_read(title, images):
    pairs = facts(told(title="x" + title, options_text=title, images=images))

    checked(pairs)
    text = dict(pairs)["title"].replace("&", "&amp;").replace("<", "&lt;")
    ElementTree.fromstring(f"<title>{text}</title>")


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        *[(code, True) for code in ("96385074", "036000291452", "4006381333931")],
        *[(code, False) for code in ("", "123", "4006381333930", "abcdefgh", "40063813339310")],
    ],
)
def test_a_barcode_counts_when_its_check_digit_does(code, is_one):
    assert is_gtin(code) is is_one


@pytest.fixture
def goods(db, settings, tmp_path):
    """Two cards with photos: one reduced and of two sizes, one that costs nothing to bring."""
    kitchen = CategoryFactory(code="kitchen", name={"en": "Kitchen", "ru": "Кухня"})
    pot = OfferFactory(
        product__category=kitchen,
        product__title={"en": "Pot <&> pan"},
        price=Decimal(80_000),
        low_price=Decimal(100_000),
    )
    large = VariantFactory(product=pot.product, options={"size": "l"}, position=1)
    OfferFactory(product=pot.product, variant=large, seller=pot.seller, stock=0)
    bowl = OfferFactory(product__category=kitchen)
    Variant.objects.filter(pk=bowl.variant_id).update(barcode="4006381333931")
    place = Warehouse.objects.get(seller=bowl.seller)
    DeliveryEstimate.objects.create(warehouse=place, fee=12_000, days_min=1, days_max=2)
    for offer in (pot, bowl):
        ProductPhoto.objects.create(
            product=offer.product, image=ImageFactory(renditions={"640": "x/640.webp"})
        )
    return pot, bowl


def read(answer):
    assert answer["Content-Type"] == "application/gzip"
    root = ElementTree.fromstring(gzip.decompress(b"".join(answer.streaming_content)))
    return [
        [(each.tag.removeprefix(G), each.text or [(i.tag.removeprefix(G), i.text) for i in each])
         for each in item]
        for item in root.iter("item")
    ]  # fmt: skip


def test_the_night_writes_what_services_fetch(client, goods):
    count = services.build_feeds(now=NOW)

    items = [checked(pairs) for pairs in read(client.get(URL))]
    pot, bowl = goods
    assert count == 9  # three variants in three languages
    assert items[0]["title"] == "Pot <&> pan"
    assert (items[0]["price"], items[0]["sale_price"]) == ("100000.00 UZS", "80000.00 UZS")
    assert items[0]["item_group_id"] == items[1]["item_group_id"] == pot.product.code
    assert items[1]["availability"] == "out_of_stock"
    assert items[2]["gtin"] == "4006381333931"
    assert items[2]["shipping"] == [("country", "UZ"), ("price", "12000.00 UZS")]
    assert f"/en/p/{bowl.product.slug}-" in items[2]["link"]
    russian = read(client.get("/feeds/merchant-ru-1.xml.gz"))
    assert dict(russian[0])["product_type"] == "Кухня"


def test_an_unchanged_feed_is_not_sent_again(client, goods):
    services.build_feeds(now=NOW)
    first = client.get(URL)
    again = client.get(URL, headers={"if-none-match": first["ETag"]})

    services.build_feeds(now=NOW + timedelta(days=1))
    next_day = client.get(URL, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, next_day.status_code) == (304, 304)
    assert "public" in first["Cache-Control"]


def test_a_feed_is_cut_into_parts_and_old_files_go(
    client, goods, django_capture_on_commit_callbacks
):
    services.build_feeds(now=NOW)
    old = FeedFile.objects.get(language="en", number=1).file

    with django_capture_on_commit_callbacks(execute=True):
        services.build_feeds(now=NOW, part=2)

    assert [len(read(client.get(f"/feeds/merchant-en-{n}.xml.gz"))) for n in (1, 2)] == [2, 1]
    assert not private_files().exists(old)


@pytest.mark.parametrize("url", ["/feeds/merchant-en-9.xml.gz", "/feeds/merchant-xx-1.xml.gz"])
def test_a_part_that_is_not_there_is_not_found(client, db, url):
    assert client.get(url).status_code == 404
    assert client.get("/feeds/merchant-en-99999999999.xml.gz").status_code == 404


def test_a_bazaar_without_goods_has_an_empty_feed(client, db):
    services.build_feeds(now=NOW)

    assert read(client.get(URL)) == []


def test_robots_may_fetch_the_feed(client, db):
    closed = re.findall(r"Disallow: (\S+)", client.get("/robots.txt").content.decode())

    assert not any(URL.startswith(each) for each in closed)


@pytest.mark.parametrize("cards", [1, 8])
def test_a_batch_costs_the_same_queries_for_one_card_and_for_eight(
    db, cards, django_assert_max_num_queries
):
    for _ in range(cards):
        OfferFactory(product__category=CategoryFactory())
    assert Product.objects.count() == cards

    # per language: two batches, and what names the file
    with django_assert_max_num_queries(3 * 20):
        services.build_feeds(now=NOW)
