"""No template carries code or style of its own: the content policy would drop it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
# Mail programs know no style sheets; the staff panel has a policy of its own (stack.md).
OUTSIDE = ("email", "emails", "admin")
PAGES = sorted(
    path
    for path in FOLDER.rglob("*.html")
    if not set(OUTSIDE) & set(path.relative_to(FOLDER).parts)
)
FORBIDDEN = {
    "style element": r"<style\b",
    "style attribute": r"\sstyle\s*=",
    "script without a source": r"<script\b(?![^>]*\bsrc=)",
    "event handler": r"\son[a-z]+\s*=",
    "code in an attribute": r"\bhx-on\b|\bhx-vals=['\"]js:|javascript:",
    "HTML comment": r"<!--",
    "unescaped text": r"\|\s*safe\b|\{%\s*autoescape off",
}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_template_keeps_code_and_style_outside(path):
    text = path.read_text()

    assert [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


def test_there_are_templates_to_look_at():
    assert len(PAGES) > 50
