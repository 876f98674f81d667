"""Builders of records with fixed, real-looking words. Whatever a test cares about, it says itself."""

import datetime
import io
from decimal import Decimal

import PIL.Image
from django.contrib.auth.models import Group, User
from django.test import Client

from guidance.agencies.models import Agency
from guidance.articles.models import Article, Section, SitePage
from guidance.editorial.models import Link, Publishable
from guidance.feedback.models import Remark, Request
from guidance.images.models import Image
from guidance.images.reencoding import reencode
from guidance.law.models import Cap, Instrument, LenderType, Provision, Rate
from guidance.rights.models import Answer, Situation, SituationGroup, Verdict, WordList
from guidance.search.models import MissedQuery, Synonym

CHECKED_ON = datetime.date(2026, 11, 23)
PASSPHRASE = "a long enough passphrase"


def make_account(username: str = "wang", *roles: str, **fields) -> User:
    """Someone who works in the admin, with the roles of these names."""
    user = User.objects.create_user(username, password=PASSPHRASE, is_staff=True, **fields)
    user.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return user


def sign_in(client: Client, user: User) -> User:
    """Signs someone in, past the second step."""
    client.force_login(user)
    device, _made = user.totpdevice_set.get_or_create(confirmed=True)
    session = client.session
    session["otp_device_id"] = device.persistent_id
    session.save()
    return user


def make_lender_type(slug: str = "small-loan", **fields) -> LenderType:
    words = {"name_zh_hans": "小额贷款公司", "name_en": "Small loan company"}
    words |= {"body_zh_hans": "合同上写着小额贷款公司。", "body_en": "The contract names a small loan company."}
    words |= {"code": str(LenderType.objects.count() + 1)}
    return LenderType.objects.create(slug=slug, **{**words, **fields})


def make_instrument(slug: str = "criminal-law", **fields) -> Instrument:
    words = {
        "title_zh_hans": "中华人民共和国刑法",
        "title_en": "Criminal Law of the PRC",
        "short_title_zh_hans": "刑法",
        "short_title_en": "Criminal Law",
        "issuer_zh_hans": "全国人民代表大会",
        "issuer_en": "National People's Congress",
        "kind": Instrument.Kind.LAW,
        "in_force_from": datetime.date(1997, 10, 1),
    }
    return Instrument.objects.create(slug=slug, **{**words, **fields})


def make_provision(slug: str = "criminal-law-238", instrument: Instrument | None = None, **fields) -> Provision:
    words = {
        "title_zh_hans": "为讨债扣人也是犯罪",
        "title_en": "Detaining someone over a debt is a crime",
        "article_zh_hans": "第二百三十八条",
        "article_en": "Article 238",
        "body_zh_hans": "任何人都不能为了讨债把人关起来。",
        "body_en": "Nobody may lock a person up to make them pay.",
        "effect": Provision.Effect.PROHIBITS,
        "in_force_from": datetime.date(1997, 10, 1),
        "checked_on": CHECKED_ON,
    }
    instrument = instrument or Instrument.objects.filter(slug="criminal-law").first() or make_instrument()
    return Provision.objects.create(slug=slug, instrument=instrument, **{**words, **fields})


def make_cap(slug: str = "private-4x-lpr", **fields) -> Cap:
    words = {
        "title_zh_hans": "私人借款：四倍LPR",
        "title_en": "Private loans: four times LPR",
        "nature_zh_hans": "司法解释",
        "nature_en": "Judicial interpretation",
        "body_zh_hans": "超过四倍的部分，法院不支持。",
        "body_en": "Courts do not enforce what is above.",
        "binding": Cap.Binding.JUDICIAL,
        "lpr_multiple": 4,
        "in_force_from": datetime.date(2020, 8, 20),
        "checked_on": CHECKED_ON,
    }
    return Cap.objects.create(slug=slug, **{**words, **fields})


def make_rate(starts_on: datetime.date = datetime.date(2025, 5, 20), percent: str = "3.00") -> Rate:
    return Rate.objects.create(starts_on=starts_on, percent=Decimal(percent))


def make_agency(slug: str = "police-110", **fields) -> Agency:
    words = {
        "name_zh_hans": "公安机关 110",
        "name_en": "Police emergency line 110",
        "short_name_zh_hans": "110 报警",
        "short_name_en": "110, police",
        "body_zh_hans": "正在发生的暴力，打110。",
        "body_en": "For violence as it happens, call 110.",
        "phones": ["110"],
        "checked_on": CHECKED_ON,
    }
    return Agency.objects.create(slug=slug, **{**words, **fields})


def make_section(slug: str = "tactics", **fields) -> Section:
    words = {"title_zh_hans": "越界催收的手法", "title_en": "How collectors overstep"}
    words |= {"summary_zh_hans": "认出越界的催收。", "summary_en": "Recognise abusive collection.", "order": 20}
    return Section.objects.create(slug=slug, **{**words, **fields})


def make_article(slug: str = "detention-and-following", section: Section | None = None, **fields) -> Article:
    words = {
        "title_zh_hans": "被扣住、被跟踪",
        "title_en": "Held or followed",
        "summary_zh_hans": "扣人不是催收。",
        "summary_en": "Holding someone is not collection.",
        "key_points_zh_hans": ["先离开。", "再打110。", "留下记录。"],
        "key_points_en": ["Leave first.", "Then call 110.", "Keep a record."],
        "body_zh_hans": "## 先离开\n\n先离开，再报警。\n\n## 你可以做什么\n\n打110。",
        "body_en": "## Leave first\n\nLeave, then call.\n\n## What you can do\n\nCall 110.",
        "checked_on": CHECKED_ON,
    }
    section = section or Section.objects.filter(slug="tactics").first() or make_section()
    return Article.objects.create(slug=slug, section=section, **{**words, **fields})


