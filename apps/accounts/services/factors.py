"""What happens to a person's second factor leaves a trace."""

import structlog

from apps.accounts.models import User
from apps.core import audit
from apps.core.actors import Actor

log = structlog.get_logger(__name__)


def record_factor_change(*, user: User, kind: str, is_added: bool) -> None:
    """A way to prove oneself came (`totp`, `webauthn`, `recovery_codes`) or went."""
    change = "added" if is_added else "removed"
    audit.record(
        actor=Actor(role="shopper", user_id=user.pk),
        action=f"accounts.factor_{change}",
        subject=f"user:{user.pk}",
        before={} if is_added else {"kind": kind},
        after={"kind": kind} if is_added else {},
    )
    log.info(f"accounts.factor.{change}", user=str(user.pk), kind=kind)
