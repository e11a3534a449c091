"""The public pages: what they show, what they cost, and that they answer everybody alike."""

import json
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from apps.accounts.tests.factories import UserFactory
from apps.catalog.models import (
    Attribute,
    Category,
    CategoryAttribute,
    Product,
    ProductPhoto,
    ProductState,
)
from apps.catalog.selectors import product_url
from apps.catalog.services import refresh_products, set_delivery_estimate, set_rating
from apps.catalog.services.tree import (
    AttributeContent,
    AttributeUse,
    CategoryContent,
    ValueContent,
    bring_tree,
)
from apps.catalog.tests.factories import (
    CategoryFactory,
    OfferFactory,
    ProductFactory,
    VariantFactory,
)
from apps.content.tests.factories import BannerFactory, PageFactory
from apps.geo.tests.factories import CityFactory
from apps.media.tests.factories import ImageFactory
from apps.reviews.tests.factories import AnswerFactory, ReviewFactory
from apps.sellers.tests.factories import SellerFactory
from apps.shipping.tests.factories import RateFactory
from apps.storefront.selectors import home_shelves

LANGUAGES = ("en", "ru", "uz")
HTMX = {"HX-Request": "true"}


def address(product, language="en"):
    with translation.override(language):
        return product_url(product)


def text(client, url, **options):
    return client.get(url, **options).content.decode()


@pytest.fixture
def teapot(db):
    """A card with two sizes at one seller, one size sold out."""
    product = ProductFactory(
        category=CategoryFactory(code="kitchen"),
        title={"en": "Rishtan teapot", "ru": "Риштанский чайник"},
        description={"en": "Painted by hand."},
    )
    small = VariantFactory(product=product, options={"size": "s"})
    large = VariantFactory(product=product, options={"size": "l"}, position=1)
    OfferFactory(
        product=product,
        variant=small,
        seller=product.author,
        price=Decimal(215_000),
        low_price=Decimal(300_000),
    )
    OfferFactory(
        product=product, variant=large, seller=product.author, price=Decimal(250_000), stock=0
    )
    return product


def test_home_shows_breadth_panels_and_what_is_reduced_popular_and_new(client, teapot):
    """H1, H3"""
    BannerFactory(title={"en": "Made in Rishtan"}, image_id=ImageFactory().pk)

    page = text(client, "/en/")

    assert '<a class="cat" href="/en/c/kitchen/">' in page
    assert "Made in Rishtan" in page
    assert [title.strip() for title in re.findall(r'<h2 id="shelf-(\w+)"', page)] == [
        "deals",
        "popular",
        "new",
    ]
    assert "−28 %" in page
    assert "215\u202f000" in page


def test_a_bazaar_without_goods_says_so_and_invites_sellers(client, db):
    page = text(client, "/en/")

    assert "The stalls are being set up" in page
    assert "/en/sell/" in page


@pytest.mark.parametrize("goods", [1, 20])
def test_home_costs_the_same_queries_for_one_thing_and_for_twenty(
    client, goods, django_assert_num_queries, db
):
    BannerFactory(image_id=ImageFactory().pk)
    for _ in range(goods):
        OfferFactory(price=Decimal(80_000), low_price=Decimal(100_000))
    CityFactory()
    text(client, "/en/?uncached")  # reads the tree and the market's own place, which are kept

    # panels, best cards, pictures; reduced, popular here and anywhere, newest; their tiles
    with django_assert_num_queries(8):
        client.get("/en/")


def test_a_page_kept_in_the_cache_costs_no_query(client, teapot, django_assert_num_queries):
    for url in ("/en/", address(teapot)):
        first = client.get(url)
        with django_assert_num_queries(0):
            assert client.get(url).content == first.content


