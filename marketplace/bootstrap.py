"""From a bare checkout to a running marketplace: `python marketplace/bootstrap.py run`.

Standard library only, because nothing is installed yet when it starts. It makes `.venv`, installs
the locked requirements, and goes on inside it. `make` is a thin wrapper of these commands:

    run     the whole demo: servers, bank, web, worker, beat
    stop    end a running demo
    reset   forget the demo's data
    manage  a Django command beside the running demo
    test    the suite on servers of its own
    test-search  the search tests on real Elasticsearch and OpenSearch, where they can be had
    lint    every static check
    bench   figures beside a bare view
    bench-search  the search engines side by side, a cluster's where they can be had
    audit   Lighthouse and axe over the pages, in a Chromium of this machine
    install only prepare .venv
"""

import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from marketplace.local_stack import Stack

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
LOCK_FILE = ROOT / "requirements" / "dev.txt"
INSTALLER = ROOT / "requirements" / "installer.txt"
STAMP = VENV / "installed"
DEMO = "run"
ALL_QUEUES = "critical,default,notifications,bulk"
started = time.monotonic()


def say(text: str) -> None:
    """One line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - started:5.1f} s] {text}", flush=True)


def fail(text: str) -> None:
    """Tell the person what is wrong and what to do, and stop."""
    sys.exit(text)


# --- outside .venv: prepare it -----------------------------------------------------------------
def install() -> None:
    """Make `.venv` with exactly the locked requirements, unless it has them already."""
    if sys.version_info < (3, 11):  # noqa: UP036  # an older one may well start this file
        fail(f"Bozor needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    if os.name == "nt":
        fail("On Windows run this inside WSL: https://learn.microsoft.com/windows/wsl/install")
    wanted = hashlib.sha256(LOCK_FILE.read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not VENV_PYTHON.exists():
        _make_venv()
    say("Installing the locked requirements …")
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    uv = [str(VENV_PYTHON), "-m", "uv", "pip", "install", "-q", "--compile-bytecode"]
    is_done = _installs([*pip, "--require-hashes", "-r", str(INSTALLER)]) and _installs(
        [*uv, "--require-hashes", "-r", str(LOCK_FILE)]
    )
    # pip is slower, and knows mirrors and certificates that only its own settings name.
    if not is_done and not _installs([*pip, "--require-hashes", "-r", str(LOCK_FILE)]):
        fail("The requirements could not be installed; what pip said stands above.")
    STAMP.write_text(wanted)
    say("Installed.")


def _installs(command: list[str]) -> bool:
    env = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    return subprocess.run(command, cwd=ROOT, check=False, env=env).returncode == 0


def _make_venv() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        fail(
            "This Python cannot make virtual environments. Install that part first, for example:\n"
            f"    apt install python3.{sys.version_info.minor}-venv     (Debian, Ubuntu)\n"
            "    dnf install python3                (Fedora has it built in)"
        )
    say("Making .venv …")
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def go_inside() -> None:
    """Continue this very command with the interpreter of `.venv`."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        sys.stdout.flush()
        os.execv(VENV_PYTHON, [str(VENV_PYTHON), str(Path(__file__).resolve()), *sys.argv[1:]])
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)


# --- inside .venv: the commands ----------------------------------------------------------------
def run() -> None:
    """Start everything, tell where it is, keep it running until Ctrl-C."""
    from marketplace import local_stack as stacks

    port = _port()
    stacks.stop_on_signal()
    try:
        with stacks.Stack(DEMO) as stack:
            _need_free_ports(port)
            env = _demo_env(port)
            say("Starting PostgreSQL and Valkey …")
            env |= stack.start_servers()
            stack.remember(env)
            start_bank(stack, env)
            _prepare(env)
            start_apps(stack, env, port)
            _greet(port)
            stack.supervisor.watch()
    except KeyboardInterrupt:
        say("Stopped.")
    except (stacks.StackError, subprocess.CalledProcessError) as error:
        fail(str(error))


