"""A whole marketplace of real processes for tests: its own servers, bank, web, worker and beat.

    python -m marketplace.tests.market NAME    until it is told to stop; its addresses as JSON

Nothing of a demo that runs beside it is touched. `Market` is a test's handle on it.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from marketplace import bootstrap
from marketplace import local_stack as stacks

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ROOT / "marketplace" / "demo" / "data" / "people.toml"
# Pictures are drawn in `bulk`: no test looks at them, and they would take the processor.
QUEUES = "critical,default,notifications"
OWN = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "CACHE_PREFIX")


class Market:
    """One running marketplace."""

    def __init__(self, name):
        surroundings = {key: value for key, value in os.environ.items() if key not in OWN}
        self.home = stacks.LOCAL / name
        self._supervisor = subprocess.Popen(
            [sys.executable, "-m", "marketplace.tests.market", name],
            cwd=ROOT,
            env=surroundings,
            stdout=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        said = iter(self._supervisor.stdout.readline, "")
        facts = next((line for line in said if line.startswith("{")), None)
        if facts is None:
            raise RuntimeError(f"The marketplace did not open; see {self.home}/logs.")
        self._env = {**surroundings, **json.loads(facts)}
        self.url = self._env["SITE_URL"]
        self.people = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))["person"]

    def person(self, email):
        return next(person for person in self.people if person["email"] == email)

    def manage(self, *arguments):
        """What a command says; fails with its words when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self._env, "LOG_LEVEL": "WARNING"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def rows(self, query, *parameters):
        """Look into the database; None while it is away."""
        where = urlsplit(self._env["DATABASE_URL"])
        try:
            with psycopg.connect(
                host=unquote(where.netloc.split("@")[1]), user="bozor", dbname="bozor"
            ) as db:
                return db.execute(query, parameters).fetchall()
        except psycopg.OperationalError:
            return None

    def until(self, condition, *, within_s=60):
        """Wait until something is so; its value."""
        deadline = time.monotonic() + within_s
        while not (value := condition()):
            assert time.monotonic() < deadline, "it never came true"
            time.sleep(0.1)
        return value

    def is_delivered(self):
        """Whether every published event has had its effects."""
        return self.rows("SELECT count(*) FROM core_outboxevent WHERE completed_at IS NULL") == [
            (0,)
        ]

    def offer_with(self, free, *, skip=0):
        """An offer of a shop that its stock is set to; one of another card for each `skip`."""
        [(offer_id,)] = self.rows(
            "SELECT o.id FROM catalog_product p"
            " JOIN catalog_offer o ON o.id = p.featured_offer_id"
            " JOIN catalog_stock k ON k.offer_id = o.id"
            " WHERE p.state = 'live' AND o.state = 'active'"
            " ORDER BY p.id OFFSET %s LIMIT 1",
            skip,
        )
        code = (
            "from uuid import UUID; from apps.core.actors import SYSTEM;"
            "from apps.catalog.services import set_free_quantity;"
            f"set_free_quantity(offer_id=UUID('{offer_id}'), free={free}, by=SYSTEM)"
        )
        self.manage("shell", "--verbosity=0", "--command", code)
        return offer_id

    @contextmanager
    def bulk_worker(self):
        """A worker of the queue that nobody else serves here. What waits in it is thrown away:
        pictures of the demo, which no test looks at."""
        celery = [sys.executable, "-m", "celery", "-A", "marketplace"]
        surroundings = {"cwd": ROOT, "env": {**self._env, "LOG_LEVEL": "WARNING"}}
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*celery, "purge", "-f", "-Q", "bulk"], check=True, **surroundings, **silent)
        worker = subprocess.Popen(
            [*celery, "worker", "-Q", "bulk", "-c", "1", "--without-mingle", "-n", "bulk@%h"],
            **surroundings,
            **silent,
        )
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(60)

    def check_books(self):
        """Stock and ledger are right, or the test fails with what isn't."""
        assert "The ledger is right" in self.manage("verify_ledger")
        assert "The stock is right" in self.manage("verify_stock")

    def short_messages(self, phone):
        """What was sent to a phone so far, the newest last."""
        folder = self.home / "sms_file_path"
        texts = [path.read_text() for path in sorted(folder.glob("*.txt"))]
        return [text for text in texts if text.startswith(f"To: {phone}\n")]

    def kill(self, name):
        """kill -9 of one process; the supervisor starts another. Returns the number it had."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: self.pid(name) != pid)
        return pid

    def pid(self, name):
        return int((self.home / "logs" / f"{name}.pid").read_text() or 0)

    def log(self, name):
        """The structured lines a process has written so far."""
        lines = (self.home / "logs" / f"{name}.log").read_text(errors="replace").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def stop(self):
        self._supervisor.send_signal(signal.SIGTERM)
        code = self._supervisor.wait(60)
        self._supervisor.stdout.close()
        return code


def main():
    """Hold the stack until a signal comes."""
    stacks.stop_on_signal()
    try:
        with stacks.Stack(sys.argv[1]) as stack:
            port, bank_port = free_ports(2)
            env = settings(stack.home, port=port, bank_port=bank_port) | stack.start_servers()
            bootstrap.start_bank(stack, env)
            prepare(env)
            bootstrap.start_apps(stack, env, port, queues=QUEUES)
            print(json.dumps(env), flush=True)  # noqa: T201  # what the handle waits for
            stack.supervisor.watch()
    except KeyboardInterrupt:
        pass


def settings(home, *, port, bank_port):
    """The demo's settings with every place and secret a test's own."""
    site = f"http://localhost:{port}"
    return {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.dev",
        "SECRET_KEY": "tests-only-" + "x" * 50,
        "SANDBOX_BANK_SECRET": "sandbox-tests",
        "SITE_URL": site,
        "CSRF_TRUSTED_ORIGINS": site,
        "SANDBOX_BANK_URL": f"http://localhost:{bank_port}",
        "BANK_PORT": str(bank_port),
        **{
            name: str(home / name.lower())
            for name in (
                *("STATIC_ROOT", "MEDIA_ROOT", "SEARCH_INDEX_ROOT"),
                *("EMAIL_FILE_PATH", "SMS_FILE_PATH"),
            )
        },
    }


def prepare(env):
    """Tables, static files and a selection of the demo shop."""
    for command in (
        ["migrate", "--verbosity=0"],
        ["collectstatic", "--noinput", "--verbosity=0"],
        ["load_demo", "--small"],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env={**os.environ, **env, "LOG_LEVEL": "WARNING"},
            stdout=sys.stderr,
            check=True,
        )


def free_ports(count):
    """Ports that nobody has at this moment."""
    trials = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [trial.getsockname()[1] for trial in trials]
    finally:
        for trial in trials:
            trial.close()


if __name__ == "__main__":
    main()