def test_deals_are_others_tomorrow_only_when_there_are_more_than_fit(db):
    now = timezone.now()
    OfferFactory(price=Decimal(80_000), low_price=Decimal(100_000))
    assert home_shelves(now=now)[0].until is None

    for _ in range(6):
        OfferFactory(price=Decimal(80_000), low_price=Decimal(100_000))
    deals = home_shelves(now=now)[0]
    assert deals.until > now
    assert len(deals.cards) == 6


def test_the_product_page_answers_what_it_costs_when_it_comes_and_from_whom(client, teapot):
    """P1, P3, G8"""
    page = text(client, address(teapot))

    assert "<h1 >Rishtan teapot</h1>" in page
    assert "215\u202f000" in page
    assert "300\u202f000\u00a0soʻm was the lowest price of the 30 days before" in page
    assert teapot.author.name in page
    assert "14 days" in page
    assert "Painted by hand." in page


def test_a_choice_is_a_link_that_changes_address_price_and_picture(client, teapot):
    """P2"""
    large = teapot.variants.get(options={"size": "l"})
    page = text(client, address(teapot))
    assert f'href="{address(teapot)}?v={large.pk}"' in page
    assert "sold out" in page

    chosen = text(client, f"{address(teapot)}?v={large.pk}")

    assert "Sold out for now" in chosen
    assert 'name="offer_id"' not in chosen.split('id="similar"')[0].split("pdp-buy")[1]


def test_htmx_gets_the_whole_page_of_a_cacheable_address(client, teapot):
    whole = client.get(address(teapot)).content
    cache.clear()

    assert client.get(address(teapot), headers=HTMX).content == whole


def test_the_same_thing_at_another_seller_is_offered_with_its_delivery(client, teapot):
    """P8"""
    rival = SellerFactory(name="Chinnisoz")
    small = teapot.variants.get(options={"size": "s"})
    OfferFactory(product=teapot, variant=small, seller=rival, price=Decimal(240_000))

    page = text(client, address(teapot))

    others = page.split('id="offers"')[1].split("</section>")[0]
    assert "Chinnisoz" in others
    assert "240\u202f000" in others


@pytest.mark.parametrize("rows", [1, 20])
def test_a_product_page_costs_seven_queries_however_much_it_shows(
    client, rows, django_assert_num_queries, db
):
    choices = (ValueContent("x", {"en": "X"}),)
    bring_tree(
        categories=[CategoryContent("kitchen", "", {"en": "Kitchen"})],
        attributes=[
            AttributeContent(f"a{n}", "choice", {"en": "A"}, values=choices) for n in range(rows)
        ],
        uses=[AttributeUse("kitchen", f"a{n}") for n in range(rows)],
    )
    category = Category.objects.get()
    product = ProductFactory(category=category, attributes={f"a{n}": "x" for n in range(rows)})
    for n in range(rows):
        variant = VariantFactory(product=product, options={"size": f"s{n}"}, position=n)
        OfferFactory(product=product, variant=variant, seller=SellerFactory())
        OfferFactory(product=ProductFactory(category=category))
    # Reads what is kept for ten minutes, the category's attributes among it.
    text(client, address(OfferFactory(product__category=category).product))

    # card; variants, offers, estimates, photos; score; questions' counts
    with django_assert_num_queries(7):
        client.get(address(product))


@pytest.mark.parametrize("count", [1, 3])
def test_what_people_say_of_a_product_costs_its_page_two_queries_more(
    client, count, django_assert_num_queries, db
):
    product = OfferFactory().product
    for _ in range(count):
        ReviewFactory(product=product)
        AnswerFactory(question__product=product)
    text(client, address(OfferFactory(product__category=product.category).product))

    # besides those seven: reviews; questions with their answers
    with django_assert_num_queries(9):
        client.get(address(product))


def test_a_stale_name_leads_to_the_right_address_for_good(client, teapot):
    answer = client.get(f"/ru/p/old-name-{teapot.code}/")

    assert (answer.status_code, answer["Location"]) == (301, address(teapot, "ru"))


