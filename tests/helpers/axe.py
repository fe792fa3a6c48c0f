"""Accessibility as a machine sees it: axe-core of npm, run in a page as it stands, shadow trees included."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.helpers.service import ROOT

SOURCE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# What says something of a whole page is for its owner: on a host's page that is not us.
OF_THE_PAGE = ("region", "landmark-one-main", "page-has-heading-one")
# axe takes a page that paints no ground for white, in a dark scheme too.
RUN = """async (rules) => {
  document.documentElement.style.background = "Canvas";
  // Whoever follows the scheme hears of it when the next frame is made.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  const { violations } = await axe.run(document, { resultTypes: ["violations"], rules });
  const said = (rule, node) => `${rule.id} at ${node.target.flat().join(" ")}: ${node.any[0]?.message ?? rule.help}`;
  return violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node)));
}"""


def faults(page: Page, what: str, *, is_ours: bool = False) -> list[str]:
    """Give a sentence for each fault, in light and in dark: `what` says when, `is_ours` that the page is ours too."""
    page.evaluate(SOURCE.read_text("utf-8"))
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        found += [f"{what}, {scheme}: {each}" for each in page.evaluate(RUN, rules(is_ours=is_ours))]
    return found


def rules(*, is_ours: bool) -> dict[str, Any]:
    """Give which rules of axe to switch on and off, besides those that are on."""
    wanted = {"target-size": {"enabled": True}}  # WCAG 2.2; axe asks for it to be switched on
    return wanted if is_ours else wanted | {name: {"enabled": False} for name in OF_THE_PAGE}
