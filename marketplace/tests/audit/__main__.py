"""`make audit`: Lighthouse on a phone's profile, axe on every page that anybody can open.

It plays against a marketplace of its own with the demo's goods. Lighthouse must give 95 of 100 in
each category; axe may find nothing serious, at 390 and 1280 px, by day and by night; what nobody
could look at is told, with why.
"""

import argparse
import os
import re
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import django
from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.tests.audit import tools
from marketplace.tests.audit.crawl import Found, missed, walk
from marketplace.tests.audit.scores import CATEGORIES, FIGURES, Score, judge
from marketplace.tests.audit.usable import GRAVE, Finding, Places, findings
from marketplace.tests.e2e.people import Guest, Member
from marketplace.tests.market import PEOPLE

SITE = os.environ["SITE_URL"]
PICTURES_S = 900
# The worker takes what waits at once: nothing waits when it has had nothing in hand several times.
REST_S, QUIET_LOOKS = 900, 5
# Who walks through which addresses.
VISITORS = {
    "guest": ("public", "own"),
    "shopper": ("public", "own", "person"),
    "seller": ("person", "shop"),
    "courier": ("courier",),
    "admin": ("panel", "staff"),
}
# Addresses that nobody judges, and why.
EXCUSED = {
    "api-docs": "Swagger's own page, for programmers",
}
# What an address says that is no page to whoever walked by: a form's, a file, somebody else's.
IS_NO_PAGE = re.compile(r"answers (4\d\d|204)$|is no page|no link leads there")
STARTS = ("/en/search/?q=teapot", "/en/search/?q=qwertyuiop", "/en/nothing-is-here/")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("--only", choices=("lighthouse", "axe"))
    parser.add_argument("--visitor", choices=VISITORS)
    options = parser.parse_args()
    django.setup()
    try:
        browser = tools.chromium()
        tools.lighthouse()
    except tools.Unavailable as reason:
        sys.exit(f"Nothing was judged: {reason}.")
    # Asked before the browser starts, whose loop keeps Django's database away.
    faults, pages = 0, _judged_pages()
    if options.only != "axe":
        _draw_pictures()
        _rest()
        faults += _speed(pages)
    if options.only != "lighthouse":
        chosen = [options.visitor] if options.visitor else list(VISITORS)
        faults += _usability(browser, chosen, pages)
    sys.exit(f"{faults} faults." if faults else None)


def _draw_pictures() -> None:
    """Wait until the worker has drawn the demo's pictures: a page without them weighs nothing."""
    from apps.media.models import Image, ImageState

    print("Waiting for the pictures …", flush=True)
    deadline = time.monotonic() + PICTURES_S
    while Image.objects.filter(state=ImageState.WAITING).exists():
        if time.monotonic() > deadline:
            sys.exit("The pictures were not drawn in time.")
        time.sleep(2)


def _rest() -> None:
    """Wait until the worker has nothing in hand: it would take the time of the pages measured."""
    from marketplace.celery import app

    print("Waiting for the worker …", flush=True)
    deadline, quiet = time.monotonic() + REST_S, 0
    while quiet < QUIET_LOOKS:
        if time.monotonic() > deadline:
            sys.exit("The worker did not come to rest in time.")
        look = app.control.inspect(timeout=2)
        looks = (look.active(), look.reserved())
        # A worker that doesn't answer is not at rest.
        is_quiet = all(looks) and not any(each for answer in looks for each in answer.values())
        quiet = quiet + 1 if is_quiet else 0
        time.sleep(1)


def _speed(pages: dict[str, str]) -> int:
    """Lighthouse's table; how many marks are too low."""
    scores = [judge(name, SITE + path) for name, path in pages.items()]
    print(f"\n{'Lighthouse, phone':<20}" + "".join(f"{name:>16}" for name in CATEGORIES), end="")
    print("".join(f"{name:>8}" for name in FIGURES) + f"{'machine':>9}")
    for score in scores:
        print(
            f"{score.page:<20}" + "".join(f"{score.marks[name]:>16}" for name in CATEGORIES), end=""
        )
        print("".join(_figure(name, score) for name in FIGURES) + f"{score.machine:>9.0f}")
        for finding in score.findings:
            print(f"    {finding}")
    return sum(not score.is_good for score in scores)


