"""Shoppers without a browser: what a page's forms would send, over real HTTP."""

import re
from html import unescape

import httpx

CARD = {"number": "9860123456789015", "expiry": "12/99", "cvc": "123"}


class Shopper:
    """A guest with a cart of one piece. `patience` repeats a call that the site couldn't answer."""

    def __init__(self, url, *, patience=None):
        self._patience = patience or (lambda call: call())
        self._http = httpx.Client(
            base_url=url, trust_env=False, timeout=30, headers={"Origin": url}
        )

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._http.close()

    def gather(self, offer_id):
        """Put a piece in the cart and go as far as the filled checkout."""
        self._post("/en/cart/add/", {"offer_id": str(offer_id)})
        page = self._get("/en/checkout/").text
        self.form = {
            "csrfmiddlewaretoken": _field(page, "csrfmiddlewaretoken"),
            "key": _field(page, "key"),
            "total": _field(page, "total"),
            "city": re.search(r'<option value="([^"]+)"[^>]*\bselected', page)[1],
            "name": "Dilnoza Karimova",
            "phone": "+998901234567",
            "email": "dilnoza@example.com",
            "street": "Yunusobod 4, 12, flat 31",
            "note": "",
        }

    def order(self):
        """Send the checkout: the way to pay when it became an order, else what the cart says."""
        answer = self._post("/en/checkout/", self.form)
        if answer.status_code == 302 and "/pay/" in answer.headers["Location"]:
            return answer.headers["Location"], ""
        if answer.status_code == 302:
            answer = self._get(answer.headers["Location"])
        return "", " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())

    def pay(self, pay_url):
        """Pay at the bank at once; returns when the bank has the money."""
        page = self._get(pay_url)
        if page.status_code == 302:
            return  # paid already
        token = _field(page.text, "csrfmiddlewaretoken")
        action = unescape(
            re.search(r'<form method="post" action="([^"]+/start/[^"]*)"', page.text)[1]
        )
        leave = self._post(action, {"csrfmiddlewaretoken": token}).headers["Location"]
        page = self._get(leave)
        if page.status_code == 302:
            return
        bank_url = unescape(re.search(r'href="([^"]+/pay/ch_[^"]+)"', page.text)[1])
        answer = httpx.post(f"{bank_url}/card", data=CARD, trust_env=False, timeout=30)
        assert answer.status_code in (303, 409), answer.text

    def _get(self, path):
        return self._call("GET", path)

    def _post(self, path, data):
        return self._call("POST", path, data=data)

    def _call(self, method, path, **sent):
        return self._patience(lambda: self._http.request(method, path, **sent))


def _field(page, name):
    """The value of a form's hidden field."""
    tag = re.search(rf'<input[^>]*\bname="{name}"[^>]*>', page)[0]
    return unescape(re.search(r'value="([^"]*)"', tag)[1])
