"""What a signed-in person looked at: theirs on every device, and theirs to forget."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts.models import User
from apps.catalog.models import Product
from apps.core.services import delete_in_batches
from apps.storefront.models import Viewed
from apps.storefront.rules import MAX_VIEWED

KEPT = timedelta(days=180)


@transaction.atomic
def keep_viewed(*, user: User, product_ids: Sequence[UUID], now: datetime) -> None:
    """Remember that somebody looks at the first of these cards now; the others, newest first, are
    what their browser knew before they signed in. The oldest beyond the most we keep are
    forgotten. Unknown cards are left out."""
    # Two tabs of one person take turns.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    listed = set(Product.objects.listed().filter(pk__in=product_ids).values_list("pk", flat=True))
    seen = [
        # A second apart, so that their order stays.
        Viewed(user=user, product_id=pk, viewed_at=now - timedelta(seconds=place))
        for place, pk in enumerate(product_ids)
        if pk in listed
    ]
    if product_ids and product_ids[0] in listed:
        Viewed.objects.bulk_create(
            seen[:1],
            update_conflicts=True,
            unique_fields=["user", "product"],
            update_fields=["viewed_at"],
        )
    Viewed.objects.bulk_create(seen, ignore_conflicts=True)
    kept = Viewed.objects.filter(user=user).order_by("-viewed_at", "-pk")
    surplus = list(kept.values_list("pk", flat=True)[MAX_VIEWED:])
    if surplus:
        Viewed.objects.filter(pk__in=surplus).delete()


def forget_person(*, user_id: UUID) -> None:
    """Forget all that somebody looked at."""
    Viewed.objects.filter(user_id=user_id).delete()


def forget_old_views(*, now: datetime, batch: int = 10_000) -> None:
    """Forget what nobody looked at again for half a year, in short transactions."""
    delete_in_batches(Viewed.objects.filter(viewed_at__lt=now - KEPT), size=batch)
