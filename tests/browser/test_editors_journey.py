"""What two editors do in a week: write, translate, review, publish, restore, collide, and lose a session."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.server import Site, extra_article, manage, run_on

AUTHOR, REVIEWER = "chen", "li"
PASSPHRASE = "a long enough passphrase"
ADD = "/zh-hans/admin/articles/article/add/"
SLUG = "calls-at-night"
SIGN_IN = """
from django.test import Client
from tests.factories import make_account, sign_in
client = Client()
sign_in(client, make_account({name!r}, {role!r}))
print(client.session.session_key)
"""
# What the admin's own scripts make: the words beside two lists of choices, and the list of what was chosen.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
NOT_OURS = [[".help-tooltip"], [".select2-selection__rendered"]]


def signed_in(browser: Browser, site: Site, name: str, role: str) -> BrowserContext:
    """A browser in which an editor has signed in. axe, which is injected, needs the page's policy put aside."""
    said = manage(site.environment, "shell", "--verbosity", "0", "--command", SIGN_IN.format(name=name, role=role))
    assert said.returncode == 0, said.stderr
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.add_cookies([{"name": "sessionid", "value": said.stdout.strip(), "url": site}])
    return context


@pytest.fixture(scope="module")
def contexts(browser: Browser, site: Site) -> Iterator[dict[str, BrowserContext]]:
    both = {
        AUTHOR: signed_in(browser, site, AUTHOR, "Author"),
        REVIEWER: signed_in(browser, site, REVIEWER, "Reviewer"),
    }
    yield both
    for context in both.values():
        context.close()
    run_on(
        site, "from django.contrib.auth.models import User; User.objects.filter(username__in=['chen', 'li']).delete()"
    )


@pytest.fixture
def author(contexts: dict[str, BrowserContext]) -> Iterator[Page]:
    page = contexts[AUTHOR].new_page()
    yield page
    page.close()


@pytest.fixture
def reviewer(contexts: dict[str, BrowserContext]) -> Iterator[Page]:
    page = contexts[REVIEWER].new_page()
    yield page
    page.close()


@pytest.fixture
def article(site: Site) -> Iterator[str]:
    """The form's address, in English, of an article that readers can see."""
    with extra_article(site, SLUG, title_en="Calls at night") as slug:
        code = f"from guidance.articles.models import Article; print(Article.objects.get(slug={slug!r}).pk)"
        key = manage(site.environment, "shell", "--verbosity", "0", "--command", code).stdout.strip()
        yield f"/en/admin/articles/article/{key}/change/"


def write(page: Page, **words: str) -> None:
    """Fills in fields, in whichever language's part of the form they are."""
    for name, text in words.items():
        field = page.locator(f"[name={name}]")
        if not field.is_visible():
            page.get_by_role("tablist").or_(page.locator("nav")).get_by_text(tab_of(name), exact=True).first.click()
        field.fill(text)


def tab_of(name: str) -> str:
    return "English" if name.endswith("_en") else "中文" if name.endswith("_zh_hans") else "核对与来源"


def save(page: Page, button: str = "_save") -> None:
    page.locator(f"button[name={button}]").click()
    expect(page.locator(".record-state")).to_be_visible()


def what_axe_finds(page: Page) -> str:
    """Every violation within the page's own part; the frame around it is the admin's."""
    page.evaluate(AXE_SCRIPT)
    found = AxeResults(
        page.evaluate("([rules, ours]) => axe.run(ours, rules)", [AXE, {"include": ["main"], "exclude": NOT_OURS}])
    )
    return found.generate_report() if found.violations_count else ""


