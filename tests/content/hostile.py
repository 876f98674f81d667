"""What someone who means harm might type, for the tests that prove it harmless."""

from pathlib import Path

import yaml

from guidance.content.markdown import Link

LABEL = '"><img src=x onerror=alert(1)><script>alert(1)</script>[x](javascript:alert(1))'
RECORDS = {
    "hostile": Link(LABEL, "/zh-hans/law/hostile/"),
    "hostile-draft": Link(LABEL),
    "harmless": Link("《刑法》", "/zh-hans/law/criminal-law/"),
}
DEPTH = 300
# Written by rule: too long to be written out.
NESTED = {
    "quotations": ">" * 5000 + " <script>alert(1)</script>",
    "numbered lists": "1. " * 2000 + "<script>alert(1)</script>",
    "lists": "".join(f"{'    ' * depth}- <b>\n" for depth in range(DEPTH)),
    "callouts": "".join(f"{'    ' * depth}!!! note\n" for depth in range(DEPTH)) + "    " * DEPTH + "<b>",
    "quoted lists": "> - " * DEPTH + "<script>alert(1)</script>",
    "bold": "**a *b " * DEPTH,
    "brackets": "[" * DEPTH + "x" + "](javascript:alert(1))" * DEPTH,
    "images": "![" * DEPTH + "x" + "](//evil.example/)" * DEPTH,
    "citations": "[[law:" * DEPTH + "hostile" + "]]" * DEPTH,
    "tags": "<div>" * DEPTH + "<script>alert(1)</script>",
    "footnotes": "".join(f"[^{number}]: x[^{number + 1}]\n" for number in range(DEPTH)) + "x[^0]",
}


def resolve(kind: str, slug: str) -> Link | None:
    """Records whose names are hostile too: editors type those as well."""
    return RECORDS.get(slug) if kind == "law" else None


def hostile_texts() -> dict[str, str]:
    """Every hostile text by a name that says where to find it."""
    corpus = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text(encoding="utf-8"))
    texts = {f"{place} {number}": text for place, listed in corpus.items() for number, text in enumerate(listed, 1)}
    return texts | {f"nested {name}": text for name, text in NESTED.items()}
