"""What the law gives people: to take their data along, to say yes and no, to be forgotten."""

import json
import zipfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from uuid import UUID

import structlog
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from apps.accounts.events import DataExportReady, PersonErased
from apps.accounts.models import Consent, DataExport, ExportState, User
from apps.accounts.services.devices import end_everything
from apps.core import audit, limits
from apps.core.actors import Actor
from apps.core.errors import Conflict
from apps.core.events import publish
from apps.core.people import Record, keepers
from apps.core.queueing import queue_on_commit

log = structlog.get_logger(__name__)

KEPT = timedelta(days=7)
# What people are asked, and which text they see: its date changes with the text.
CONSENTS = {"terms": "terms 2026-11-01", "privacy": "privacy 2026-11-01", "marketing": ""}


class CannotErase(Conflict):
    """Something stands against it; `message` says what, in whole sentences."""

    code = "accounts.cannot_erase"


def record_consent(*, user: User, kind: str, is_given: bool, ip: str | None) -> Consent:
    """Write down that somebody said yes or no (`kind` of `CONSENTS`); the latest answer holds."""
    return Consent.objects.create(
        user=user, kind=kind, document=CONSENTS[kind], is_given=is_given, ip=ip
    )


def accept_terms(*, user: User, ip: str | None) -> None:
    """Whoever registers has agreed to the terms and the privacy notice below the form."""
    for kind in ("terms", "privacy"):
        record_consent(user=user, kind=kind, is_given=True, ip=ip)


@transaction.atomic
def request_export(*, user: User) -> DataExport:
    """Begin an archive of all we hold about somebody; a worker makes it and a letter brings the
    link. Raises Conflict (one is being made), TooMany (another one today)."""
    limits.spend("export", str(user.pk))
    try:
        with transaction.atomic():
            export = DataExport.objects.create(user=user)
    except IntegrityError as error:
        raise Conflict(_("Your archive is being made already.")) from error
    queue_on_commit("accounts.make_export", export_id=str(export.pk))
    log.info("accounts.export.requested", user=str(user.pk))
    return export


def make_export(*, export_id: UUID, now: datetime) -> None:
    """Make a waiting archive: a JSON file a subject, one record a line. Doing it again, or for one
    that is gone, changes nothing."""
    export = DataExport.objects.filter(pk=export_id, state=ExportState.WAITING).first()
    if export is None:
        return
    with TemporaryFile() as scratch:
        with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as archive:
            for keeper in keepers():
                with archive.open(f"{keeper.subject}.jsonl", "w") as part:
                    for line in _lines(keeper.records(user_id=export.user_id)):
                        part.write(line)
        scratch.seek(0)
        name = export.file.storage.save(f"exports/{export.pk}.zip", File(scratch))
    with transaction.atomic():
        made = DataExport.objects.filter(pk=export_id, state=ExportState.WAITING)
        if made.update(state=ExportState.READY, file=name, expires_at=now + KEPT, updated_at=now):
            publish(DataExportReady(export_id, export.user_id))
            return
    export.file.storage.delete(name)


def forget_exports(*, now: datetime) -> int:
    """Delete archives past their time; returns how many."""
    rows = DataExport.objects.filter(state=ExportState.READY, expires_at__lte=now).order_by("pk")
    old = list(rows[:500])
    for export in old:
        export.file.storage.delete(str(export.file.name))
        export.state, export.file = ExportState.EXPIRED, ""
        export.save(update_fields=["state", "file", "updated_at"])
    return len(old)


def objections_to_erasure(*, user_id: UUID) -> list[str]:
    """Why somebody can't be forgotten yet, in whole sentences; empty when nothing stands against
    it."""
    return [text for keeper in keepers() for text in keeper.objections(user_id=user_id)]


@transaction.atomic
def erase_person(*, user: User, now: datetime) -> None:
    """Forget a person for good: keys, addresses and all that apps keep; what the law keeps stays
    without a name. Doing it again changes nothing. Raises CannotErase.

    An order placed at the same moment waits for the person's row (`hold_person`): it is placed
    before, and stands against it, or not at all.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.erased_at is not None:
        return
    if person.is_staff:
        raise CannotErase(_("Who works for the market is forgotten after that has ended."))
    if objections := objections_to_erasure(user_id=person.pk):
        raise CannotErase(" ".join(objections))
    for keeper in keepers():
        keeper.erase(user_id=person.pk)
    end_everything(user=person, now=now)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    exports = list(DataExport.objects.filter(user=person).exclude(file=""))
    DataExport.objects.filter(user=person).delete()
    person.addresses.all().delete()
    person.email, person.name, person.phone = None, "", ""  # type: ignore[assignment]  # as the field takes it
    person.phone_verified_at = person.birthday = person.photo = None
    person.is_active, person.erased_at = False, now
    person.set_unusable_password()
    person.save()
    audit.record(
        actor=Actor(role="shopper", user_id=person.pk),
        action="accounts.person_erased",
        subject=f"user:{person.pk}",
    )
    publish(PersonErased(person.pk))
    transaction.on_commit(lambda: _delete_files(exports), robust=True)
    log.info("accounts.person.erased", user=str(person.pk))


def hold_person(*, user: User) -> None:
    """Keep a person's row until the caller's transaction ends, so that they aren't forgotten
    meanwhile. Raises Conflict when they are, or their account is closed."""
    rows = User.objects.select_for_update(no_key=True)
    if rows.filter(pk=user.pk, is_active=True).first() is None:
        raise Conflict(_("This account is closed."))


def _delete_files(exports: Iterable[DataExport]) -> None:
    for export in exports:
        export.file.storage.delete(str(export.file.name))


def _lines(records: Iterable[Record]) -> Iterable[bytes]:
    for record in records:
        text = json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False)
        yield f"{text}\n".encode()
