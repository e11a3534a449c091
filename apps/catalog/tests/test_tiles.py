"""A product in a list is drawn once, and anew when anything it shows changes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation

from apps.catalog.selectors import cards
from apps.catalog.services import set_rating
from apps.catalog.tests.factories import OfferFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())


def drawn(card, *, eager=False):
    template = Template("{% load tiles %}{% tile card eager=eager %}")
    return template.render(Context({"card": card, "eager": eager}))


@pytest.fixture
def card():
    offer = OfferFactory(product__title={"en": "Bowl <b>", "ru": "Пиала"}, price=Decimal(90_000))
    return cards(product_ids=[offer.product_id], language="en")[0]


def test_what_is_shown_follows_the_card(card):
    assert "90\u202f000" in drawn(card)
    assert "80\u202f000" in drawn(replace(card, price=Decimal(80_000)))
    assert "New" in drawn(card)

    set_rating(product_id=card.id, rating=Decimal("4.5"), count=7)
    [rated] = cards(product_ids=[card.id], language="en")
    assert "4.5" in drawn(rated)
    assert "Bowl &lt;b&gt;" in drawn(rated)


def test_every_language_has_its_own(card):
    assert "Add to cart" in drawn(card)
    with translation.override("ru"):
        assert "Add to cart" not in drawn(card)


def test_days_are_said_from_today(card):
    card = replace(card, arrives=date(2026, 11, 27))
    with time_machine.travel(NOON, tick=False):
        assert "Tomorrow" not in drawn(card)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert "Tomorrow" in drawn(card)


def test_the_first_photo_loads_at_once(card):
    card = replace(card, picture=replace(card.picture, src="/media/bowl.webp"))
    assert 'loading="lazy"' in drawn(card)
    assert 'fetchpriority="high"' in drawn(card, eager=True)
