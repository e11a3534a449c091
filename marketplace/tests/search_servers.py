"""Real Elasticsearch and OpenSearch for `make test-search`: taken from Maven Central where Maven
and a JDK of 21 or newer are, kept in `.local/search-servers`, run on this machine alone.

A server that `ELASTICSEARCH_URL` or `OPENSEARCH_URL` names is used as it is.
"""

import os
import re
import shutil
import socket
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from marketplace.local_stack import Child, Stack

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".local" / "search-servers"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
OLDEST_JAVA = 21
HEAP = "-Xms512m -Xmx512m"
START_S = 180


class Unavailable(Exception):
    """Why a server cannot be had here."""


@dataclass(frozen=True, slots=True)
class Product:
    """A server: its artifact, the name of its variables, its own options."""

    name: str
    artifact: str
    version: str
    prefix: str
    options: tuple[str, ...] = ()

    @property
    def url_name(self) -> str:
        """The variable that tells tests where it is."""
        return f"{self.name.upper()}_URL"


PRODUCTS = (
    Product(
        name="elasticsearch",
        artifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch",
        version="9.2.0",
        prefix="ES",
        options=("-Expack.security.enabled=false",),
    ),
    Product(
        name="opensearch",
        artifact="org.opensearch.distribution.integ-test-zip:opensearch",
        version="3.3.0",
        prefix="OPENSEARCH",
    ),
)


@contextmanager
def started(stack: Stack, named: Mapping[str, str]) -> Iterator[tuple[dict[str, str], list[str]]]:
    """The addresses of what is named or can be started, and why the rest cannot: lines for
    people."""
    found: dict[str, str] = {}
    missing: list[str] = []
    # Aside from the checkout, which the servers' user may not be let into.
    with TemporaryDirectory(prefix="bozor-search-") as aside:
        Path(aside).chmod(0o755)
        for product in PRODUCTS:
            try:
                url = named.get(product.url_name) or _start(product, stack, Path(aside))
                found[product.url_name] = url
            except Unavailable as reason:
                missing.append(f"{product.name}: skipped, {reason}.")
        yield found, missing


def _start(product: Product, stack: Stack, aside: Path) -> str:
    java, archive = _java(), _archive(product)
    home = aside / product.name
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(home)
    (root,) = home.iterdir()
    for script in (root / "bin").iterdir():
        script.chmod(0o755)
    if stack.server_user:
        # Neither of them runs as root.
        for path in (home, *home.rglob("*")):
            shutil.chown(path, stack.server_user)
    port, inner = _free_port(), _free_port()
    url = f"http://127.0.0.1:{port}"
    stack.supervisor.start(
        Child(
            product.name,
            [
                str(root / "bin" / product.name),
                *(f"-Ehttp.port={port}", f"-Etransport.port={inner}"),
                *("-Enetwork.host=127.0.0.1", "-Ediscovery.type=single-node"),
                *product.options,
            ],
            env={
                f"{product.prefix}_JAVA_HOME": str(java),
                f"{product.prefix}_JAVA_OPTS": HEAP,
                "HOME": str(home),
            },
            user=stack.server_user,
            is_ready=lambda: _is_up(url),
            ready_within_s=START_S,
        )
    )
    return url


def _java() -> Path:
    """The home of a JDK that is new enough."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    for home in homes:
        if (home / "bin" / "java").exists() and _java_version(home) >= OLDEST_JAVA:
            return home
    raise Unavailable(f"no JDK of {OLDEST_JAVA} or newer")


def _java_version(home: Path) -> int:
    said = subprocess.run(
        [str(home / "bin" / "java"), "-version"], capture_output=True, text=True, check=False
    )
    found = re.search(r'version "(\d+)', said.stderr)
    return int(found.group(1)) if found else 0


def _archive(product: Product) -> Path:
    """The packed server, fetched the first time."""
    path = KEPT / f"{product.name}-{product.version}.zip"
    if path.exists():
        return path
    if shutil.which("mvn") is None:
        raise Unavailable("no Maven to fetch it with")
    KEPT.mkdir(parents=True, exist_ok=True)
    artifact = f"{product.artifact}:{product.version}:zip"
    command = ["mvn", "-q", "-B", COPY, f"-Dartifact={artifact}", f"-DoutputDirectory={KEPT}"]
    is_done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0
    if not is_done or not path.exists():
        raise Unavailable("Maven could not fetch it")
    return path


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _is_up(url: str) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{url}/_cluster/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
