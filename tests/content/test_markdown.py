"""What editors type becomes the HTML they mean: headings, callouts, tables, footnotes, links and citations."""

from html import unescape

import pytest

from guidance.content.markdown import Citation, Link, Rendered, citations, render

DETENTION = Link("《刑法》第二百三十八条", "/zh-hans/law/criminal-law/criminal-law-238/")
REFERENCE = f'<a class="citation" href="{DETENTION.address}">'
DRAFT = Link("还没发布的规定")
RECORDS = {("law", "criminal-law-238"): DETENTION, ("law", "draft"): DRAFT}


def resolve(kind: str, slug: str) -> Link | None:
    return RECORDS.get((kind, slug))


def html_of(text: str) -> str:
    return render(text, resolve=resolve).html


def test_nothing_typed_is_nothing_shown():
    assert render("", resolve=resolve) == Rendered(html="", contents_html="")


def test_chinese_heading_has_a_readable_anchor():
    assert html_of("## 你可以做什么") == '<h2 id="你可以做什么">你可以做什么</h2>'


def test_anchor_drops_punctuation_and_joins_words():
    assert 'id="the-first-24-hours"' in html_of("## The first 24 hours!")


def test_same_heading_twice_has_two_anchors():
    html = html_of("## 先离开\n\n## 先离开")

    assert 'id="先离开"' in html
    assert 'id="先离开_1"' in html


def test_anchor_stays_when_other_headings_change():
    before, after = html_of("## 上午\n\n## 下午"), html_of("## 清早\n\n## 下午\n\n## 晚上")

    assert 'id="下午"' in before
    assert 'id="下午"' in after


def test_page_title_level_is_not_open_to_editors():
    assert "<h1" not in html_of("# 标题\n\n标题\n===")


def test_contents_lists_second_level_headings_in_order():
    contents = render("### 引子\n\n## 上午\n\n### 列表\n\n## 下午\n\n#### 备注", resolve=resolve).contents_html

    assert contents == '<ol><li><a href="#上午">上午</a></li><li><a href="#下午">下午</a></li></ol>'


def test_one_heading_needs_no_contents():
    assert render("## 上午\n\n### 列表", resolve=resolve).contents_html == ""


def test_contents_shows_the_words_of_a_heading_without_its_links():
    text = "## 看[[law:criminal-law-238]]\n\n## [官网](https://flk.npc.gov.cn/)与 <b>\n"

    contents = render(text, resolve=resolve).contents_html

    assert contents.count("<a ") == 2
    assert "看《刑法》第二百三十八条</a>" in contents
    assert "官网与 &lt;b&gt;</a>" in contents


@pytest.mark.parametrize("kind", ["note", "warning", "danger"])
def test_callout_has_its_kind_and_title(kind: str):
    html = html_of(f'!!! {kind} "有危险"\n    先**离开**。')

    assert f'<div class="admonition {kind}">' in html
    assert '<p class="admonition-title">有危险</p>' in html
    assert "<p>先<strong>离开</strong>。</p>" in html


def test_footnote_leads_there_and_back():
    html = html_of("见脚注[^1]。\n\n[^1]: 出处在此。")

    assert '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>' in html
    assert '<li id="fn:1">' in html
    assert 'href="#fnref:1"' in html


def test_table_keeps_its_head_and_alignment():
    html = html_of("| 项目 | 元 |\n|:--|--:|\n| 本金 | 1000 |")

    assert '<th align="left">项目</th>' in html
    assert '<td align="right">1000</td>' in html


def test_numbered_list_may_start_anywhere():
    assert '<ol start="3">' in html_of("3. 第三\n4. 第四")


def test_citation_shows_the_name_of_the_record():
    assert html_of("见[[law:criminal-law-238]]。") == f"<p>见{REFERENCE}{DETENTION.label}</a>。</p>"


def test_citation_may_have_words_of_its_own():
    assert html_of("见[[law:criminal-law-238|非法拘禁]]。") == f"<p>见{REFERENCE}非法拘禁</a>。</p>"


