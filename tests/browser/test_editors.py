"""What an editor does in the browser: write, cite, paste, look, and save, with nothing changed that was not meant."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, expect

from tests.images.pictures import make_file
from tests.server import Site, extra_article, run_on, sign_in

PASTE = """(box, pages) => {
  const clipboard = new DataTransfer();
  for (const [kind, text] of Object.entries(pages)) clipboard.setData(kind, text);
  box.focus();
  box.select();
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {color: red}</style></head>
<body><!--StartFragment-->
<h1>协商之前</h1>
<p class=MsoNormal>先看<b>合同</b>，再打<a href="https://www.12348.gov.cn/">12348</a>。<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>
&nbsp;&nbsp;</span></span><![endif]>借条</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>
&nbsp;&nbsp;</span></span><![endif]>转账记录</p>
<table class=MsoTableGrid><tr><td><p>日期</p></td><td><p>金额</p></td></tr>
<tr><td><p>三月</p></td><td><p>1|2</p></td></tr></table>
<p><img src="file:///C:/photo.png" onerror="alert(1)"><script>alert(2)</script>
<a href="javascript:alert(3)">点我</a></p>
<p>依据 [[law:criminal-law-238]]</p>
<!--EndFragment--></body></html>"""
AS_MARKDOWN = """## 协商之前

先看**合同**，再打[12348](https://www.12348.gov.cn/)。

-   借条
-   转账记录

| 日期 | 金额 |
| --- | --- |
| 三月 | 1\\|2 |

点我

依据 [[law:criminal-law-238]]"""


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """One signed-in editor's window for all. The policy stands; only axe's own test puts it aside."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page, site)
    yield page
    context.close()


@pytest.fixture(scope="module")
def slug(site: Site) -> Iterator[str]:
    with extra_article(
        site, "written-here", body_en="First line.\n\n- a\n- b  \n\nLast [[law:criminal-law-238]]."
    ) as slug:
        yield slug


def open_form(page: Page, slug: str, language: str = "en") -> Locator:
    """Opens an article's form at the text in a language, and returns its box."""
    page.goto(f"/{language}/admin/articles/article/?q={slug}")
    page.goto(page.locator("a[href*='/change/']").first.get_attribute("href"))
    page.wait_for_function("!document.documentElement.hasAttribute('x-cloak')")
    page.get_by_role("button", name="English", exact=True).click()
    expect(page.locator("#id_body_zh_hans")).to_be_hidden()
    return page.locator("#id_body_en")


def save(page: Page) -> None:
    page.locator("[name=_save]").click()
    page.wait_for_load_state()


def test_saving_without_typing_changes_nothing(desk: Page, site: Site, slug: str):
    box = open_form(desk, slug)
    before = box.input_value()

    save(desk)

    expect(desk.locator("#id_body_en")).to_have_value(before)
    run_on(site, "from guidance.editorial.models import Draft; assert not Draft.objects.exists()")


def test_the_toolbar_writes_markdown_and_the_browser_undoes_it(desk: Page, slug: str):
    box = open_form(desk, slug)
    before = box.input_value()
    box.evaluate("box => { box.focus(); box.setSelectionRange(0, 5) }")

    desk.keyboard.press("Control+b")
    bold = box.input_value()
    desk.keyboard.press("Control+z")

    assert bold == before.replace("First", "**First**")
    assert box.input_value() == before


def test_the_toolbar_is_one_stop_for_tab_and_arrows_move_in_it(desk: Page, slug: str):
    box = open_form(desk, slug)
    box.focus()

    desk.keyboard.press("Shift+Tab")
    first = desk.evaluate("document.activeElement.textContent")
    desk.keyboard.press("ArrowRight")
    second = desk.evaluate("document.activeElement.textContent")
    desk.keyboard.press("Tab")

    assert (first, second) == ("Heading", "Subheading")
    expect(box).to_be_focused()


def test_chinese_is_composed_undisturbed(desk: Page, slug: str):
    box = open_form(desk, slug)
    box.fill("")
    session = desk.context.new_cdp_session(desk)

    session.send("Input.imeSetComposition", {"text": "cui", "selectionStart": 3, "selectionEnd": 3})
    session.send("Input.insertText", {"text": "催收"})
    desk.keyboard.insert_text("不得骚扰。")

    assert box.input_value() == "催收不得骚扰。"


def test_a_provision_is_cited_by_keyboard_alone(desk: Page, slug: str):
    box = open_form(desk, slug)
    box.fill("")
    box.press_sequentially("See ")

    desk.keyboard.press("Control+k")
    desk.keyboard.type("criminal-law-238")
    expect(desk.locator("[data-citations] li")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")

    assert box.input_value() == "See [[law:criminal-law-238]]"
    expect(box).to_be_focused()


def test_what_is_pasted_from_word_becomes_clean_markdown(desk: Page, slug: str):
    box = open_form(desk, slug)

    box.evaluate(PASTE, {"text/html": FROM_WORD, "text/plain": "协商之前"})

    assert box.input_value() == AS_MARKDOWN
    expect(desk.locator("[data-notice]:visible")).not_to_be_empty()


def test_plain_text_is_pasted_as_it_is(desk: Page, slug: str):
    box = open_form(desk, slug)
    before = box.input_value()

    box.evaluate(PASTE, {"text/html": "<span style='color:red'>## as typed</span>", "text/plain": "## as typed"})

    # A script's paste is not carried out by the browser: left alone means unchanged.
    assert box.input_value() == before


def test_the_preview_follows_what_is_typed(desk: Page, slug: str):
    box = open_form(desk, slug)
    desk.locator("[data-preview-open]:visible").last.click()
    english = desk.frame_locator("iframe[data-language=en]")
    expect(english.locator("main")).to_contain_text("First line.")

    box.fill("Typed <script>alert(1)</script> just now.\n\n[[law:no-such-law]]")

    expect(english.locator(".prose")).to_contain_text("Typed <script>alert(1)</script> just now.")
    expect(desk.locator(".preview-faults")).to_contain_text("[[law:no-such-law]]")
    expect(desk.frame_locator("iframe[data-language=zh-hans]").locator("html")).to_have_attribute("lang", "zh-Hans")
    assert desk.locator("iframe").evaluate_all("frames => frames.map(f => f.contentWindow.innerWidth)") == [360, 360]


def test_a_picture_is_uploaded_from_beside_the_text(desk: Page, site: Site, slug: str):
    box = open_form(desk, slug)
    box.fill("")
    desk.locator("[data-picture]:visible").click()
    desk.set_input_files("#picture-file", {"name": "log.png", "mimeType": "image/png", "buffer": make_file((64, 48))})
    desk.fill("#picture-zh", "通话记录")
    desk.fill("#picture-en", "A call log")

    desk.keyboard.press("Enter")

    expect(desk.locator("[data-pictures]")).to_be_hidden()
    shown = box.input_value()
    assert shown.startswith("![A call log](/media/")
    assert desk.request.get(f"{site}{shown[14:-1]}").headers["content-type"] == "image/webp"


def test_what_is_wrong_with_a_picture_is_said(desk: Page, slug: str):
    open_form(desk, slug)
    desk.locator("[data-picture]:visible").click()
    desk.set_input_files("#picture-file", {"name": "log.png", "mimeType": "image/png", "buffer": b"<svg>"})
    desk.fill("#picture-zh", "通话记录")
    desk.fill("#picture-en", "A call log")

    desk.keyboard.press("Enter")

    expect(desk.locator("[data-pictures] [role=alert]")).to_contain_text("JPEG")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("opened", ["[data-cite]", "[data-picture]", "[data-preview-open]"])
def test_axe_finds_nothing_in_what_editors_write_with(
    browser: Browser, desk: Page, slug: str, width: int, language: str, opened: str
):
    context = browser.new_context(
        base_url=desk.url.split("/en/")[0].split("/zh-hans/")[0],
        bypass_csp=True,
        storage_state=desk.context.storage_state(),
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    open_form(page, slug, language)
    page.locator(f"{opened}:visible").last.click()
    page.evaluate(AXE_SCRIPT)

    report = page.evaluate(
        """async () => {
          const places = [".markdown-toolbar", ".preview", "dialog[open]"];
          const include = places.filter((place) => document.querySelector(place)).map((place) => [place]);
          const found = await axe.run({ include });
          return found.violations.map((violation) => violation.id + ": " + violation.nodes[0].html);
        }"""
    )

    context.close()
    assert report == []
