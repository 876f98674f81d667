"""A small handbook as real-looking files, and the few things tests do with it: write, load, export, look."""

from pathlib import Path

import pytest
from django.core.serializers import serialize

from guidance.articles.models import Article
from guidance.content.reading import Problem
from guidance.content.sync import ContentError, Report, load
from guidance.content.writing import export
from guidance.editorial.models import Citation
from guidance.editorial.texts import BatchTexts
from guidance.site.collections import COLLECTIONS

LENDER = "law/lenders/small-loan"
INSTRUMENT = "law/instruments/criminal-law"
PROVISION = "law/provisions/criminal-law-238"
RATES = "law/rates.yaml"
CAP = "law/caps/private-4x-lpr"
AGENCY = "agencies/police-110"
SECTION = "sections/tactics"
ARTICLE = "articles/detention-and-following"
SECOND = "articles/first-24-hours"
PAGE = "pages/about"

FILES = {
    f"{LENDER}.zh-hans.md": "---\nname: 小额贷款公司\ncode: 3\norder: 10\n---\n\n合同上写着小额贷款公司。\n",
    f"{LENDER}.en.md": "---\nname: Small loan company\n---\n\nThe contract names a small loan company.\n",
    f"{INSTRUMENT}.zh-hans.md": """---
title: 中华人民共和国刑法
short_title: 刑法
kind: law
issuer: 全国人民代表大会
in_force_from: 1997-10-01
---
""",
    f"{INSTRUMENT}.en.md": """---
title: Criminal Law of the PRC
short_title: Criminal Law
issuer: National People's Congress
---
""",
    f"{PROVISION}.zh-hans.md": """---
title: 为讨债扣人也是犯罪
instrument: criminal-law
order: 10
article: 第二百三十八条
effect: prohibits
in_force_from: 1997-10-01
lenders:
  - small-loan
checked_on: 2026-11-23
---

任何人都不能为了讨债把人关起来。
""",
    f"{PROVISION}.en.md": """---
title: Detaining someone over a debt is a crime
article: Article 238
---

Nobody may lock a person up to make them pay.
""",
    RATES: "- starts_on: 2019-08-20\n  percent: 4.25\n- starts_on: 2019-09-20\n  percent: 4.20\n",
    f"{CAP}.zh-hans.md": """---
title: 私人借款：四倍LPR
order: 10
lpr_multiple: 4
binding: judicial
nature: 司法解释
provisions:
  - criminal-law-238
checked_on: 2026-11-23
---

超过四倍的部分，法院不支持。
""",
    f"{CAP}.en.md": """---
title: 'Private loans: four times LPR'
nature: Judicial interpretation
---

Courts do not enforce what is above.
""",
    f"{AGENCY}.zh-hans.md": """---
name: 公安机关 110
short_name: 110 报警
order: 10
phones:
  - 110
checked_on: 2026-11-23
---

正在发生的暴力，打110。
""",
    f"{AGENCY}.en.md": """---
name: Police emergency line 110
short_name: Police 110
---

For violence as it happens, call 110.
""",
    f"{SECTION}.zh-hans.md": "---\ntitle: 越界催收的手法\nsummary: 认出越界的催收。\norder: 20\n---\n",
    f"{SECTION}.en.md": "---\ntitle: How collectors overstep\nsummary: Recognise abusive collection.\n---\n",
    f"{ARTICLE}.zh-hans.md": """---
title: 被扣住、被跟踪
section: tactics
order: 10
summary: 扣人不是催收。
key_points:
  - 先离开。
  - 再打110。
  - 留下记录。
related:
  - first-24-hours
checked_on: 2026-11-23
---

## 先离开

扣人是犯罪（[[law:criminal-law-238]]）。

## 你可以做什么

打[[agency:police-110]]，再看[[article:first-24-hours]]。
""",
    f"{ARTICLE}.en.md": """---
title: Held or followed
summary: Holding someone is not collection.
key_points:
  - Leave first.
  - Then call 110.
  - Keep a record.
---

## Leave first

Holding someone is a crime ([[law:criminal-law-238]]).

## What you can do

Call [[agency:police-110]].
""",
    f"{SECOND}.zh-hans.md": """---
title: 头24小时做什么
section: tactics
order: 20
summary: 先保人，再看账。
key_points:
  - 先保人。
  - 再看账。
  - 留证据。
checked_on: 2026-11-23
---

先保人，再看账。
""",
    f"{SECOND}.en.md": """---
title: The first 24 hours
summary: People first, then the sums.
key_points:
  - People first.
  - Then the sums.
  - Keep proof.
---

People first, then the sums.
""",
    f"{PAGE}.zh-hans.md": "---\ntitle: 关于本站\nsummary: 帮谁。\nchecked_on: 2026-11-23\n---\n\n被催收的人。\n",
    f"{PAGE}.en.md": "---\ntitle: About this site\nsummary: Whom it helps.\n---\n\nPeople pressed by collectors.\n",
}
NAMES = sorted({path.split(".")[0] for path in FILES if path != RATES} | {f"{RATES}/2019-08-20", f"{RATES}/2019-09-20"})


def write_handbook(root: Path) -> Path:
    for path, text in FILES.items():
        write(root, path, text)
    return root


def write(root: Path, path: str, content: str | bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def change(root: Path, path: str, old: str, new: str) -> None:
    """Replaces words that must be there."""
    text = (root / path).read_bytes().decode()
    assert old in text
    write(root, path, text.replace(old, new))


def remove(root: Path, name: str) -> None:
    """A record's files, in both languages."""
    for language in ("zh-hans", "en"):
        (root / f"{name}.{language}.md").unlink()


def load_files(root: Path, *, files_win: bool = False) -> Report:
    return load(root, COLLECTIONS, texts=BatchTexts(), files_win=files_win)


def export_files(root: Path) -> Report:
    return export(root, COLLECTIONS)


def problems_of(root: Path) -> list[Problem]:
    """What loading refuses the files for."""
    with pytest.raises(ContentError) as caught:
        load_files(root)
    return caught.value.problems


def places(problems: list[Problem]) -> list[tuple[str, int]]:
    """File, below the content folder, and line of each problem."""
    return [(problem.path.partition("/")[2], problem.line) for problem in problems]


def bytes_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def stored_article() -> Article:
    """The row of ARTICLE, as it is now."""
    return Article.objects.get(slug="detention-and-following")


def edit_article(**fields) -> None:
    """What the admin does when an editor saves ARTICLE."""
    row = stored_article()
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def rows() -> list[dict]:
    """Everything the database holds of the content, comparable."""
    models = [*(collection.model for collection in COLLECTIONS), Citation]
    found = [row for model in models for row in serialize("python", model.objects.order_by("pk"))]
    for row in found:
        row["fields"].pop("changed_at", None)
        row["fields"] |= {name: sorted(keys) for name, keys in row["fields"].items() if isinstance(keys, list)}
    return found


def changed_between(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
