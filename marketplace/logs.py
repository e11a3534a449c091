"""How log lines look: JSON for machines, one plain line for people."""

from typing import Any

import structlog

# Fields that must never reach a log line, whoever adds them.
SECRET_FIELDS = frozenset(
    {
        *("password", "secret", "authorization", "cookie", "card"),
        *("token", "access_token", "refresh_token", "login_token"),
        *("delivery_code", "otp"),
    }
)


def hide_secrets(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Hide the value of a field whose name says it is a secret. Any: log fields are free-form."""
    return {
        name: "***" if name.lower() in SECRET_FIELDS else value for name, value in event.items()
    }


def logging_config(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: one stream of lines on stdout. Any: dictConfig's format is free-form."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [
                    structlog.contextvars.merge_contextvars,
                    structlog.processors.TimeStamper(fmt="iso"),
                    structlog.stdlib.add_logger_name,
                    structlog.stdlib.add_log_level,
                ],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    hide_secrets,
                    renderer,
                ],
            }
        },
        "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "WARNING"}},
    }
