"""Reviews; staff hide one, or show it again."""

from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from apps.core.actors import Actor
from apps.core.panel import StaffAdmin, state, step
from apps.reviews import services
from apps.reviews.models import Review, ReviewState


@admin.register(Review)
class ReviewAdmin(StaffAdmin):
    list_display = ("written_at", "product", "author_name", "rating", "shown_state", "beginning")
    list_select_related = ("product",)
    list_filter = ("state", "rating")
    search_fields = ("product__code",)
    search_help_text = _("By the product's code.")
    ordering = ("-id",)
    exclude = ("item",)
    shown_state = state(published="success", hidden="danger")

    @admin.display(description=_("text"))
    def beginning(self, review: Review) -> str:
        return review.text[:80]

    @step(
        _("Hide"),
        explanation=_("Nobody reads it any more, and its stars do not count."),
        offered=lambda review: review.state == ReviewState.PUBLISHED,
        is_grave=True,
    )
    def hide(self, review: Review, *, by: Actor, now: datetime) -> str:
        services.set_review_state(review_id=review.pk, state=ReviewState.HIDDEN, by=by)
        return _t("The review is hidden.")

    @step(_("Show again"), offered=lambda review: review.state == ReviewState.HIDDEN)
    def show(self, review: Review, *, by: Actor, now: datetime) -> str:
        services.set_review_state(review_id=review.pk, state=ReviewState.PUBLISHED, by=by)
        return _t("The review is published again.")
