"""Waking a worker: a service names a task, and never imports the door that runs it."""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def queue_on_commit(task: str, **arguments: str) -> None:
    """Hand a task to a worker once the transaction is committed: its name and plain arguments.

    A broker that is away is no failure: what such a task works off are rows that a sweep finds.
    """
    transaction.on_commit(lambda: _send(task, arguments), robust=True)


def _send(task: str, arguments: dict[str, str]) -> None:
    try:
        current_app.send_task(task, kwargs=arguments, retry=False)
    except OperationalError:
        log.warning("core.queueing.broker_away", task=task)
