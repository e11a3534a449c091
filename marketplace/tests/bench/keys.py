"""What it costs to be somebody: requests with a token beside the same without, and logins."""

import time
from dataclasses import replace
from typing import Any

from django.db import connection

from marketplace.tests.bench.meters import Cost, CpuMeter, measure
from marketplace.tests.bench.visitor import Visitor

EMAIL, PASSWORD = "bench@example.com", "a-long-walk-by-the-canal"  # its own database


class App:
    """A phone's app that is signed in."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor
        self._tokens: dict[str, Any] = {}  # Any: JSON

    def log_in(self) -> None:
        self._tokens = self._door("login", {"email": EMAIL, "password": PASSWORD})

    def refresh(self) -> None:
        self._tokens = self._door("refresh", {"refresh_token": self._tokens["refresh_token"]})

    def get(self, path: str) -> None:
        """Ask as somebody."""
        self.check(*self._visitor.json("GET", path, token=self._tokens["access_token"]))

    def get_as_nobody(self, path: str) -> None:
        self.check(*self._visitor.json("GET", path))

    def _door(self, name: str, body: dict[str, str]) -> dict[str, Any]:  # Any: JSON
        return self.check(*self._visitor.json("POST", f"/api/v1/auth/{name}/", body))

    @staticmethod
    def check(status: int, body: dict[str, Any]) -> dict[str, Any]:  # Any: JSON
        if status != 200:
            raise SystemExit(f"the API answered {status} {body}")
        return body


def key_costs(visitor: Visitor, *, times: int, web: CpuMeter, database: CpuMeter) -> list[Cost]:
    """A card and a list of cards by the API, by nobody and by somebody; a refresh; a login."""
    _make_person()
    app = App(visitor)
    _forget_limits()
    app.log_in()
    meters = {"web": web, "database": database, "before": _forget_limits}
    costs = []
    for name, path in _endpoints().items():
        for who, ask in (("nobody", app.get_as_nobody), ("somebody", app.get)):
            for _ in range(20):
                _forget_limits()
                ask(path)
            made = measure(f"API {name}, {who}", lambda: ask(path), times=times, **meters)  # noqa: B023  # measured within its turn
            costs.append(replace(made, queries=None))
    app.log_in()
    costs.append(measure("API refresh", app.refresh, times=times, **meters))
    costs.append(measure("API login", app.log_in, times=max(20, times // 4), **meters))
    return costs


def say_ratios(costs: list[Cost]) -> None:
    """What a token adds to a request, and how much of a login is Argon2."""
    by_name = {cost.name: cost for cost in costs}
    for name in _endpoints():
        nobody, somebody = by_name[f"API {name}, nobody"], by_name[f"API {name}, somebody"]
        print(f"API {name}: with a token {somebody.cpu / nobody.cpu:.2f} × without (CPU)")
    argon2_ms = _argon2_ms()
    share = argon2_ms / by_name["API login"].cpu
    print(f"API login: Argon2 takes {argon2_ms:.1f} ms of it, {share:.0%}")


def _endpoints() -> dict[str, str]:
    from apps.catalog.models import Product

    product = Product.objects.buyable().order_by("-sold_count", "pk").first()
    if product is None:
        raise SystemExit("the catalogue is empty")
    return {"card": f"/api/v1/products/{product.code}/", "list of cards": "/api/v1/products/"}


def _make_person() -> None:
    from allauth.account.models import EmailAddress

    from apps.accounts.models import User

    user = User.objects.filter(email=EMAIL).first()
    user = user or User.objects.create_user(EMAIL, PASSWORD)
    EmailAddress.objects.update_or_create(
        user=user, email=EMAIL, defaults={"verified": True, "primary": True}
    )


def _forget_limits() -> None:
    """Nobody asks as often as we do here: our own limits begin anew before each request."""
    from apps.core import durable

    store = durable.store()
    if keys := list(store.scan_iter(durable.key("limit", "*"))):
        store.delete(*keys)


def _argon2_ms(times: int = 20) -> float:
    """CPU of checking one password as production does, in this process."""
    from apps.accounts.models import User

    user = User.objects.get(email=EMAIL)
    connection.close()
    user.check_password(PASSWORD)
    started = time.process_time()
    for _ in range(times):
        user.check_password(PASSWORD)
    return (time.process_time() - started) * 1000 / times
