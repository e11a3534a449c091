"""Loading the demo shop into an empty database."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.accounts.models import User
from apps.cart.models import CartLine
from apps.catalog.models import Product, ProductPhoto
from apps.content.models import Banner, Page
from apps.media.models import Image, ImageState
from apps.orders.models import Order, SellerOrder, State
from apps.payments.models import Refund, RefundState
from apps.reviews.models import Answer, Question, Reply, Review
from apps.sellers.models import Seller
from apps.shipping.models import Shipment
from marketplace.demo.loading import people, pictures

pytestmark = pytest.mark.django_db
COUNTED = (
    Product,
    ProductPhoto,
    Image,
    Order,
    SellerOrder,
    Review,
    Question,
    Seller,
    User,
    Page,
    Banner,
)


@pytest.fixture
def accounts(tmp_path, monkeypatch):
    """The list of accounts lies elsewhere than a demo's own."""
    path = tmp_path / "accounts.json"
    monkeypatch.setattr(people, "ACCOUNTS", path)
    return path


def test_a_fresh_demo_leaves_no_page_empty_and_a_second_load_changes_nothing(accounts, client):
    """Issue 3, items 8 and 13. One load for all of it: it is the slowest of steps."""
    call_command("load_demo", small=True, stdout=StringIO())
    before = {model: model.objects.count() for model in COUNTED}

    out = StringIO()
    call_command("load_demo", small=True, stdout=out)

    assert {model: model.objects.count() for model in COUNTED} == before
    assert "there already" in out.getvalue()
    call_command("verify_ledger", stdout=StringIO())
    call_command("verify_stock", stdout=StringIO())
    _there_is_something_to_see_everywhere()
    _choosing_a_colour_changes_the_picture()
    _pictures_are_drawn_in_the_order_they_were_promised()
    _the_keys_that_are_told_open_the_door(accounts, client)


def _there_is_something_to_see_everywhere():
    carried = set(Shipment.objects.values_list("state", flat=True))
    assert set(SellerOrder.objects.values_list("state", flat=True)) == set(State.values)
    assert {"ready", "out_for_delivery", "failed", "delivered"} <= carried
    assert set(Refund.objects.values_list("state", flat=True)) == {RefundState.SUCCEEDED}
    assert Review.objects.exclude(text="").exists()
    assert Review.objects.filter(photos__image__source__startswith="drawing:").exists()
    assert Review.objects.filter(helpful_count__gt=0).exists()
    assert Reply.objects.published().exists()
    assert set(Answer.objects.values_list("side", flat=True)) == {"seller", "shopper"}
    assert Question.objects.published().filter(answered_at=None).exists()
    assert CartLine.objects.values("offer__seller").distinct().count() == 2
    assert Product.objects.listed().filter(rating__gt=0, sold_count__gt=0).exists()


def _choosing_a_colour_changes_the_picture():
    product = Product.objects.filter(variants__options__has_key="colour").distinct()[0]
    photos = ProductPhoto.objects.filter(product=product).values_list("option", "image__source")
    shown: dict[str, set[str]] = {}
    for option, source in photos:
        shown.setdefault(option, set()).add(source)
    assert len(shown) > 1
    assert not set.intersection(*shown.values())


def _pictures_are_drawn_in_the_order_they_were_promised():
    waiting = Image.objects.filter(state=ImageState.WAITING).order_by("pk")
    first = list(waiting.values_list("pk", flat=True)[:2])
    assert pictures.draw_waiting(limit=2) == 2
    made = Image.objects.filter(state=ImageState.READY)
    assert set(made.values_list("pk", flat=True)) == set(first)
    assert all(image.renditions and image.original for image in made)


def _the_keys_that_are_told_open_the_door(accounts, client):
    keys = json.loads(accounts.read_text())
    roles = [key["role"] for key in keys]
    assert roles == ["shopper", "seller", "seller", "courier", "support", "admin"]
    assert all(client.login(email=key["email"], password=key["password"]) for key in keys)
    assert keys[-1]["totp_secret"]
    assert accounts.stat().st_mode & 0o077 == 0


def test_the_demo_is_refused_where_time_is_real(settings, accounts):
    settings.MAY_TRAVEL_IN_TIME = False

    with pytest.raises(CommandError):
        call_command("load_demo", small=True)

    assert not User.objects.exists()
    assert not accounts.exists()
