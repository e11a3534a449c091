"""Querysets that busy pages ask with other values each time: their SQL is put together once, and a
connection that stays has it planned once."""

import inspect
from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import NotSupportedError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg.errors import FeatureNotSupported

P = ParamSpec("P")
Row = TypeVar("Row")
# So many forms of one query a process keeps.
SHAPES = 64
# What a list holds, in PostgreSQL's words.
MANY = {list[UUID]: "uuid", list[int]: "bigint", list[str]: "text"}


class Slot(Expression):
    """The place of a value that is known when the query is asked; that of a list of `many` (a type
    of PostgreSQL's) stands on the right of `__in` alone."""

    def __init__(self, name: str, *, many: str = "") -> None:
        super().__init__()
        self.name = name
        self.many = many

    # Any: Django's own types know parameters as values only.
    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return f"(SELECT unnest(%s::{self.many}[]))" if self.many else "%s", [self]


@dataclass(frozen=True, slots=True)
class _Plan:
    """A queryset and what its compiler made of it; a parameter is a value or the slot of one."""

    # Any: of whatever model; parameters are whatever the driver takes.
    rows: "QuerySet[Any, Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]

    def filled(self, values: dict[str, Any]) -> "QuerySet[Any, Any]":
        """The queryset with values for its slots."""
        params = tuple(
            values[each.name] if isinstance(each, Slot) else each for each in self.params
        )
        compiler = copy(self.compiler)
        # Each thread has a connection of its own.
        compiler.connection = connections[self.rows.db]
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)  # type: ignore[method-assign]  # the one thing that differs
        rows = self.rows.all()
        rows.query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]  # the queryset's own way to its rows
        return rows


# Any: the rows say what they are; of which model they come nobody asks.
def prepared(build: "Callable[P, QuerySet[Any, Row]]") -> Callable[P, list[Row]]:
    """Make a function that builds a queryset one that answers its rows.

    The ORM takes longer to put a query together than PostgreSQL to answer it. So the function is
    called once in a process for each set of its keyword-only arguments, with slots in place of the
    others, and what was compiled then is asked with the values given: a value for `=`, a list for
    `__in` (it is annotated as one). Values are handed to the driver as they are: a key is an UUID,
    not its text. Raises TypeError when a value isn't asked for: what the query looks like hangs on
    keyword-only arguments alone.
    """
    signature = inspect.signature(build)
    slots = {
        name: Slot(name, many=MANY.get(each.annotation, ""))
        for name, each in signature.parameters.items()
        if each.kind is not each.KEYWORD_ONLY
    }
    # Any: slots stand for the values.
    of_slots = cast("Callable[..., QuerySet[Any, Row]]", build)

    @lru_cache(maxsize=SHAPES)
    def plan(**shape: Hashable) -> _Plan:
        rows = of_slots(**slots, **shape)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        unasked = set(slots) - {each.name for each in params if isinstance(each, Slot)}
        if unasked:
            raise TypeError(f"{build.__qualname__} never asks for {', '.join(sorted(unasked))}")
        return _Plan(rows, compiler, sql, tuple(params))

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        values = given.arguments
        shape = {name: value for name, value in values.items() if name not in slots}
        return list(plan(**shape).filled(values))

    return ask


# Any: whatever Django hands a wrapper, and what the cursor answers.
def replan(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Ask once more what PostgreSQL refused because a migration changed a table since it planned
    the statement; within a transaction that is the caller's to begin anew (its end forgets the
    plans)."""
    connection: BaseDatabaseWrapper = context["connection"]
    try:
        return execute(sql, params, many, context)
    except NotSupportedError as error:
        state = getattr(error.__cause__, "sqlstate", "")
        if state != FeatureNotSupported.sqlstate or connection.in_atomic_block:
            raise
        connection.connection.execute("DEALLOCATE ALL")
        return execute(sql, params, many, context)


def watch_plans(*, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Have a new connection plan anew by itself what it must."""
    if replan not in connection.execute_wrappers:
        connection.execute_wrappers.append(replan)
