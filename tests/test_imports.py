"""Packages may use only those above them, so that the reader of one never has to know what comes after it."""

import ast
from pathlib import Path

GUIDANCE = Path(__file__).resolve().parent.parent / "guidance"
ORDER = [
    "content",
    "editorial",
    "accounts",
    "images",
    "law",
    "agencies",
    "articles",
    "rights",
    "search",
    "feedback",
    "pages",
    "site",
]
# What Django itself reads, and what it reads first.
WIRING = {"env", "settings", "urls", "wsgi"}


def imported_packages(path: Path) -> set[str]:
    """The packages of guidance a file imports: guidance.law.models → law."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.split(".")[1] for name in names if name.startswith("guidance.")}


def test_every_package_has_its_place_in_the_order():
    packages = {path.parent.name for path in GUIDANCE.glob("*/__init__.py")}

    assert packages == set(ORDER)


def test_imports_go_up_the_order_only():
    wrong = []
    for place, package in enumerate(ORDER):
        for path in (GUIDANCE / package).rglob("*.py"):
            for imported in imported_packages(path) - WIRING:
                if ORDER.index(imported) > place:
                    wrong.append(f"{path.relative_to(GUIDANCE)} imports {imported}")

    assert not wrong


def test_nothing_imports_the_settings_module():
    importers = [path for path in GUIDANCE.rglob("*.py") if "settings" in imported_packages(path)]

    assert not importers


def test_content_has_no_models():
    assert not (GUIDANCE / "content" / "models.py").exists()
    assert not (GUIDANCE / "site" / "models.py").exists()
