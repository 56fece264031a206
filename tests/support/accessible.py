"""What axe finds wrong with a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RUN = """async ([context, options]) => {
  const looks = new Set();
  const lookOf = (node) => {
    const { color, fontSize, fontWeight } = getComputedStyle(node);
    const look = [color, fontSize, fontWeight];
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(at);
      look.push(backgroundColor, backgroundImage, opacity);
    }
    return look.join();
  };
  const isNew = (look) => !looks.has(look) && Boolean(looks.add(look));
  const contrast = axe._audit.getRule("color-contrast"), { matches } = contrast;
  contrast.selector = ":not(svg *, math, math *)";
  contrast.matches = (node, ...given) => matches(node, ...given) && isNew(lookOf(node));

  const silent = "svg:not(:has(a, title, [tabindex], [role], [aria-label]))";
  const pictures = [...document.querySelectorAll(silent)].map((svg) => [svg, [...svg.childNodes]]);
  for (const [svg] of pictures) svg.replaceChildren();
  try {
    return (await axe.run(context ?? document, options)).violations;
  } finally {
    for (const [svg, drawn] of pictures) svg.replaceChildren(...drawn);
  }
}"""
"""Runs axe, faster. It looks for words that do not stand out once for all that have the same colors
and letters; but not in pictures, of which it never decides, nor in formulas, which have the color
of the text around them (`tests/nightly/book/test_pages.py`). Pictures that hold nothing but what is
drawn are empty meanwhile."""


def broken(
    page: Page,
    context: dict | None = None,
    asked: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> list[dict]:
    """Return all that breaks one of axe's usual rules, or of those it must be `asked`.

    Where some are given it is asked `only` these: most of the time is that of others.
    """
    options = {
        "rules": {rule: {"enabled": True} for rule in asked},
        **({"runOnly": only} if only else {}),
        "resultTypes": ["violations"],  # else it describes all that is right: most of its time
    }
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, [context, options])


def grave(
    page: Page,
    context: dict | None = None,
    asked: tuple[str, ...] = (),
    only: tuple[str, ...] = (),
) -> list[str]:
    """Return what breaks a rule seriously: the rule, and some of the elements."""
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in broken(page, context, asked, only)
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]