def stop() -> None:
    """End a running demo and wait until it has ended."""
    from marketplace import local_stack as stacks

    pid = stacks.supervisor_of(DEMO)
    if not pid:
        say("Bozor is not running.")
        return
    os.kill(pid, signal.SIGTERM)
    while stacks.supervisor_of(DEMO):
        time.sleep(0.1)
    say("Stopped.")


def reset() -> None:
    """Forget the demo's database, pictures and mail, after asking."""
    from marketplace import local_stack as stacks

    if stacks.supervisor_of(DEMO):
        fail("Bozor is running: `make stop` first.")
    if "--yes" not in sys.argv:
        print("This deletes all data of the demo: shop, orders, pictures, mail.")
        if input("Type 'yes' to go on: ").strip() != "yes":
            fail("Nothing was deleted.")
    stacks.forget(DEMO)
    for name in ("demo", "media", "private", "mail", "sms", "search", "static"):
        shutil.rmtree(ROOT / ".local" / name, ignore_errors=True)
    say("The next `make run` starts afresh.")


def test() -> None:
    """The whole suite, parallel, on servers of its own; arguments go to pytest."""
    # Tests that share a set of processes say so by a group, and a group stays in one worker.
    parallel = ["-n", os.environ.get("TEST_WORKERS", "auto"), "--dist", "loadgroup"]
    _on_own_servers(lambda _stack, env: _pytest(env, *(sys.argv[2:] or parallel)))


def test_search() -> None:
    """The search tests with every engine: a cluster's are started, or used where ELASTICSEARCH_URL
    and OPENSEARCH_URL name them. What cannot be had is said and skipped."""
    from marketplace.tests import search_servers

    def play(stack: "Stack", env: Mapping[str, str]) -> int:
        say("Starting Elasticsearch and OpenSearch …")
        with search_servers.started(stack, os.environ) as (found, missing):
            for line in missing:
                say(line)
            # They share two cores with the clusters; more at once only wait for each other.
            arguments = sys.argv[2:] or ["-n", "2", "-m", "elasticsearch or opensearch"]
            return _pytest({**env, **found}, *arguments, "apps/search") if found else 0

    _on_own_servers(play)


def _pytest(env: Mapping[str, str], *arguments: str) -> int:
    _python(env, "marketplace.translations", "compile")
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**os.environ, **env}, check=False).returncode


def _on_own_servers(play: Callable[["Stack", Mapping[str, str]], int]) -> NoReturn:
    """Run something on servers of its own and end with its exit code."""
    from marketplace import local_stack as stacks

    name, code = f"test-{os.getpid()}", 1
    stacks.stop_on_signal()
    try:
        with stacks.Stack(name, is_durable=False) as stack:
            env = {"DJANGO_SETTINGS_MODULE": "marketplace.settings.test"}
            code = play(stack, stack.start_servers() | env)
    except KeyboardInterrupt:
        say("Stopped.")
    except (stacks.StackError, subprocess.CalledProcessError) as error:
        fail(str(error))
    finally:
        stacks.forget(name)
    sys.exit(code)


def lint() -> None:
    """Every static check; all of them run, the first failure decides the exit code."""
    bin_dir = VENV / "bin"
    env = {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.test",
        "DATABASE_URL": "postgres://nobody@localhost/none",
    }
    checks: dict[str, list[str]] = {
        "ruff": [str(bin_dir / "ruff"), "check", "."],
        "format": [str(bin_dir / "ruff"), "format", "--check", "."],
        "floors": [str(bin_dir / "lint-imports"), "--no-cache"],
        "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        "translations": [sys.executable, "-m", "marketplace.translations", "check"],
        "templates": [str(bin_dir / "djlint"), "templates", "--lint", "--quiet"],
        "types": [str(bin_dir / "mypy"), "apps", "marketplace"],
    }
    failed = []
    for name, command in checks.items():
        say(f"{name} …")
        if subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=False).returncode:
            failed.append(name)
    if failed:
        fail(f"Not clean: {', '.join(failed)}.")
    say("All clean.")


