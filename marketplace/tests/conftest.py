import os

import pytest

from marketplace import local_stack as stacks
from marketplace.tests.market import Market


@pytest.fixture(scope="session")
def market():
    """One marketplace of real processes for all tests of the group "market"."""
    name = f"market-{os.getpid()}"
    running = Market(name)
    yield running
    code = running.stop()
    if code == 0:
        stacks.forget(name)
