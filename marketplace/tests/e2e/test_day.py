"""R13.1: a marketplace day in a real browser, with real processes behind it."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.tests.e2e.people import Courier, Guest, Seller, Staff

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

# Shops that something is bought from, their names and their owners.
SHOPS = (
    ("margilan-adras", "Margilan Adras", "madina@margilan-adras.example"),
    ("soundlab", "SoundLab", "timur@soundlab.example"),
)


def buy(market, guest):
    """Find both goods, buy them, pay; returns the order's number."""
    for shop, _name, _owner in SHOPS:
        title = card_of(market, shop)
        guest.find(" ".join(title.replace(",", "").split()[:3]), title)
        guest.put_in_cart()
    guest.check_out([name for _shop, name, _owner in SHOPS])
    number = guest.pay()
    guest.see_paid(len(SHOPS))
    return number


def card_of(market, shop):
    """The title of a card that this shop offers first and has pieces of."""
    return market.rows(
        "SELECT p.title->>'en' FROM catalog_product p"
        " JOIN catalog_offer o ON o.id = p.featured_offer_id"
        " JOIN sellers_seller s ON s.id = o.seller_id JOIN catalog_stock k ON k.offer_id = o.id"
        " WHERE p.state = 'live' AND s.slug = %s AND k.on_hand - k.reserved > 2"
        " ORDER BY p.title->>'en' LIMIT 1",
        shop,
    )[0][0]


def parts_of(market, number):
    """The order's parts by shop: number, and what the seller will get."""
    rows = market.rows(
        "SELECT s.slug, p.number, p.goods - p.commission - p.commission_vat"
        " FROM orders_sellerorder p JOIN sellers_seller s ON s.id = p.seller_id"
        " JOIN orders_order o ON o.id = p.order_id WHERE o.number = %s",
        number,
    )
    return {slug: (part, share) for slug, part, share in rows}


def available(market, shop):
    return market.rows(
        "SELECT a.balance FROM payments_account a JOIN sellers_seller s ON s.id::text = a.owner"
        " WHERE a.kind = 'seller_available' AND s.slug = %s",
        shop,
    )[0][0]


def test_a_day_from_the_first_search_to_the_sellers_balances(market, open_browser):
    guest = Guest(open_browser())
    number = buy(market, guest)
    parts = parts_of(market, number)
    assert parts.keys() == {shop for shop, *_ in SHOPS}

    sellers, parcels = {}, []
    for shop, _name, owner in SHOPS:
        sellers[shop] = Seller(open_browser(), market.person(owner), shop)
        parcels.append(sellers[shop].send(parts[shop][0]))
    phone = open_browser(device_scale_factor=2, is_mobile=True, has_touch=True)
    courier = Courier(phone, market.person("jasur@bozor.example"))
    for parcel in parcels:
        courier.deliver(parcel, guest.code_for(parcel))
    market.until(lambda: guest.sees("Received", times=len(parcels)))

    market.until(market.is_delivered)
    before = {shop: available(market, shop) for shop in sellers}
    later = datetime.now(UTC) + timedelta(days=15)
    market.manage("release_due", "--now", later.isoformat())
    released = {shop: available(market, shop) - before[shop] for shop in sellers}
    assert all(released[shop] >= parts[shop][1] > 0 for shop in sellers)
    for shop, seller in sellers.items():
        assert parts[shop][0] in seller.finance()

    staff = Staff(open_browser(), market.person("admin@bozor.example"))
    staff.see_order(number)
    market.check_books()


def test_a_shopper_without_javascript_buys_from_two_sellers_too(market, open_browser):
    guest = Guest(open_browser(java_script_enabled=False), has_scripts=False)

    number = buy(market, guest)

    market.until(lambda: _states(market, number) == {"paid"})
    market.check_books()


def _states(market, number):
    rows = market.rows(
        "SELECT p.state FROM orders_sellerorder p JOIN orders_order o ON o.id = p.order_id"
        " WHERE o.number = %s",
        number,
    )
    return {state for (state,) in rows}
