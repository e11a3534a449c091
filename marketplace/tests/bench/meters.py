"""Measuring: wall time of requests, CPU time from /proc, throughput of many at once."""

import multiprocessing
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from marketplace.tests.bench.visitor import Visitor

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What one kind of request costs: wall time and CPU of web workers and database, in ms."""

    name: str
    p50: float
    p99: float
    web_cpu: float
    database_cpu: float
    queries: int | None = None
    per_second: float | None = None

    @property
    def cpu(self) -> float:
        return self.web_cpu + self.database_cpu


class CpuMeter:
    """CPU time that a process and all below it have used. A child that ended between two looks is
    counted with its parent, which has waited for it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def used_ms(self) -> float:
        """Milliseconds of CPU since these processes started."""
        return sum(_ticks(pid) for pid in family(self._pid)) * TICK_MS


def measure(
    name: str,
    ask: Callable[[], None],
    *,
    times: int,
    web: CpuMeter,
    database: CpuMeter,
    before: Callable[[], None] | None = None,
) -> Cost:
    """Ask one after the other. What `before` does ahead of each request is not counted."""
    walls, web_ms, database_ms = [], 0.0, 0.0
    marks = web.used_ms(), database.used_ms()
    for _ in range(times):
        if before is not None:
            before()
            marks = web.used_ms(), database.used_ms()
        started = time.perf_counter()
        ask()
        walls.append((time.perf_counter() - started) * 1000)
        if before is not None:
            web_ms += web.used_ms() - marks[0]
            database_ms += database.used_ms() - marks[1]
    if before is None:
        web_ms, database_ms = web.used_ms() - marks[0], database.used_ms() - marks[1]
    return Cost(
        name,
        p50=statistics.median(walls),
        p99=statistics.quantiles(walls, n=100)[98],
        web_cpu=web_ms / times,
        database_cpu=database_ms / times,
    )


def throughput(path: str, *, host: str, port: int, clients: int = 4, seconds: float = 4.0) -> float:
    """Requests a second that several clients at once get answered."""
    with multiprocessing.get_context("spawn").Pool(clients) as pool:
        jobs = [pool.apply_async(_hammer, (path, host, port, seconds)) for _ in range(clients)]
        return sum(job.get() for job in jobs) / seconds


def _hammer(path: str, host: str, port: int, seconds: float) -> int:
    visitor, done = Visitor(host=host, port=port, is_packed=True), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, _body = visitor.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        done += 1
    return done


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found, waiting = [], [pid]
    while waiting:
        each = waiting.pop()
        found.append(each)
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            waiting += [int(child) for child in task.read_text().split()]
    return found


def private_mb(pid: int) -> float:
    """Memory a process shares with nobody, in MB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    lines = (line.split() for line in text.splitlines() if line.startswith("Private_"))
    return sum(int(line[1]) for line in lines) / 1024


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return sum(int(field) for field in fields[11:15])  # own and of children that have ended
