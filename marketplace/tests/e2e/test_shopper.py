"""R3.1, R5.1: a shopper's own things wait for them, on whichever device they come in (C2)."""

import re

import pytest
from playwright.sync_api import expect

from marketplace.tests.e2e.people import Guest, next_code

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]

PHONE = "+998971112233"


def register(page, market):
    page.goto("/en/account/signup/phone/")
    page.get_by_label("Name and surname").fill("Nodira Yusupova")
    page.get_by_label("Phone").fill(PHONE)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(next_code(market, PHONE, 0))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Hello, Nodira Yusupova")).to_be_visible()


def save_address(page):
    page.goto("/en/account/addresses/new/")
    page.get_by_label("City or district").select_option(label="Yunusabad district")
    page.get_by_label("Street, house, flat").fill("Amir Temur 108, flat 24")
    page.get_by_label("Note for the courier").fill("Ring twice")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def come_in_by_code(page, market):
    page.goto("/en/account/login/code/")
    page.get_by_label("E-mail or phone").fill(PHONE)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(next_code(market, PHONE, 1))
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", name="Hello, Nodira Yusupova")).to_be_visible()


def goods_of(market):
    """Titles of three cards of three shops, each with pieces left, and who sells them."""
    return market.rows(
        "SELECT DISTINCT ON (s.id) p.title->>'en', s.name FROM catalog_product p"
        " JOIN catalog_offer o ON o.id = p.featured_offer_id"
        " JOIN sellers_seller s ON s.id = o.seller_id JOIN catalog_stock k ON k.offer_id = o.id"
        " WHERE p.state = 'live' AND k.on_hand - k.reserved > 3"
        " ORDER BY s.id, p.title->>'en' DESC LIMIT 3"
    )


def find(guest, title):
    guest.find(" ".join(title.replace(",", "").split()[:3]), title)


def test_what_somebody_keeps_is_there_on_another_device_and_is_bought_from_there(
    market, open_browser
):
    (first, _), (second, seller), (third, _) = goods_of(market)
    home = Guest(open_browser())
    register(home.page, market)
    save_address(home.page)
    find(home, first)
    home.put_in_cart()

    # Another device, nobody known yet: the same good and two more are gathered and marked.
    other = Guest(open_browser())
    for title in (first, third):
        find(other, title)
        other.put_in_cart()
    find(other, second)
    main = other.page.get_by_role("main")
    main.get_by_role("button", name="Favourite").first.click()
    expect(main.get_by_role("button", name="Favourite", pressed=True).first).to_be_visible()
    come_in_by_code(other.page, market)

    # Favourites → cart; nothing is there twice.
    page = other.page
    page.goto("/en/favourites/")
    expect(page.get_by_role("main").get_by_role("link", name=second).first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name=second).first.click()
    other.put_in_cart()
    page.goto("/en/cart/")
    ticks = page.get_by_role("checkbox", name=re.compile("^Buy now: "))
    expect(ticks).to_have_count(3)

    # Only one of the three is wanted today.
    for title in (first, third):
        page.get_by_role("checkbox", name=f"Buy now: {title}").uncheck()
        expect(page.get_by_role("checkbox", name=f"Buy now: {title}")).not_to_be_checked()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("1 piece to buy now")
    page.get_by_role("main").get_by_role("link", name=re.compile("checkout", re.IGNORECASE)).click()
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", name=f"Parcel 1 · {seller}")).to_be_visible()
    expect(main.get_by_label("Street, house, flat")).to_have_value("Amir Temur 108, flat 24")
    expect(main.get_by_label("Phone")).to_have_value(re.compile(r"97 ?111"))
    main.get_by_label("E-mail").fill("nodira@example.com")
    main.get_by_role("button", name=re.compile("^Pay ")).click()
    number = other.pay()
    other.see_paid(1)

    # What was not ticked stays, on both devices; the order is among their own on the first one.
    for device in (page, home.page):
        device.goto("/en/cart/")
        expect(device.get_by_role("checkbox", name=re.compile("^Buy now: "))).to_have_count(2)
    home.page.goto("/en/orders/")
    expect(home.page.get_by_role("main")).to_contain_text(number)
    market.check_books()
