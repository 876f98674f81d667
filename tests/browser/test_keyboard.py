"""The whole site without a mouse: Tab reaches everything in reading order, one sees where one is, Enter opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pages import ARTICLE, LANGUAGES, TAGS, every_page
from tests.server import Site

# Numbers everything that can be used, in the order of the document, and notes what each gets when it has the focus.
WATCH_FOCUS = """() => {
  window.stops = [];
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")];
  // Of a group of radio buttons Tab reaches the chosen one; arrows reach the others.
  const reached = controls.filter(control => control.type !== "radio" || control.checked);
  const usable = reached.filter(control => control.checkVisibility());
  document.addEventListener("focusin", event => {
    const style = getComputedStyle(event.target);
    const box = event.target.getClientRects()[0];
    window.stops.push({
      place: usable.indexOf(event.target),
      outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      top: box.top + scrollY,
      bottom: box.bottom + scrollY,
    });
  });
  return usable.length;
}"""


@dataclass(frozen=True)
class Stop:
    """Where Tab came to: the place in the document, and what a person sees there."""

    place: int
    outline: float
    inView: bool  # noqa: N815  (named by the script)
    top: float
    bottom: float


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """One phone for all: each test opens a page anew, and with it the focus starts at the top."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 640})
    yield context.new_page()
    context.close()


def tab_through(page: Page) -> tuple[int, list[Stop]]:
    """How many things can be used, and the stops Tab makes, one for each of them."""
    usable = page.evaluate(WATCH_FOCUS)
    for _ in range(usable):
        page.keyboard.press("Tab")
    return usable, [Stop(**stop) for stop in page.evaluate("window.stops")]


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on what the selector names."""
    for _ in range(page.locator("a[href], button, input").count()):
        page.keyboard.press("Tab")
        if page.locator(selector).evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never comes to {selector}")


@every_page
def test_tab_reaches_everything_in_reading_order_and_shows_it(page: Page, path: str):
    page.goto(path)

    usable, stops = tab_through(page)

    assert [stop.place for stop in stops] == list(range(usable))
    assert [stop for stop in stops if stop.outline < 2 or not stop.inView] == []
    # On a phone, one column: after the skip link the focus never jumps back up.
    below = pairwise(stops[1:])
    assert [(upper, lower) for upper, lower in below if lower.bottom <= upper.top] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_skip_link_comes_first_and_leads_into_the_text(page: Page, language: str):
    page.goto(f"/{language}/{ARTICLE}")
    skip = page.locator(".skip-link")
    expect(skip).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main a").first).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_enter_opens_what_has_the_focus(page: Page, language: str):
    page.goto(f"/{language}/")
    first = ".situations:first-of-type li:first-child a"
    title = page.locator(first).inner_text()

    tab_to(page, first)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".page-header")).to_contain_text(title)


@pytest.mark.parametrize(("here", "there"), [("zh-hans", "en"), ("en", "zh-hans")])
def test_the_language_is_switched_by_keyboard(page: Page, site: Site, here: str, there: str):
    page.goto(f"/{here}/{ARTICLE}")

    tab_to(page, f".languages a[hreflang={TAGS[there]}]")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site}/{there}/{ARTICLE}")
    expect(page.locator("html")).to_have_attribute("lang", TAGS[there])


def test_the_print_button_is_pressed_by_keyboard(page: Page):
    page.goto(f"/en/{ARTICLE}")
    page.evaluate("() => { window.print = () => { window.printed = true } }")

    tab_to(page, ".print-button button")
    page.keyboard.press("Enter")

    assert page.evaluate("window.printed") is True