def test_an_article_goes_from_a_first_draft_in_chinese_to_readers_of_both_languages(
    author: Page, reviewer: Page, page: Page, site: Site
):
    author.goto(ADD)
    write(author, slug="written-by-two", title_zh_hans="半夜来电", summary_zh_hans="夜里打电话，怎么办。")
    author.locator("[name=section]").select_option(index=1)
    write(author, key_points_zh_hans="先静音。\n再截图。\n第二天投诉。", body_zh_hans="## 先静音\n\n夜里不用接。")
    write(author, checked_on="2026-11-25")
    save(author)
    write(author, title_en="Calls at night", summary_en="What to do.", body_en="## Mute it\n\nYou need not answer.")
    write(author, key_points_en="Mute it.\nTake screenshots.\nComplain next day.", note="English added.")
    save(author, "_send")
    assert page.goto("/zh-hans/articles/written-by-two/").status == 404

    reviewer.goto("/zh-hans/admin/articles/article/?work=in-review")
    reviewer.locator("#result_list a[href*='/change/']").first.click()
    reviewer.locator(".record-ways a").first.click()
    reviewer.locator("form[action$='/act/publish/'] button").click()
    expect(reviewer.locator(".record-state")).to_contain_text("已发布")

    for language, words in (("zh-hans", "夜里不用接。"), ("en", "You need not answer.")):
        page.goto(f"/{language}/articles/written-by-two/")
        expect(page.locator(".prose")).to_contain_text(words)
    run_on(site, "from guidance.articles.models import Article; Article.objects.get(slug='written-by-two').delete()")


def test_readers_are_told_that_a_translation_is_behind_until_someone_says_it_is_right(
    reviewer: Page, page: Page, article: str
):
    notice = page.locator(".notice")
    reviewer.goto(article)
    write(reviewer, summary_zh_hans="扣人不是催收，是犯罪。")
    save(reviewer, "_publish")
    reviewer.locator("form[action$='/act/publish/'] button").click()
    expect(reviewer.locator("form[action$='/act/publish/']")).to_have_count(0)

    page.goto(f"/en/articles/{SLUG}/")
    expect(notice).to_contain_text("has not been checked")
    page.goto(f"/zh-hans/articles/{SLUG}/")
    expect(notice).to_have_count(0)

    reviewer.goto(article)
    expect(reviewer.locator(".behind ins").first).to_be_visible()
    reviewer.locator(".translation-acts [value=confirm]").click()
    expect(reviewer.locator(".behind")).to_have_count(0)
    page.goto(f"/en/articles/{SLUG}/")
    expect(notice).to_have_count(0)


def test_an_earlier_text_is_compared_and_restored(author: Page, article: str):
    author.goto(article)
    write(author, title_en="Calls in the small hours")
    save(author)

    author.locator(".record-ways a", has_text="History").click()
    author.locator("form#compare button").click()
    expect(author.locator(".change-read ins").first).to_have_text("in")
    author.go_back()
    author.locator(".restore").last.click()

    expect(author.locator("[name=title_en]")).to_have_value("Calls at night")


def test_the_second_of_two_editors_sees_both_texts_and_chooses(author: Page, reviewer: Page, article: str):
    author.goto(article)
    reviewer.goto(article)
    write(reviewer, title_en="Theirs", summary_en="Theirs too.")
    save(reviewer)
    write(author, title_en="Mine", summary_en="Mine too.")

    author.locator("button[name=_save]").click()
    expect(author.locator(".record-page")).to_contain_text(REVIEWER)
    author.locator("input[name=choice-title_en][value=theirs]").check()
    author.locator("input[name=choice-summary_en][value=edited]").check()
    author.locator("[name=typed-summary_en]").fill("Both of us.")
    author.locator(".record-page form button[type=submit]").click()

    expect(author.locator("[name=title_en]")).to_have_value("Theirs")
    expect(author.locator("[name=summary_en]")).to_have_value("Both of us.")


def test_text_typed_before_the_session_was_lost_is_offered_again(author: Page, article: str):
    author.goto(article)
    write(author, summary_en="A sentence that took an hour.")
    cookies = author.context.cookies()
    author.context.clear_cookies(name="sessionid")

    author.locator("button[name=_save]").click()
    expect(author.locator("body")).to_contain_text("A sentence that took an hour.")
    author.context.add_cookies(cookies)
    author.goto(article)
    author.locator(".kept-text button").first.click()
    expect(author.locator("[name=summary_en]")).to_have_value("A sentence that took an hour.")
    save(author)

    author.goto(article)
    expect(author.locator("[name=summary_en]")).to_have_value("A sentence that took an hour.")
    expect(author.locator(".kept-text")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_the_editors_pages(reviewer: Page, article: str, width: int):
    reviewer.set_viewport_size({"width": width, "height": 800})
    reviewer.goto(article)
    write(reviewer, title_en="Another title")
    save(reviewer)
    reports = {}

    for place in ("change", "review", "history", "compare"):
        reviewer.goto(article.replace("/change/", f"/{place}/"))
        reports[place] = what_axe_finds(reviewer)

    assert reports == dict.fromkeys(reports, "")