def bench() -> None:
    """Figures of the production server over a catalogue of 10,000 cards, beside a bare view."""
    from marketplace import local_stack as stacks

    stacks.stop_on_signal()
    with stacks.Stack("bench") as stack:
        env = _demo_env(8099) | stack.start_servers()
        env["SEARCH_INDEX_ROOT"] = str(stack.home / "search")
        stack.remember(env)
        start_bank(stack, env)
        command = [sys.executable, "-m", "marketplace.tests.bench", *sys.argv[2:]]
        code = subprocess.run(command, env={**os.environ, **env}, check=False).returncode
    sys.exit(code)


def bench_search() -> None:
    """How well and how fast each search engine finds the same cards."""
    from marketplace.tests import search_servers

    def play(stack: "Stack", env: Mapping[str, str]) -> int:
        with search_servers.started(stack, os.environ) as (found, missing):
            for line in missing:
                say(line)
            command = [sys.executable, "-m", "marketplace.tests.bench.engines", *sys.argv[2:]]
            surroundings = {**os.environ, **env, **found, "LOG_LEVEL": "WARNING"}
            return subprocess.run(command, env=surroundings, check=False).returncode

    _on_own_servers(play)


def audit() -> None:
    """What Lighthouse and axe say of the pages of a demo shop of its own."""
    from marketplace import local_stack as stacks
    from marketplace.tests import market

    stacks.stop_on_signal()
    with stacks.Stack("audit") as stack:
        port, bank_port = market.free_ports(2)
        own = market.settings(stack.home, port=port, bank_port=bank_port)
        # Bytes count here as they do in production.
        env = own | stack.start_servers() | {"COMPRESS_STATIC": "1"}
        start_bank(stack, env)
        _python(env, "marketplace.translations", "compile")
        market.prepare(env)
        start_apps(stack, env, port)
        command = [sys.executable, "-m", "marketplace.tests.audit", *sys.argv[2:]]
        code = subprocess.run(command, env={**os.environ, **env}, check=False).returncode
    sys.exit(code)


def manage() -> None:
    """A Django command with the addresses of the running demo."""
    from marketplace import local_stack as stacks

    try:
        env = stacks.running_env(DEMO)
    except stacks.StackError as error:
        fail(f"{error} Start it with `make run`.")
    os.execve(sys.executable, [sys.executable, "manage.py", *sys.argv[2:]], {**os.environ, **env})


# --- the demo's parts --------------------------------------------------------------------------
def _port() -> int:
    """The web server's port; the bank takes the next one."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 1 <= int(text) <= 65534:
        fail(f"PORT is a number from 1 to 65534; this is '{text}'.")
    return int(text)


def _need_free_ports(port: int) -> None:
    for taken in (port, port + 1):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", taken))
            except OSError as error:
                fail(
                    f"Port {taken} cannot be used ({error.strerror}). Bozor takes two neighbouring"
                    f" ports: try `PORT={port + 100} make run`."
                )


def _demo_env(port: int) -> dict[str, str]:
    """Settings of the demo; its secrets are made once and stay in `.local`."""
    path = ROOT / ".local" / "demo" / "secrets.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        names = ("SECRET_KEY", "SANDBOX_BANK_SECRET")
        path.write_text(json.dumps({name: secrets.token_urlsafe(48) for name in names}))
    site = f"http://localhost:{port}"
    return {
        **json.loads(path.read_text()),
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.dev",
        "SITE_URL": site,
        "CSRF_TRUSTED_ORIGINS": f"{site},http://127.0.0.1:{port}",
        "SANDBOX_BANK_URL": f"http://localhost:{port + 1}",
        "BANK_PORT": str(port + 1),
    }


def start_bank(stack: "Stack", env: Mapping[str, str]) -> None:
    """The bank of play money; outside the demo its control door is open."""
    from marketplace.local_stack import Child

    say("Starting the sandbox bank …")
    stack.supervisor.start(
        Child(
            name="bank",
            argv=[
                *(sys.executable, "-m", "marketplace.sandbox_bank", "--port", env["BANK_PORT"]),
                *("--data", str(stack.home / "bank")),
                *("--webhook-url", f"{env['SITE_URL']}/payments/webhook/sandbox/"),
                *(["--control"] if stack.name != DEMO else []),
            ],
            env={"SANDBOX_BANK_SECRET": env["SANDBOX_BANK_SECRET"]},
            is_ready=_answers(f"{env['SANDBOX_BANK_URL']}/health"),
        )
    )


def _prepare(env: Mapping[str, str]) -> None:
    """Texts, tables, static files and the demo's goods; nothing when they stand as they are."""
    stamp, wanted = ROOT / ".local" / DEMO / "prepared", _sources(env)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Compiling translations …")
    _python(env, "marketplace.translations", "compile")
    quiet = {**env, "LOG_LEVEL": "WARNING"}
    say("Preparing the database …")
    _manage(quiet, "migrate", "--verbosity", "0")
    say("Gathering static files …")
    _manage(quiet, "collectstatic", "--noinput", "--verbosity", "0")
    say("Loading the demo shop …")
    _manage(quiet, "load_demo")
    stamp.write_text(wanted)


