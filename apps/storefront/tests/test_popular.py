"""H3: what people of a region buy, shown to those who live there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.catalog.models import Product
from apps.catalog.tests.factories import OfferFactory
from apps.orders.models import SellerOrder, State
from apps.orders.services import Contact, Destination
from apps.orders.tests.story import CONTACT, gather, place
from apps.shipping.tests.factories import RateFactory
from apps.shipping.tests.factories import place as city
from apps.storefront import selectors, services
from apps.storefront.models import Popular

pytestmark = pytest.mark.django_db
TASHKENT, SAMARKAND = "1726", "1718"
PEOPLE = ["dilnoza@example.com", "timur@example.com", "aziza@example.com"]


@pytest.fixture(autouse=True)
def places(db):
    RateFactory()
    RateFactory(distance="country")
    city(TASHKENT)
    city("1718401")


@pytest.fixture
def goods():
    return [OfferFactory(product__title={"en": f"Bowl {n}"}, stock=100) for n in range(6)]


def buy(*offers, people=PEOPLE, code=TASHKENT, quantity=1):
    """Each of these people orders the offers and pays."""
    for email in people:
        place(
            gather(*offers, quantity=quantity),
            contact=Contact(email, CONTACT.name, CONTACT.phone),
            address=Destination(code, "Amir Temur 1", ""),
        )
    SellerOrder.objects.update(state=State.PAID)


def count():
    return services.count_popular(now=timezone.now())


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_home_page_shows_what_the_markets_own_region_buys_most(client, goods):
    buy(*goods)
    buy(goods[3], people=["fourth@example.com"])
    Product.objects.filter(pk=goods[0].product_id).update(sold_count=9_999)
    count()

    shelf = next(
        each for each in selectors.home_shelves(now=timezone.now()) if each.key == "popular"
    )
    assert shelf.cards[0].id == goods[3].product_id
    assert "Popular now: Tashkent" in page(client, "/en/")


def test_another_region_has_a_shelf_of_its_own(client, goods):
    buy(*goods)
    buy(*goods, code="1718401")
    buy(goods[5], code="1718401", people=["fourth@example.com"])
    count()

    text = page(client, f"/en/popular/{SAMARKAND}/")
    assert "Popular now: Samarkand" in text
    assert text.index("Bowl 5") < text.index("Bowl 0")


def test_where_too_little_is_known_the_shelf_is_everybodys(client, goods):
    buy(*goods[:5])
    count()

    assert "Popular now: " not in page(client, "/en/")
    assert "Popular now" in page(client, "/en/")
    assert f'data-popular="/en/popular/{SAMARKAND}/"' in page(client, f"/en/popular/{SAMARKAND}/")


def test_what_two_people_bought_is_not_told_to_others(goods):
    buy(*goods, people=PEOPLE[:2])
    buy(*goods, people=PEOPLE[:1], quantity=5)

    assert count() == 0


def test_what_was_not_paid_or_was_cancelled_or_is_old_does_not_count(goods):
    buy(*goods)
    paid = SellerOrder.objects.all()
    assert count() == 6

    paid.update(state=State.CANCELLED)
    assert count() == 0
    paid.update(state=State.CREATED)
    assert count() == 0
    paid.update(state=State.PAID)
    assert services.count_popular(now=timezone.now() + timedelta(days=31)) == 0


def test_what_is_sold_out_makes_room_for_the_next(goods):
    more = OfferFactory(product__title={"en": "Bowl 6"}, stock=100)
    buy(*goods, more)
    count()
    Product.objects.filter(pk=goods[0].product_id).update(is_in_stock=False)

    shelf = selectors.popular_shelf(region_code=TASHKENT)
    assert {card.id for card in shelf.cards} == {each.product_id for each in [*goods[1:], more]}


def test_counting_again_writes_the_rows_anew(goods):
    buy(*goods)
    count()
    count()

    rows = Popular.objects.order_by("place").values_list("place", flat=True)
    assert list(rows) == [1, 2, 3, 4, 5, 6]


def test_a_region_costs_few_queries(goods, django_assert_num_queries):
    buy(*goods)
    count()

    with django_assert_num_queries(3):  # region, its rows, their tiles
        selectors.popular_shelf(region_code=TASHKENT)


@pytest.mark.parametrize("region", ["1", "uz", "9" * 300])
def test_an_unknown_region_is_not_found(client, region):
    assert client.get(f"/en/popular/{region}/").status_code == 404


def test_the_visitors_own_place_leads_to_its_shelf(client):
    text = page(client, "/en/personal/")
    assert f'data-popular="/en/popular/{TASHKENT}/"' in text
