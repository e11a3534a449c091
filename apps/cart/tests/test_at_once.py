"""One cart changed from two tabs at the same moment: each change waits for the other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from apps.cart import services
from apps.cart.tests.factories import CartFactory, CartLineFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_tabs_that_choose_other_lines_again_and_again_do_not_block_each_other():
    cart = CartFactory()
    ids = [CartLineFactory(cart=cart).pk for _ in range(6)]

    def tick(chosen):
        try:
            for _ in range(40):
                services.choose_lines(cart=cart, line_ids=chosen)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as tabs:
        list(tabs.map(tick, [ids[:3], ids[3:], ids[::2], ids[1::2]]))

    chosen = set(cart.lines.filter(is_chosen=True).values_list("pk", flat=True))
    assert chosen in [set(ids[:3]), set(ids[3:]), set(ids[::2]), set(ids[1::2])]
