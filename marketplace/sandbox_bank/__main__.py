"""Start the bank: `python -m marketplace.sandbox_bank --port P --data DIR --webhook-url URL`."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from marketplace.sandbox_bank.api import Api, is_allowed
from marketplace.sandbox_bank.bank import Bank
from marketplace.sandbox_bank.control import Control, Mischief
from marketplace.sandbox_bank.pages import Pages
from marketplace.sandbox_bank.postman import Postman
from marketplace.sandbox_bank.store import Store
from marketplace.sandbox_bank.web import Request, Response, as_json, bind, wsgi


def main() -> None:
    options = _options()
    secret = os.environ.get("SANDBOX_BANK_SECRET", "")
    if not secret:
        sys.exit("Set SANDBOX_BANK_SECRET: the secret that the shop and this bank share.")
    try:
        server = bind(host=options.host, port=options.port)
    except OSError as error:
        sys.exit(f"Port {options.port} cannot be used: {error.strerror}.")
    store, mischief = Store(options.data), Mischief()
    bank = Bank(store, url=options.url or f"http://localhost:{server.server_port}")
    doors = Doors(
        api=Api(bank, secret=secret, mischief=mischief),
        pages=Pages(bank),
        control=Control(bank, store, mischief) if options.control else None,
        secret=secret,
    )
    server.set_app(wsgi(doors.answer))
    postman = Postman(bank, store, url=options.webhook_url, secret=secret, mischief=mischief)
    for name in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the loop that the signal interrupts, so it needs a thread of its own.
        signal.signal(name, lambda *_: threading.Thread(target=server.shutdown).start())
    postman.start()
    print(f"The sandbox bank is open at port {server.server_port}.", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    postman.stop()


class Doors:
    """Which of the bank's doors a call knocks at."""

    def __init__(self, *, api: Api, pages: Pages, control: Control | None, secret: str) -> None:
        self._api = api
        self._pages = pages
        self._control = control
        self._secret = secret

    def answer(self, request: Request) -> Response:
        if request.path == "/health":
            return as_json(200, {"status": "ok"})
        if request.path.startswith("/v1/"):
            return self._api.answer(request)
        if self._control and request.path.startswith("/control"):
            if not is_allowed(request, self._secret):
                return as_json(401, {"code": "unauthorized"})
            return self._control.answer(request)
        return self._pages.answer(request)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m marketplace.sandbox_bank")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--url", default="", help="where payers reach the bank, if not localhost")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--webhook-url", default="", help="empty: messages wait")
    parser.add_argument("--control", action="store_true", help="for tests: open /control")
    return parser.parse_args()


if __name__ == "__main__":
    main()