def make_site_page(slug: str = "about", **fields) -> SitePage:
    words = {
        "title_zh_hans": "关于本站",
        "title_en": "About this site",
        "summary_zh_hans": "帮谁，怎么核对。",
        "summary_en": "Whom it helps and how it is checked.",
        "body_zh_hans": "## 帮谁\n\n被催收的人。",
        "body_en": "## Whom it helps\n\nPeople pressed by collectors.",
        "checked_on": CHECKED_ON,
    }
    return SitePage.objects.create(slug=slug, **{**words, **fields})


def make_situation_group(slug: str = "contact", **fields) -> SituationGroup:
    words = {"title_zh_hans": "电话、短信、找人", "title_en": "Calls, texts and visits"}
    return SituationGroup.objects.create(slug=slug, **{**words, **fields})


def make_situation(slug: str = "call-bombing", group: SituationGroup | None = None, **fields) -> Situation:
    words = {
        "code": "11",
        "title_zh_hans": "电话轰炸",
        "title_en": "Constant calls",
        "question_zh_hans": "他们不停打电话，可以吗？",
        "question_en": "They ring me non-stop. Can they?",
        "verdict": Verdict.LIMITED,
        "answer_zh_hans": "打电话可以，轰炸不可以。",
        "answer_en": "They may call. They may not bombard you.",
        "danger": Situation.Danger.NONE,
        "say_zh_hans": "请在白天联系我。",
        "say_en": "Call me by day.",
        "now_zh_hans": ["静音。"],
        "now_en": ["Silence the phone."],
        "today_zh_hans": ["截图。"],
        "today_en": ["Take screenshots."],
        "week_zh_hans": ["投诉。"],
        "week_en": ["Complain."],
        "evidence_zh_hans": ["来电记录"],
        "evidence_en": ["The call log"],
        "avoid_zh_hans": ["不要对骂。"],
        "avoid_en": ["Do not swear back."],
        "grounds_zh_hans": ["criminal-law-238 | 不能关人。"],
        "grounds_en": ["criminal-law-238 | Nobody may hold you."],
        "channels_zh_hans": ["police-110 | 说清地点。"],
        "channels_en": ["police-110 | Say where you are."],
        "body_zh_hans": "合法的债还要还。",
        "body_en": "A lawful debt must be repaid.",
        "checked_on": CHECKED_ON,
    }
    group = group or SituationGroup.objects.filter(slug="contact").first() or make_situation_group()
    return Situation.objects.create(slug=slug, group=group, **{**words, **fields})


def make_answer(situation: Situation, lender: LenderType, **fields) -> Answer:
    words = {
        "verdict": Verdict.NO,
        "answer_zh_hans": "这种机构不可以。",
        "answer_en": "This lender may not.",
        "checked_on": CHECKED_ON,
    }
    slug = f"{situation.slug}-{lender.slug}"
    return Answer.objects.create(slug=slug, situation=situation, lender=lender, **{**words, **fields})


def make_word_list(slug: str, situation: Situation | None = None, **fields) -> WordList:
    words = {
        "phrases_zh_hans": ["电话轰炸", "一天打几十个电话"],
        "phrases_en": ["calls all day long", "blow up my phone"],
    }
    return WordList.objects.create(slug=slug, situation=situation, **{**words, **fields})


def make_synonym(word: str = "爆通讯录", means: list[str] | None = None) -> Synonym:
    return Synonym.objects.create(word=word, means=means or ["通讯录", "联系人"])


def make_missed_query(text: str = "怎么起诉邻居") -> MissedQuery:
    return MissedQuery.objects.create(
        digest="0" * 64, text=text, language="zh-hans", times=MissedQuery.shown_from, last_asked_on=CHECKED_ON
    )


def make_remark(page: str = "/en/agencies/police-110/", **fields) -> Remark:
    words = {"language": "en", "useful": False, "reason": Remark.Reason.NO_ANSWER, "note": "Nobody picks up."}
    return Remark.objects.create(page=page, received_on=CHECKED_ON, **{**words, **fields})


def make_request(page: str = "/en/agencies/police-110/", **fields) -> Request:
    words = {"language": "en", "kind": Request.Kind.CORRECTION, "wrong": "The office has moved."}
    return Request.objects.create(page=page, received_on=CHECKED_ON, **{**words, **fields})


def make_link(address: str = "https://example.org/gone", record: Publishable | None = None, **fields) -> Link:
    """A link of another site, standing in the first line of a record's sources."""
    link = Link.objects.create(address=address, kind=Link.Kind.OUTSIDE, **fields)
    link.places.create(record=record or make_provision(), field="sources", line=1)
    return link


def make_image(colour: str = "red", size: tuple[int, int] = (40, 30), **alt: str) -> Image:
    """A stored picture of one colour."""
    file = io.BytesIO()
    PIL.Image.new("RGB", size, colour).save(file, "PNG")
    words = {"alt_zh_hans": "通话记录截图", "alt_en": "A screenshot of a call log"}
    picture = reencode(file, size=len(file.getvalue()))
    return Image.objects.keep(picture, uploaded_by=None, **{**words, **alt})