@pytest.mark.parametrize("state", [ProductState.GONE, ProductState.BLOCKED])
def test_whoever_looks_for_what_is_gone_sees_what_is_like_it(client, db, state):
    """G6, P11"""
    like_it = OfferFactory(product__title={"en": "A kettle instead"})
    gone = ProductFactory(state=state, category=like_it.product.category)

    page = client.get(address(gone))

    assert page.status_code == 410
    assert "A kettle instead" in page.content.decode()


def test_the_first_six_characteristics_stand_by_the_price(client, db):
    """P5, P6"""
    category = CategoryFactory()
    codes = [f"fact-{n}" for n in range(8)]
    for position, code in enumerate(codes):
        attribute = Attribute.objects.create(code=code, kind="text", name={"en": code})
        CategoryAttribute.objects.create(category=category, attribute=attribute, position=position)
    product = ProductFactory(category=category, attributes=dict.fromkeys(codes, "yes"))
    OfferFactory(product=product)

    page = text(client, address(product))
    first = page.partition('class="first-facts"')[2].partition("</dl>")[0]

    assert [code for code in codes if code in first] == codes[:6]
    assert 'href="#reviews"' in page


def test_what_is_known_of_the_goods_and_of_their_parcel_stands_in_groups(client, db):
    """P5"""
    category = CategoryFactory()
    material = Attribute.objects.create(code="material", kind="text", name={"en": "Material"})
    CategoryAttribute.objects.create(category=category, attribute=material)
    card = {"category": category, "weight_g": 900, "height_mm": 0}
    whole = OfferFactory(product=ProductFactory(attributes={"material": "clay"}, **card))
    bare = OfferFactory(product=ProductFactory(**card))

    def groups(offer):
        table = text(client, address(offer.product)).partition('class="table facts"')[2]
        return re.findall(r'scope="(?:row|rowgroup)">([^<]*)<', table.partition("</table>")[0])

    assert groups(whole) == ["The goods", "Material", "Article", "Parcel", "Weight"]
    assert groups(bare) == ["Article", "Weight"]


def test_a_tile_shows_a_second_picture_to_who_points_at_it(client, db):
    """L5: the second different photo; one that is shown twice is none."""
    two, one = OfferFactory().product, OfferFactory().product
    first, second = ImageFactory(), ImageFactory(renditions={"640": "x/second.webp"})
    for product, images in ((two, [first, first, second]), (one, [first, first])):
        ProductPhoto.objects.bulk_create(
            ProductPhoto(product=product, image=image, position=position)
            for position, image in enumerate(images)
        )
    refresh_products(product_ids=[two.pk, one.pk])

    page = text(client, "/en/")

    assert page.count('class="tile-second"') == 2  # popular and new
    assert "x/second.webp" in page


def test_a_removed_product_is_gone_and_one_never_shown_is_not_found(client, db):
    """P11"""
    gone, draft = ProductFactory(state=ProductState.GONE), ProductFactory(state=ProductState.DRAFT)

    answer = client.get(address(gone))
    assert answer.status_code == 410
    assert 'role="search"' in answer.content.decode()
    assert gone.title["en"] not in answer.content.decode()
    assert client.get(address(draft)).status_code == 404
    assert client.get("/en/p/teapot-00000000/").status_code == 404


def test_a_page_that_is_not_there_offers_search_and_categories(client, db):
    """G6"""
    answer = client.get("/en/nothing/here/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'action="/en/search/"' in page
    assert 'hx-get="/en/catalogue/"' in page


def test_search_engines_read_the_price_that_people_see(client, teapot):
    """P12"""
    set_rating(product_id=teapot.pk, rating=Decimal("4.90"), count=812)

    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text(client, address(teapot))
    )
    product, trail = map(json.loads, blocks)

    assert product["offers"]["price"] == "215000.00"
    assert product["offers"]["priceCurrency"] == "UZS"
    assert product["offers"]["availability"] == "https://schema.org/InStock"
    assert product["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": "4.9",
        "reviewCount": 812,
    }
    assert trail["itemListElement"][0]["item"].endswith("/en/c/kitchen/")


