"""HTTP for the bank: requests and answers over WSGI, and the standard library's server."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from socketserver import TCPServer, ThreadingMixIn
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

BODY_LIMIT = 64 * 1024
SAFE_HEADERS = (
    (
        "Content-Security-Policy",
        (
            "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
    ("X-Content-Type-Options", "nosniff"),
    # `no-referrer` would make the Origin of our own forms unknown.
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


@dataclass(frozen=True)
class Request:
    """What was asked; header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:  # Any: JSON
        """The body as an object; empty when it is none."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def form(self) -> dict[str, str]:
        """The fields of a posted form."""
        return dict(parse_qsl(self.body.decode(errors="replace")))

    def is_own(self) -> bool:
        """Whether a form was sent from a page of this very address, or by no browser."""
        origin = self.headers.get("origin")
        return origin is None or origin.split("://")[-1] == self.headers.get("host")


@dataclass(frozen=True)
class Response:
    """What is answered."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def as_json(status: int, body: Mapping[str, object]) -> Response:
    return Response(status, json.dumps(body).encode(), "application/json")


def go(path: str) -> Response:
    """See another page of ours."""
    return Response(303, headers={"Location": path})


def wsgi(answer: Callable[[Request], Response]) -> WSGIApplication:
    """The WSGI side of a function from requests to responses."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = _read(environ)
        response = Response(413) if request is None else answer(request)
        headers = {
            "Content-Type": response.kind,
            "Content-Length": str(len(response.body)),
            "Cache-Control": "no-store",
            **dict(SAFE_HEADERS),
            **response.headers,
        }
        reason = HTTPStatus(response.status).phrase
        start_response(f"{response.status} {reason}", list(headers.items()))
        return [response.body]

    return application


def _read(environ: WSGIEnvironment) -> Request | None:
    """The request, or None when its body is too large."""
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isdecimal() else 0
    if size > BODY_LIMIT:
        return None
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ["PATH_INFO"],
        query=dict(parse_qsl(environ.get("QUERY_STRING", ""))),
        headers=headers,
        body=environ["wsgi.input"].read(size) if size else b"",
    )


class _Handler(WSGIRequestHandler):
    timeout = 10  # a silent caller doesn't hold a thread

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing of each call: addresses hold ids that open a page."""

    def address_string(self) -> str:
        return str(self.client_address[0])


class Server(ThreadingMixIn, WSGIServer):
    """One thread a call."""

    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        """Bind without asking a name server who we are, which may take seconds."""
        TCPServer.server_bind(self)
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), port
        self.setup_environ()


def bind(*, host: str, port: int) -> Server:
    """A server at its port (0 picks a free one); set its application, then let it serve."""
    return Server((host, port), _Handler)
