"""What we hold about a person, and what they said yes to."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import Address, Consent, DataExport, ExportState, TokenFamily, User
from apps.core.errors import NotAllowed
from apps.core.models import AuditEntry
from apps.core.people import Record

# A worker that was lost leaves its archive waiting this long.
LOST_AFTER = timedelta(minutes=20)


def consents(*, user: User) -> list[Consent]:
    """The latest answer of each kind, and when: 1 query."""
    rows = Consent.objects.filter(user=user).order_by("kind", "-pk").distinct("kind")
    return list(rows)


def has_consented(*, user: User, kind: str) -> bool:
    """Whether somebody's latest answer is yes: 1 query."""
    latest = Consent.objects.filter(user=user, kind=kind).order_by("-pk").first()
    return latest is not None and latest.is_given


def facebook_forgotten_at(*, code: str) -> datetime:
    """When we forgot what Facebook told us, by the code it was given: 1 query. Raises
    NotAllowed."""
    rows = AuditEntry.objects.filter(
        subject=f"deletion:{code}"[:120], action="accounts.facebook_forgotten"
    )
    done_at = rows.values_list("created_at", flat=True).first()
    if done_at is None:
        raise NotAllowed()
    return done_at


def latest_export(*, user: User) -> DataExport | None:
    """The archive somebody asked for last: 1 query."""
    return DataExport.objects.filter(user=user).order_by("-pk").first()


def ready_export(*, user: User, export_id: UUID, now: datetime) -> DataExport:
    """One of a person's archives that can be fetched: 1 query. Raises NotAllowed."""
    rows = DataExport.objects.filter(user=user, state=ExportState.READY, expires_at__gt=now)
    export = rows.filter(pk=export_id).first()
    if export is None:
        raise NotAllowed(export=str(export_id))
    return export


def waiting_exports() -> list[UUID]:
    """Archives whose worker seems lost: 1 query."""
    rows = DataExport.objects.filter(
        state=ExportState.WAITING, updated_at__lt=timezone.now() - LOST_AFTER
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:50])


def records_of(*, user_id: UUID) -> Iterator[Record]:
    """The person themselves: profile, addresses, answers, sign-ins."""
    user = User.objects.get(pk=user_id)
    yield {
        "kind": "profile",
        "email": user.email,
        "name": user.name,
        "phone": str(user.phone),
        "language": user.language,
        "birthday": user.birthday,
        "joined_at": user.date_joined,
        "last_login_at": user.last_login,
    }
    for address in Address.objects.filter(user=user).select_related("city").order_by("pk"):
        yield {
            "kind": "address",
            "label": address.label,
            "recipient": address.name,
            "phone": str(address.phone),
            "country": address.country,
            "region": address.region_name,
            "city": address.city.name if address.city else address.city_name,
            "postal_code": address.postal_code,
            "street": address.street,
            "note": address.note,
            "latitude": address.latitude,
            "longitude": address.longitude,
        }
    names = ("kind", "document", "is_given", "ip", "created_at")
    for consent in Consent.objects.filter(user=user).order_by("pk").values(*names).iterator():
        yield consent | {"kind": "consent", "what": consent["kind"]}
    names = ("label", "ip", "user_agent", "created_at", "last_used_at")
    for family in TokenFamily.objects.filter(user=user).order_by("pk").values(*names).iterator():
        yield {"kind": "app"} | family
