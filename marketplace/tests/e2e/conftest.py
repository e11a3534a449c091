import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def chromium():
    """A real browser, where one is found."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        if path is None and not shutil.which(own):
            pytest.skip("No Chromium is installed: the day in a real browser was not played.")
        expect.set_options(timeout=20_000)
        browser = playwright.chromium.launch(executable_path=path or own, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium, market, tmp_path_factory):
    """A fresh browser of one person; call it. What the policy of a page refused fails the test."""
    contexts, refused = [], []

    def open_(**options):
        context = chromium.new_context(
            base_url=market.url, viewport={"width": 1280, "height": 900}, locale="en", **options
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda line: refused.append(line.text) if _is_refusal(line) else None)
        page.on("pageerror", lambda error: refused.append(str(error)))
        contexts.append(context)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert refused == []


def _is_refusal(line):
    return line.type == "error" and "Content Security Policy" in line.text
