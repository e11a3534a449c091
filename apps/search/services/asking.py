"""What people search for, counted without knowing who: it is offered to others while they type, and
what is searched for in vain is shown to staff.

A search is a page that caches keep, so that nothing is written to the database when one is asked
for: Redis counts, and once a minute the counts are added up. A network counts once a day.
"""

import hashlib
import json
from datetime import date, datetime, timedelta

import structlog
from django.db import transaction
from redis.exceptions import ResponseError

from apps.core import audit, durable, limits
from apps.core.actors import Actor
from apps.core.errors import NotAllowed
from apps.search import rules
from apps.search.models import SearchedText

log = structlog.get_logger(__name__)

ASKED, TAKEN = "searches", "searches-taken"
DAY_S = 86_400
# More different texts than this in a minute are no shoppers.
MOST_WAITING = 20_000
BATCH = 1_000
FORGOTTEN_AFTER = timedelta(days=90)


def note_search(*, text: str, language: str, found: int, ip: str) -> None:
    """Count a search that found so many goods, if it may be kept; says nothing when it can't be
    counted."""
    form = rules.kept_form(text)
    if not form:
        return
    whose = hashlib.sha256(f"{limits.network_of(ip)}|{language}|{form}".encode()).hexdigest()
    waiting = durable.key(ASKED)
    try:
        if not durable.store().set(durable.key("searched", whose[:32]), 1, nx=True, ex=DAY_S):
            return
        if int(durable.store().llen(waiting)) < MOST_WAITING:  # type: ignore[arg-type]  # the stubs know async
            durable.store().rpush(waiting, json.dumps([language, form, text, found]))
    except durable.RedisError as error:
        log.warning("search.asking.unreachable", error=type(error).__name__)


def keep_searches(*, day: date) -> int:
    """Add what was counted up; returns how many searches. A crash in the middle may count some of
    them twice, and loses none."""
    taken = durable.key(TAKEN)
    try:
        if not durable.store().exists(taken):
            durable.store().rename(durable.key(ASKED), taken)
    except ResponseError:
        return 0  # nobody searched
    count = 0
    while rows := [json.loads(row) for row in durable.store().lrange(taken, 0, BATCH - 1)]:  # type: ignore[union-attr]  # as above
        SearchedText.objects.add_up(rows, day=day)
        durable.store().ltrim(taken, len(rows), -1)
        count += len(rows)
    return count


def forget_searches(*, now: datetime) -> int:
    """Delete what nobody has searched for in three months; returns how many texts."""
    old = SearchedText.objects.filter(asked_on__lt=(now - FORGOTTEN_AFTER).date(), is_hidden=False)
    return int(old.delete()[0])


@transaction.atomic
def set_text_hidden(*, text_id: int, is_hidden: bool, by: Actor) -> None:
    """Offer a text to nobody, or to everybody again. Raises NotAllowed (unknown text)."""
    row = SearchedText.objects.select_for_update().filter(pk=text_id).first()
    if row is None:
        raise NotAllowed(text=text_id)
    audit.record(
        actor=by,
        action="search.text_hidden" if is_hidden else "search.text_shown",
        subject=f"searched_text:{row.pk}",
        before={"is_hidden": row.is_hidden},
        after={"is_hidden": is_hidden},
    )
    row.is_hidden = is_hidden
    row.save(update_fields=["is_hidden"])