@pytest.mark.parametrize("text", ["[[law:unknown]]", "[[nobody:criminal-law-238]]", "[[law:unknown|字]]", "[[law:A]]"])
def test_unknown_citation_stays_as_typed(text: str):
    assert html_of(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(("text", "shown"), [("[[law:draft]]", DRAFT.label), ("[[law:draft|草案]]", "草案")])
def test_record_without_address_is_named_without_a_link(text: str, shown: str):
    assert html_of(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize("text", ["`[[law:criminal-law-238]]`", "    [[law:criminal-law-238]]"])
def test_citation_in_code_is_shown_as_typed(text: str):
    html = html_of(text)

    assert "[[law:criminal-law-238]]" in html
    assert "<a" not in html


PLACES = {
    "list": "- 见{}\n- 二",
    "numbered list": "1. 见{}",
    "table": "| 项目 | 依据 |\n|--|--|\n| 扣人 | {} |",
    "callout": '!!! note "注意"\n    见{}',
    "quotation": "> 见{}",
    "footnote": "见[^1]\n\n[^1]: {}",
    "heading": "## 见{}",
    "bold": "**见{}**",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_citation_works_everywhere(place: str):
    assert f"{REFERENCE}{DETENTION.label}</a>" in html_of(place.format("[[law:criminal-law-238]]"))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_citation_in_own_words_works_everywhere(place: str):
    divider = r"\|" if place.startswith("|") else "|"

    assert f"{REFERENCE}非法拘禁</a>" in html_of(place.format(f"[[law:criminal-law-238{divider}非法拘禁]]"))


def test_two_citations_in_a_line_are_two_links():
    assert html_of("[[law:criminal-law-238]]、[[law:criminal-law-238|扣人]]").count(REFERENCE) == 2


def test_citations_are_found_with_their_lines():
    text = "甲[[law:criminal-law-238]]\n\n乙[[agency:police-110|110]]、[[law:x]]"

    assert citations(text) == [
        Citation("law", "criminal-law-238", 1),
        Citation("agency", "police-110", 3),
        Citation("law", "x", 3),
    ]


@pytest.mark.parametrize(
    "address",
    ["https://flk.npc.gov.cn/", "http://flk.npc.gov.cn/a?b=c#d", "HTTPS://flk.npc.gov.cn/", "https://例子.cn/"],
)
def test_link_off_the_site_is_marked(address: str):
    html = html_of(f"[法规库]({address})")

    assert f'href="{address}"' in html
    assert 'class="external"' in html
    assert 'rel="external noopener noreferrer nofollow"' in html


@pytest.mark.parametrize("address", ["/zh-hans/agencies/", "#上午", "tel:110", "mailto:help@example.org"])
def test_own_link_is_not_marked(address: str):
    assert html_of(f"[这里]({address})") == f'<p><a href="{address}">这里</a></p>'


def test_web_address_in_angle_brackets_is_a_link():
    assert '<a href="https://flk.npc.gov.cn/"' in html_of("<https://flk.npc.gov.cn/>")


def test_mail_address_in_angle_brackets_is_a_link():
    assert "mailto:help@example.org" in unescape(html_of("<help@example.org>"))


@pytest.mark.parametrize("address", ["ftp://example.org/", "file:///etc/passwd", "//example.org/", "page.html", "?a=b"])
def test_any_other_address_is_no_link(address: str):
    assert "href" not in html_of(f"[那里]({address})")


@pytest.mark.parametrize("address", ["/static/icon.svg", "/media/contract.png"])
def test_own_image_is_shown(address: str):
    assert html_of(f"![合同]({address})") == f'<p><img alt="合同" src="{address}"></p>'


@pytest.mark.parametrize("address", ["https://example.org/a.png", "/zh-hans/", "/static/../admin/", "static/a.png"])
def test_any_other_image_is_not_loaded(address: str):
    assert html_of(f"![合同]({address})") == '<p><img alt="合同"></p>'


@pytest.mark.parametrize("typed", ["<b>粗</b>", "<!-- 备注 -->", "<div>\n块\n</div>", "a < b & c > d", "<br>"])
def test_typed_html_is_shown_as_text(typed: str):
    assert unescape(html_of(typed)) == f"<p>{typed}</p>"
    assert html_of(typed).count("<") == 2
