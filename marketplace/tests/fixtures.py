"""Fixtures every app's tests share.

pytest.ini loads them before Django is set up: our own models are imported where they are used.
"""

import pytest
from django.core.cache import cache
from django.utils import translation

from marketplace.sandbox_bank.tests.process import BankProcess


@pytest.fixture(autouse=True)
def _clean_cache():
    """Each test starts with an empty cache."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _clean_durable_keys():
    """Each test starts with its limits unspent and no token refused."""
    yield
    from apps.core import durable

    mine = list(durable.store().scan_iter(durable.key("*"), count=1000))
    if mine:
        durable.store().delete(*mine)


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language active behind it; each test starts in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def deliver_events(db):
    """Deliver every published event, and those they cause, as the worker would; call it."""
    from apps.core import events
    from apps.core.models import OutboxEvent

    def deliver() -> int:
        count = 0
        while waiting := list(OutboxEvent.objects.filter(completed_at=None).order_by("id")):
            for row in waiting:
                for name in events.subscribers_of(row.name):
                    events.deliver(event_id=row.pk, subscriber=name)
                    count += 1
        return count

    return deliver


@pytest.fixture
def published(db):
    """The names of all events published so far, in order; call it."""
    from apps.core.models import OutboxEvent

    return lambda: list(OutboxEvent.objects.order_by("id").values_list("name", flat=True))


@pytest.fixture(scope="session")
def sandbox_bank(tmp_path_factory):
    """The sandbox bank in a process of its own; it keeps its messages to itself."""
    process = BankProcess(tmp_path_factory.mktemp("bank"))
    yield process
    process.kill()