def _sources(env: Mapping[str, str]) -> str:
    """A digest that changes with whatever `_prepare` works from, and with the database."""
    folders = ("locale", "static", "marketplace/demo", "apps")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    seen = hashlib.sha256(env["DATABASE_URL"].encode() + LOCK_FILE.read_bytes())
    for path in sorted(found):
        # A compiled file is made from the others.
        if path.suffix not in (".pyc", ".mo"):
            facts = path.stat()
            seen.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def start_apps(
    stack: "Stack", env: Mapping[str, str], port: int, *, queues: str = ALL_QUEUES
) -> None:
    """Worker, beat and web; returns when the web server answers."""
    from marketplace.local_stack import Child

    say("Starting web, worker and beat …")
    celery = [sys.executable, "-m", "celery", "-A", "marketplace"]
    stack.supervisor.start(
        Child(
            "worker",
            [*celery, "worker", "-Q", queues, "-c", "2", "--without-mingle"],
            env=env,
        )
    )
    schedule = str(stack.home / "beat-schedule")
    stack.supervisor.start(Child("beat", [*celery, "beat", "-s", schedule, "--pidfile="], env=env))
    stack.supervisor.start(
        Child(
            "web",
            web_command(port=port, workers=2),
            env=env,
            is_ready=_answers(f"http://localhost:{port}/health/live"),
        )
    )


def web_command(*, port: int, workers: int) -> list[str]:
    """The production web server on a port of this machine."""
    return [
        *(str(VENV / "bin" / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", str(workers), "--blocking-threads", "4"),
        *("--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
        "marketplace.wsgi:application",
    ]


def _answers(url: str) -> Callable[[], bool]:
    # Our own address is not asked through a proxy of the surroundings.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def check() -> bool:
        try:
            with direct.open(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    return check


def _greet(port: int) -> None:
    path = ROOT / ".local" / "demo" / "accounts.json"
    print(f"\n  Bozor is open: http://localhost:{port}/\n")
    for account in json.loads(path.read_text()) if path.exists() else []:
        print(f"  {account['role']:<9} {account['email']:<28} {account['password']}")
        if account.get("note"):
            print(f"            {account['note']}")
        if account.get("totp_secret"):
            print(f"            second factor (TOTP secret): {account['totp_secret']}")
    last = "\n  Mail lies in .local/mail, logs in .local/run/logs. Ctrl-C stops everything.\n"
    print(last, flush=True)  # into a file or a pipe it would otherwise wait for the end


def _python(env: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env={**os.environ, **env}, check=True
    )


def _manage(env: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, check=True)


COMMANDS: dict[str, Callable[[], None]] = {
    "install": lambda: None,
    "run": run,
    "stop": stop,
    "reset": reset,
    "test": test,
    "test-search": test_search,
    "lint": lint,
    "bench": bench,
    "bench-search": bench_search,
    "audit": audit,
    "manage": manage,
}


def main() -> None:
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        fail(str(__doc__))
        return
    install()
    go_inside()
    command()


if __name__ == "__main__":
    main()
