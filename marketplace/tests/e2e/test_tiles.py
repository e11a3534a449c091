"""L5: a product in a list in a real browser: its heart, its scale, its way into the cart."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("market")]
LIST = "/en/search/"
# Nobody draws the demo's pictures here: one card gets its second by hand.
DRAW = """
import io
import PIL.Image
from apps.catalog.models import Product
from apps.core.web.page_cache import forget
from apps.media.services import store_image
photo = io.BytesIO()
PIL.Image.new("RGB", (600, 800), "teal").save(photo, "PNG")
Product.objects.buyable().update(second_photo=store_image(content=photo.getvalue()))
forget(["search"])
"""


def mark(page, name):
    """Press a tile's button twice: marked, the others not, and the focus stays; then not."""
    buttons = page.locator("#goods").get_by_role("button", name=name)
    for is_marked in ("true", "false"):
        buttons.first.click()
        expect(buttons.first).to_have_attribute("aria-pressed", is_marked)
        expect(buttons.first).to_be_focused()
        expect(buttons.nth(1)).to_have_attribute("aria-pressed", "false")


def test_a_tile_is_marked_and_bought_where_it_stands(market, open_browser):
    page = open_browser()
    page.goto(LIST)
    header = page.get_by_role("banner")

    mark(page, "Favourite")
    mark(page, "Compare")
    expect(page.locator("#marked")).to_have_text("Removed from the comparison.")
    hearts = page.locator("#goods").get_by_role("button", name="Favourite")
    # Faster than the answers come.
    hearts.nth(0).click(no_wait_after=True)
    hearts.nth(1).click(no_wait_after=True)
    expect(header.get_by_role("link", name="Favourites").locator(".count")).to_have_text("2")

    page.locator("#goods").get_by_role("button", name="Add to cart").first.click()
    expect(header.get_by_role("link", name="Cart").locator(".count")).to_have_text("1")
    expect(page).to_have_url(f"{market.url}{LIST}")


def test_a_tile_works_without_scripts(market, open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto(LIST)

    add = page.get_by_role("button", name="Add to cart")
    tile = page.locator("#goods .tile").filter(has=add).first
    tile.get_by_role("button", name="Favourite").click()
    page.goto("/en/favourites/")
    expect(page.get_by_role("main").locator(".tile")).to_have_count(1)
    page.get_by_role("main").get_by_role("button", name="Add to cart").click()
    page.goto("/en/cart/")
    expect(page.get_by_role("checkbox", name="Buy now: ")).to_have_count(1)


def swipe(page, box, by):
    """A finger goes sideways over the middle of a box, no faster than a finger can: after a flick
    the browser takes the next tap for the one that stops it."""
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
    session = page.context.new_cdp_session(page)
    points = [{"x": x, "y": y}], [{"x": x + by / 2, "y": y}], [{"x": x + by, "y": y}], []
    kinds = "touchStart", "touchMove", "touchMove", "touchEnd"
    for kind, touched in zip(kinds, points, strict=True):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})
        page.wait_for_timeout(50)


def test_a_swipe_shows_the_second_picture_and_a_tap_opens_the_product(market, open_browser):
    market.manage("shell", "--verbosity=0", "--command", DRAW)
    page = open_browser(has_touch=True, is_mobile=True)
    page.goto(LIST)
    tile = page.locator("#goods .tile").filter(has=page.locator(".tile-second")).first
    second = tile.locator(".tile-second")
    tile.scroll_into_view_if_needed()
    expect(second).to_be_hidden()

    swipe(page, tile.bounding_box(), -80)
    expect(second).to_be_visible()
    swipe(page, tile.bounding_box(), 80)
    expect(second).to_be_hidden()
    expect(page).to_have_url(f"{market.url}{LIST}")

    box = tile.bounding_box()
    address = tile.get_by_role("link").first.get_attribute("href")
    page.touchscreen.tap(box["x"] + 60, box["y"] + 60)
    expect(page).to_have_url(f"{market.url}{address}")