def _figure(name: str, score: Score) -> str:
    value = score.figures[name]
    return f"{value:>8.2f}" if name == "CLS" else f"{value:>8.0f}"


def _judged_pages() -> dict[str, str]:
    from apps.catalog.models import Category, Product
    from apps.catalog.selectors import product_url

    product = Product.objects.buyable().select_related("category").order_by("-sold_count").first()
    if product is None:
        sys.exit("The catalogue is empty.")
    top = Category.objects.get(path=product.category.path[: Category.steplen])
    return {"home": "/en/", "category": f"/en/c/{top.code}/", "product": product_url(product)}


def _usability(program: str, visitors: list[str], pages: dict[str, str]) -> int:
    """axe over the pages of these visitors; how many grave findings and broken addresses."""
    axe, walks, graves = tools.axe_script(), {}, 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for visitor in visitors:
            with _visit(browser, visitor, pages["product"]) as (page, starts):
                found = walk(page.context.request, SITE, VISITORS[visitor], starts)
                walks[visitor] = found
                graves += _look_at(page, visitor, found, axe)
        browser.close()
    return graves + _broken(walks)


def _look_at(page: Page, visitor: str, found: Found, axe: str) -> int:
    """axe on each page of a visitor; grave findings, each told once with the pages it is on."""
    graves: dict[Finding, Places] = {}
    pages: dict[Finding, list[str]] = {}
    started = time.monotonic()
    for name, path in sorted(found.pages.items()):
        if name in EXCUSED:
            continue
        for finding, places in findings(page, SITE + path, axe).items():
            if finding.impact in GRAVE:
                known = graves.setdefault(finding, places)
                known.views |= places.views
                known.elements |= places.elements
                pages.setdefault(finding, []).append(f"{name} {path}")
    took = time.monotonic() - started
    print(f"\n{visitor}: {len(found.pages)} pages in {took:.0f} s, {len(graves)} grave findings")
    print("  " + " ".join(sorted(found.pages)))
    for finding, places in graves.items():
        print(f"  {finding.impact} {finding.rule}: {finding.says}")
        print(f"    {', '.join(places.views)}; {len(pages[finding])} pages: {pages[finding][:4]}")
        for element in list(places.elements)[:4]:
            print(f"      {element}")
    return len(graves)


def _broken(walks: dict[str, Found]) -> int:
    """Tell what nobody looked at, by what it answers: most are no pages. How many don't answer."""
    if set(walks) != set(VISITORS):
        return 0
    audiences = {name for names in VISITORS.values() for name in names}
    by_answer: defaultdict[str, list[str]] = defaultdict(list)
    for name, said in missed(walks.values(), audiences).items():
        by_answer[said].append(name)
    for said, names in sorted(by_answer.items()):
        print(f"\nnot looked at, {said}: {len(names)}\n  " + " ".join(names))
    return sum(len(names) for said, names in by_answer.items() if not IS_NO_PAGE.match(said))


@contextmanager
def _visit(browser: Browser, visitor: str, product: str) -> Iterator[tuple[Page, list[str]]]:
    """A browser of somebody, signed in, and addresses to begin at beside the plain ones."""
    context = browser.new_context(base_url=SITE, locale="en")
    page = context.new_page()
    starts: list[str] = []
    if visitor == "guest":
        starts = [*STARTS, *_shop_as_a_guest(page, product)]
    else:
        person = next(each for each in _people() if each.get("role") == visitor)
        Member(page, person)
        if visitor == "shopper":
            _put_in_cart(page, product)
    yield page, starts
    context.close()


def _shop_as_a_guest(page: Page, product: str) -> list[str]:
    """An order that waits to be paid, and a cart beside it."""
    _put_in_cart(page, product)
    Guest(page).check_out([])
    pay = page.url.removeprefix(SITE)
    _put_in_cart(page, product)
    return [pay]


def _people() -> list[dict[str, str]]:
    people: list[dict[str, str]] = tomllib.loads(PEOPLE.read_text(encoding="utf-8"))["person"]
    return people


def _put_in_cart(page: Page, product: str) -> None:
    page.goto(product)
    Guest(page).put_in_cart()


if __name__ == "__main__":
    main()
