"""Cards that are perhaps one thing: looked at side by side, merged or told apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.catalog import services
from apps.catalog.models import SuspectedDuplicate, SuspicionState
from apps.catalog.selectors.pairs import CardPair, card_pair
from apps.core.actors import Actor
from apps.core.panel import Look, StaffAdmin, state, step
from apps.core.texts import say


def look_at(pair: CardPair, *, stays: object = "") -> Look:
    """Two cards to be seen before they are merged into the one that stays, or told apart."""
    key = f"{pair.first.product.code} {pair.second.product.code} {stays}"
    return Look("admin/catalog/_merge_look.html", key, {"pair": pair, "stays": stays})


def _is_open(suspicion: SuspectedDuplicate) -> bool:
    return suspicion.state == SuspicionState.OPEN


@admin.register(SuspectedDuplicate)
class SuspectedDuplicateAdmin(StaffAdmin):
    """The list that is made at night; a row's page shows both cards."""

    list_display = ("shown_first", "shown_second", "kind", "word", "shown_state", "found_at")
    list_select_related = ("first", "second")
    list_filter = ("state", "kind")
    search_fields = ("first__code", "second__code")
    search_help_text = _("By the code of one of the cards.")
    ordering = ("-id",)
    fields = ("kind", "word", "state", "found_at", "decided_at", "decided_by")
    change_form_before_template = "admin/catalog/_suspicion.html"
    shown_state = state(open="warning", merged="success", different="info")

    @admin.display(description=_("the older card"))
    def shown_first(self, suspicion: SuspectedDuplicate) -> str:
        return f"{say(suspicion.first.title)} · {suspicion.first.code}"

    @admin.display(description=_("the newer card"))
    def shown_second(self, suspicion: SuspectedDuplicate) -> str:
        return f"{say(suspicion.second.title)} · {suspicion.second.code}"

    def sheet(
        self, request: HttpRequest, row: SuspectedDuplicate
    ) -> dict[str, Any]:  # Any: template context
        return {"pair": _pair(row)}

    def look_before(
        self, name: str, row: SuspectedDuplicate, asked: Mapping[str, Any]
    ) -> Look:  # Any: a form's answers
        stays = {"keep_first": row.first_id, "keep_second": row.second_id}.get(name, "")
        return look_at(_pair(row), stays=stays)

    @step(
        _("Merge: the older card stays"),
        explanation=_(
            "The offers, reviews and hearts of the newer card go over to the older one, and its"
            " address leads there. This cannot be undone."
        ),
        offered=_is_open,
        is_grave=True,
    )
    def keep_first(self, suspicion: SuspectedDuplicate, *, by: Actor, now: datetime) -> str:
        services.merge_suspected(suspicion_id=suspicion.pk, stays_id=suspicion.first_id, by=by)
        return _t("The cards are one now.")

    @step(
        _("Merge: the newer card stays"),
        explanation=_(
            "The offers, reviews and hearts of the older card go over to the newer one, and its"
            " address leads there. This cannot be undone."
        ),
        offered=_is_open,
        is_grave=True,
    )
    def keep_second(self, suspicion: SuspectedDuplicate, *, by: Actor, now: datetime) -> str:
        services.merge_suspected(suspicion_id=suspicion.pk, stays_id=suspicion.second_id, by=by)
        return _t("The cards are one now.")

    @step(
        _("Not the same"),
        explanation=_("Both cards stay as they are, and are not suspected again."),
        offered=_is_open,
    )
    def dismiss(self, suspicion: SuspectedDuplicate, *, by: Actor, now: datetime) -> str:
        services.dismiss_duplicate(suspicion_id=suspicion.pk, by=by, now=now)
        return _t("The cards are told apart.")


def _pair(suspicion: SuspectedDuplicate) -> CardPair:
    return card_pair(first_id=suspicion.first_id, second_id=suspicion.second_id)
