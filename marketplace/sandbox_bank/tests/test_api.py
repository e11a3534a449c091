"""R6.1: the bank's door for shops, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor

import pytest


def test_a_charge_waits_for_its_payer_and_the_same_key_gives_the_same_one(bank, open_charge):
    status, charge = open_charge(key="a")

    assert (status, charge["status"], charge["captured_minor"]) == (201, "pending", 0)
    assert charge["pay_url"] == f"{bank.url}/pay/{charge['id']}"
    assert bank.call("GET", f"/v1/charges/{charge['id']}") == (200, charge)
    again = bank.call("POST", "/v1/charges", {"amount_minor": 5}, key="a")
    assert again == (422, {"code": "key_reused"})
    assert len(bank.control()["charges"]) == 1


def test_many_calls_with_one_key_at_once_make_one_charge(bank, open_charge):
    expires_at = "2100-01-01T00:00:00+00:00"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: open_charge(key="a", expires_at=expires_at), range(8)))

    assert len({charge["id"] for _, charge in answers}) == 1
    assert len(bank.control()["charges"]) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount_minor", 0),
        ("amount_minor", -5),
        ("amount_minor", 1.5),
        ("amount_minor", True),
        ("amount_minor", None),
        ("currency", ""),
        ("reference", None),
        ("description", "x" * 501),
        ("return_url", "javascript:alert(1)"),
        ("return_url", "/en/"),
        ("expires_at", "soon"),
        ("expires_at", "2030-01-01T00:00:00"),
        ("expires_at", "2020-01-01T00:00:00+00:00"),
    ],
)
def test_what_is_not_a_charge_is_refused_by_the_name_of_its_field(bank, open_charge, field, value):
    assert open_charge(**{field: value}) == (400, {"code": field})
    assert bank.control()["charges"] == []


def test_who_does_not_know_the_secret_or_names_no_key_gets_nothing(bank, open_charge):
    _, charge = open_charge()
    path = f"/v1/charges/{charge['id']}"

    assert bank.call("GET", path, secret="guessed")[0] == 401
    assert bank.call("GET", "/control", secret="guessed")[0] == 401
    assert bank.call("POST", f"{path}/cancel") == (400, {"code": "idempotency_key"})
    assert bank.call("GET", "/v1/charges/ch_unknown") == (404, {"code": "not_found"})
    assert bank.call("POST", "/v1/elsewhere", {}, key="b") == (404, {"code": "not_found"})


def test_a_charge_is_let_go_only_while_it_waits(bank, open_charge):
    _, waiting = open_charge()
    _, paid = open_charge()
    bank.call("POST", f"/control/charges/{paid['id']}/settle", {"status": "captured"})

    status, gone = bank.call("POST", f"/v1/charges/{waiting['id']}/cancel", key="c1")
    refused = bank.call("POST", f"/v1/charges/{paid['id']}/cancel", key="c2")

    assert (status, gone["status"]) == (200, "cancelled")
    assert refused == (409, {"code": "not_pending"})
    assert bank.call("GET", f"/v1/charges/{paid['id']}")[1]["status"] == "captured"


def test_refunds_never_exceed_what_was_taken_however_many_come_at_once(bank, open_charge):
    _, charge = open_charge(amount_minor=500)
    path = f"/v1/charges/{charge['id']}/refunds"
    assert bank.call("POST", path, {"amount_minor": 1}, key="early") == (409, {"code": "too_much"})
    bank.call("POST", f"/control/charges/{charge['id']}/settle", {"status": "captured"})

    with ThreadPoolExecutor(5) as pool:
        answers = list(
            pool.map(
                lambda n: bank.call("POST", path, {"amount_minor": 200}, key=f"r{n}"), range(5)
            )
        )

    assert sorted(status for status, _ in answers) == [201, 201, 409, 409, 409]
    assert bank.call("GET", f"/v1/charges/{charge['id']}")[1]["refunded_minor"] == 400
    assert bank.call("POST", path, {"amount_minor": 0}, key="zero")[0] == 400


def test_a_huge_body_is_refused_unread(bank, payer):
    assert payer.post("/v1/charges", content=b"x" * (64 * 1024 + 1)).status_code == 413