def test_a_title_cannot_break_out_of_the_facts_for_search_engines(client, db):
    title = "</script><script>alert(1)</script>&"
    offer = OfferFactory(product=ProductFactory(title={"en": title}))

    page = text(client, address(offer.product))

    assert "<script>alert" not in page
    [facts, _trail] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(facts)["name"] == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_speak_each_language_and_link_to_the_others(client, teapot, language):
    for url in (f"/{language}/", address(teapot, language), f"/{language}/catalogue/"):
        page = text(client, url)

        assert f'<html lang="{language}">' in page
        for other in LANGUAGES:
            there = url.replace(f"/{language}/", f"/{other}/", 1)
            assert f'hreflang="{other}" href="http://localhost:8000{there}"' in page
            assert f'href="{there}"' in page


def test_changing_the_language_keeps_the_page_and_what_was_asked(client, teapot):
    assert 'href="/ru/search/?q=teapot"' in text(client, "/en/search/?q=teapot")


def cacheable_addresses(teapot):
    return [
        "/en/",
        "/en/catalogue/",
        address(teapot),
        f"{address(teapot)}?v={teapot.variants.all()[0].pk}",
        f"/en/reviews/{teapot.code}/",
        f"/en/questions/{teapot.code}/",
        "/en/help/delivery/",
        "/en/c/kitchen/",
        "/en/search/?q=teapot",
        f"/en/shop/{teapot.author.slug}/",
    ]


def test_pages_for_everybody_are_the_same_bytes_for_a_guest_and_for_somebody_known(
    client, teapot, settings
):
    """architecture.md, Pages that caches may keep"""
    PageFactory(slug="delivery")
    BannerFactory()
    CityFactory(pk=settings.MARKET_DEFAULT_CITY)
    offer = teapot.variants.get(options={"size": "s"}).offers.get()
    for url in cacheable_addresses(teapot):
        client.cookies.clear()
        cache.clear()
        guest = client.get(url)
        client.force_login(UserFactory(name="Dilnoza Karimova"))
        origin = {"Sec-Fetch-Site": "same-origin"}
        client.post("/en/cart/add/", {"offer_id": offer.pk}, headers=origin)
        client.post("/en/favourites/mark/", {"product_id": teapot.pk}, headers=origin)
        cache.clear()
        known = client.get(url)

        assert guest.status_code == known.status_code == 200, url
        assert guest.content == known.content, url
        assert b"csrf" not in guest.content.lower(), url
        for answer in (guest, known):
            assert "public" in answer["Cache-Control"], url
            assert "Cookie" not in answer.get("Vary", ""), url
            assert not answer.cookies, url


def test_robots_and_the_sitemap_name_what_is_public(client, teapot):
    assert "Disallow: /ru/cart/" in text(client, "/robots.txt")
    assert "http://localhost:8000/sitemap-products.xml?p=1" in text(client, "/sitemap.xml")
    products = text(client, "/sitemap-products.xml")
    assert f"<loc>http://localhost:8000{address(teapot, 'uz')}</loc>" in products
    assert "/en/c/kitchen/" in text(client, "/sitemap-categories.xml")


def test_delivery_is_counted_for_this_very_thing_as_the_cart_will_count_it(
    client, teapot, settings
):
    """P3, P12"""
    CityFactory(pk=settings.MARKET_DEFAULT_CITY)
    set_delivery_estimate(
        warehouse_id=teapot.author.warehouses.get().pk, fee=Decimal(15_000), days_min=1, days_max=1
    )
    RateFactory(distance="city", base=Decimal(15_000), per_kg=Decimal(2_000))
    Product.objects.filter(pk=teapot.pk).update(weight_g=3_000)

    page = text(client, address(teapot))

    assert "19\u202f000" in page
    [facts] = re.findall(r'"shippingRate": ({.*?})', page)
    assert json.loads(facts)["value"] == "19000.00"
