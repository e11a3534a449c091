"""Is the process alive, and can it serve?"""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from apps.core.services import HEARTBEAT_KEY


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; touches nothing else."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, Redis and a worker answer, else 503 and which of them doesn't."""
    checks = {"database": _database_answers(), "redis": False, "worker": False}
    try:
        checks["worker"] = cache.get(HEARTBEAT_KEY) is not None
        checks["redis"] = True
    except RedisError:
        pass  # The answer below says which partner is away.
    ok = all(checks.values())
    return JsonResponse(
        {"status": "ok" if ok else "unavailable", "checks": checks}, status=200 if ok else 503
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
