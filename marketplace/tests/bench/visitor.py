"""A visitor with a kept connection and cookies, and no more overhead than that."""

import http.client
import json
import re
from typing import Any
from urllib.parse import urlencode

CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Asks one server for pages over one connection, and remembers its cookies. With `is_packed`
    pages come as browsers have them come, packed, and stay so."""

    def __init__(self, *, host: str, port: int, is_packed: bool = False) -> None:
        self._origin = f"http://{host}:{port}"
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self._cookies: dict[str, str] = {}
        self._always = {"Accept-Encoding": "gzip"} if is_packed else {}

    def get(self, path: str) -> tuple[int, bytes]:
        """A page: its status and body."""
        status, body, _where = self._ask("GET", path)
        return status, body

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes, str]:
        """A form as a browser sends it: status, body, and where a redirect leads."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self._origin,
            "Sec-Fetch-Site": "same-origin",
        }
        return self._ask("POST", path, urlencode(fields), headers)

    def json(
        self, method: str, path: str, body: dict[str, str] | None = None, *, token: str = ""
    ) -> tuple[int, dict[str, Any]]:  # Any: JSON
        """The API as an app asks it: status and body."""
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        text = "" if body is None else json.dumps(body)
        status, content, _where = self._ask(method, path, text, headers)
        return status, json.loads(content)

    def _ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        own = {**self._always, **(headers or {})}
        if self._cookies:
            own["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body or None, own)
        answer = self._connection.getresponse()
        content = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, rest = line.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, content, answer.headers.get("Location", "")


def csrf_token(page: bytes) -> str:
    """The token of the first form of a page. Raises ValueError when there is none."""
    found = CSRF.search(page)
    if found is None:
        raise ValueError("the page has no form with a token")
    return found.group(1).decode()
