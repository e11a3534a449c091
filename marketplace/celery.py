"""Celery: one queue a concern, and the timetable. Each entry says why it is there."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.dev")

app = Celery("marketplace")
app.config_from_object(
    {
        "broker_url": settings.CELERY_BROKER_URL,
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": {
            "visibility_timeout": 3600,
            # A broker that is away must not hold up a request: the outbox sweep comes round.
            "socket_connect_timeout": 1,
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
            # A worker of several queues takes them in the order it was given them.
            "queue_order_strategy": "priority",
        },
        "task_default_queue": "default",
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": 300,
        "task_soft_time_limit": 270,
        "worker_prefetch_multiplier": 1,
        "timezone": settings.TIME_ZONE,
        "task_routes": {
            "core.deliver_event": {"queue": "critical"},
            "payments.*": {"queue": "critical"},
            "orders.*": {"queue": "critical"},
            "notifications.*": {"queue": "notifications"},
            "media.*": {"queue": "bulk"},
            "catalog.run_import": {"queue": "bulk"},
            "catalog.keep_prices": {"queue": "bulk"},
            "catalog.move_value": {"queue": "bulk"},
            "catalog.find_duplicates": {"queue": "bulk"},
            "storefront.build_feeds": {"queue": "bulk"},
            "storefront.count_complements": {"queue": "bulk"},
            "accounts.make_export": {"queue": "bulk"},
            "demo.*": {"queue": "bulk"},
            "search.drain_bulk": {"queue": "bulk"},
            "search.repair_drift": {"queue": "bulk"},
        },
    }
)
app.autodiscover_tasks()
# Lines of a task carry the id of the request that queued it.
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def keep_our_lines(**_options: object) -> None:
    """Django has set up the logs already; somebody listening here keeps Celery from its own."""


app.conf.beat_schedule = {
    # What a crash or an unreachable broker left behind in the outbox.
    "sweep-outbox": {"task": "core.sweep_outbox", "schedule": 5.0},
    # /health/ready says whether a worker is alive.
    "heartbeat": {"task": "core.beat_heart", "schedule": 10.0},
    # Goods held for an unpaid order go back on sale.
    "expire-reservations": {"task": "orders.expire_unpaid", "schedule": 30.0},
    # A webhook may be lost: ask the provider about payments that have waited.
    "reconcile-payments": {"task": "payments.reconcile_pending", "schedule": 60.0},
    # A sale's money becomes the seller's when the return window closes.
    "release-due": {"task": "orders.release_due", "schedule": crontab(minute=15)},
    # Mail that a passing fault kept back.
    "send-pending": {"task": "notifications.send_pending", "schedule": 15.0},
    # Rows of events and receipts that nobody will ask for again.
    "forget-delivered": {"task": "core.forget_delivered", "schedule": crontab(hour=3, minute=40)},
    # Codes, tokens and logins that open nothing any more.
    "sweep-exports": {"task": "accounts.sweep_exports", "schedule": crontab(minute="*/10")},
    "forget-old-keys": {"task": "accounts.forget_old_keys", "schedule": crontab(minute=50)},
    # Cards whose wake-up call to the search index was lost.
    "drain-search": {"task": "search.sweep_dirty", "schedule": 5.0},
    # Whatever got lost between the catalogue and the search index all the same.
    "repair-search": {"task": "search.repair_drift", "schedule": crontab(hour=4, minute=10)},
    # What people search for, counted in Redis meanwhile; old words are forgotten.
    "keep-searches": {"task": "search.keep_searches", "schedule": 60.0},
    "forget-searches": {"task": "search.forget_searches", "schedule": crontab(hour=4, minute=30)},
    # Photos whose wake-up call to be made smaller was lost.
    "make-avif": {"task": "media.make_avif", "schedule": crontab(minute="*/10")},
    # Pictures that nothing shows any more.
    "sweep-pictures": {"task": "media.sweep_orphans", "schedule": crontab(hour=4, minute=50)},
    # Cards that somebody began to write and left.
    "forget-drafts": {"task": "catalog.forget_drafts", "schedule": crontab(hour=4, minute=20)},
    # Goods that came back, or got cheaper, while nobody was told; alerts that are over.
    "sweep-alerts": {"task": "alerts.sweep", "schedule": crontab(minute="*/10")},
    # Reductions that have become the price, and prices that nothing is compared with any more.
    "keep-prices": {"task": "catalog.keep_prices", "schedule": crontab(hour=3, minute=10)},
    # Cards that are perhaps one thing, for staff to look at in the morning.
    "find-duplicates": {"task": "catalog.find_duplicates", "schedule": crontab(hour=3, minute=25)},
    # How many looked at each card, counted in Redis meanwhile; old days are forgotten.
    "keep-card-views": {"task": "catalog.keep_views", "schedule": crontab(minute=5)},
    "forget-card-views": {"task": "catalog.forget_views", "schedule": crontab(hour=4, minute=45)},
    # What people looked at half a year ago.
    "forget-views": {"task": "storefront.forget_views", "schedule": crontab(hour=4, minute=40)},
    # What each region buys most.
    "count-popular": {"task": "storefront.count_popular", "schedule": crontab(minute=35)},
    # What is bought together.
    "count-complements": {
        "task": "storefront.count_complements",
        "schedule": crontab(hour=2, minute=10),
    },
    # The goods as shopping services fetch them.
    "build-feeds": {"task": "storefront.build_feeds", "schedule": crontab(hour=2, minute=30)},
    # Changes of many offers that can no longer be undone.
    "forget-batches": {"task": "catalog.forget_batches", "schedule": crontab(hour=4, minute=25)},
    # Goods that still have a value which was merged into another.
    "resume-values": {"task": "catalog.resume_values", "schedule": 60.0},
    # An import whose worker died goes on where it stopped.
    "resume-imports": {"task": "catalog.resume_imports", "schedule": 60.0},
}
