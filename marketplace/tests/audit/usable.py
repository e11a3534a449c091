"""axe-core on a page, as a phone and a desktop show it, by day and by night."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
GRAVE = ("serious", "critical")
# A transition that the change of scheme begins would be caught half-way between two colours.
STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets.push(sheet);
}"""
ASK = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap((each) => each.nodes.map((node) => {
    const [check] = [...node.any, ...node.all, ...node.none];
    return { rule: each.id, impact: each.impact, says: check?.message ?? "", html: node.html };
  }));
}"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a page breaks, how gravely, what is wrong there."""

    rule: str
    impact: str
    says: str


@dataclass(slots=True)
class Places:
    """At which widths and schemes, and at which elements; in order, each once."""

    views: dict[str, None] = field(default_factory=dict)
    elements: dict[str, None] = field(default_factory=dict)


def findings(page: Page, url: str, axe: str) -> dict[Finding, Places]:
    """What axe finds on the page that opens at `url`, and where."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(url, wait_until="load")
    page.evaluate(axe)
    page.evaluate(STILL)
    seen: dict[Finding, Places] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # a literal
            for each in page.evaluate(ASK):
                finding = Finding(each["rule"], each["impact"], each["says"])
                places = seen.setdefault(finding, Places())
                places.views[f"{width} {scheme}"] = None
                places.elements[" ".join(each["html"].split())[:160]] = None
    return seen
