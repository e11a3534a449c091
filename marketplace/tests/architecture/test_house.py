"""The house: which rooms an app may have, what may stand at the top, who may write where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
APPS = sorted(path for path in (ROOT / "apps").iterdir() if (path / "apps.py").exists())
TOP = {
    *("marketplace", "apps", "templates", "static", "locale", "requirements", "docker"),
    *("manage.py", "pytest.ini", "pyproject.toml", "Makefile"),
    *("README.md", "ARCHITECTURE.md", "LICENSE"),
}
ROOMS = {
    *("models", "rules", "services", "selectors", "events", "subscribers", "tasks", "web", "api"),
    *("admin", "apps", "migrations", "management", "templatetags", "tests", "data", "__init__"),
    *("providers", "carriers", "channels", "engines", "captchas"),
    # search's one query type, messages' kinds, allauth's doors, how passwords are kept
    *("query", "kinds", "adapter", "mfa", "passwords", "strategy"),
}
# core holds what every app leans on, a subject a file.
CORE = {
    *("actors", "audit", "context_processors", "durable", "errors", "fields", "ids", "limits"),
    *("middleware", "money", "panel", "panel_columns", "panel_fields", "people", "prepared"),
    *("private", "queueing", "queues", "roles", "sealing", "staff", "texts"),
}


def sources(app: Path, *rooms: str) -> Iterator[Path]:
    """Python files of some rooms of an app, whether a room is a file or a folder."""
    for room in rooms:
        yield from (path for path in [app / f"{room}.py"] if path.exists())
        yield from sorted((app / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nothing_else_stands_at_the_top():
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - {"__pycache__"} <= TOP


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_an_app_has_only_rooms_of_the_house(app):
    rooms = {path.stem for path in app.iterdir()} - {"__pycache__"}
    assert rooms <= (ROOMS | CORE if app.name == "core" else ROOMS)


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_rules_know_no_framework_no_clock_and_no_chance(app):
    for path in sources(app, "rules"):
        tops = {name.partition(".")[0] for name in imported(path)}
        assert not tops & {"django", "rest_framework", "celery", "redis", "httpx", "random"}, path
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.(now|today|utcnow)\(\)", text), path


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_services_and_selectors_know_no_door(app):
    for path in sources(app, "services", "selectors", "rules", "models"):
        doors = {name for name in imported(path) if re.search(r"\.(web|api|admin|tasks)\b", name)}
        allowed = {name for name in doors if name.startswith("apps.core.web.page_cache")}
        assert not {name for name in doors - allowed if name.startswith("apps.")}, path


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_only_services_of_an_app_write_its_tables_never_a_view(app):
    writing = re.compile(r"\.objects\.(create|bulk_create|update|get_or_create|update_or_create)\(")
    for path in sources(app, "web", "api", "tasks"):
        text = path.read_text(encoding="utf-8")
        assert not writing.search(text), path
        assert ".save()" not in re.sub(r"form\.save\(\)", "", text), path


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_models_decide_nothing(app):
    for path in sources(app, "models"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.FunctionDef) and node.name in ("save", "delete")), path
        assert "Meta.ordering" not in path.read_text(encoding="utf-8")


def test_what_services_of_another_app_may_be_called_is_public():
    """Across apps only a room is imported, never a name with an underscore."""
    for app in APPS:
        for path in app.rglob("*.py"):
            for name in imported(path):
                parts = name.split(".")
                if parts[0] == "apps" and len(parts) > 1 and parts[1] != app.name:
                    assert not any(part.startswith("_") for part in parts), (path, name)


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_no_file_is_too_long_to_hold_in_mind(app):
    for path in app.rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
