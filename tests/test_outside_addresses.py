"""Pages load nothing from elsewhere, and no file names a package registry."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|index-url|find-links|https?://[^\s/]*mirror"
)
LOADS = {"src", "srcset", "poster", "background", "action", "formaction", "ping", "data"}


class LoadedAddresses(HTMLParser):
    """Collects every address that opening a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.addresses += [value for name, value in attributes if name in LOADS and value]
        if tag == "link" and values.get("rel") not in {"canonical", "alternate"}:
            self.addresses.append(values.get("href") or "")


PAGES = [
    "/",
    "/zh-hans/",
    "/en/",
    "/en/articles/",
    "/en/sections/tactics/",
    "/en/articles/first-24-hours/",
    "/zh-hans/articles/first-24-hours/",
    "/en/law/",
    "/en/law/rates/",
    "/en/law/lenders/",
    "/en/law/criminal-law/",
    "/zh-hans/law/criminal-law/criminal-law-238/",
    "/en/agencies/",
    "/en/agencies/police-110/",
    "/en/about/",
    "/en/now/",
    "/en/rights/",
    "/en/rights/violence/",
    "/zh-hans/rights/call-bombing/small-loan/",
    "/en/rights/?l=small-loan&s=call-bombing&s=violence",
    "/en/search/?q=they+hit+me",
    "/en/feedback/?page=/en/agencies/police-110/&useful=no",
    "/en/feedback/?page=https://elsewhere.example/en/&useful=yes",
    "/zh-hans/feedback/request/",
    "/en/feedback/request/state/?number=elsewhere.example",
    "/en/feedback/thanks/?page=//elsewhere.example/en/",
    "/en/no-such-page/",
]


@pytest.mark.django_db
@pytest.mark.usefixtures("handbook")
@pytest.mark.parametrize("path", PAGES)
def test_page_loads_only_from_its_own_host(client, path):
    parser = LoadedAddresses()
    parser.feed(client.get(path).content.decode())

    assert parser.addresses
    assert not [address for address in parser.addresses if not re.match(r"/[^/]", address)]


def test_styles_and_scripts_name_no_other_host():
    for path in (ROOT / "static").rglob("*.*"):
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        if "vendor" in path.parts:
            # Others say in their comments where an idea comes from.
            text = re.sub(r"^\s*(//|/?\*).*$", "", text, flags=re.MULTILINE)
        assert not re.search(r"https?:|//[a-z0-9-]+\.[a-z]|@import", text), path


def test_no_committed_file_names_a_registry():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.splitlines() if name != "tests/test_outside_addresses.py"]
    texts = {path: path.read_text(encoding="utf-8", errors="ignore") for path in paths if path.is_file()}

    assert len(texts) > 100
    assert not [str(path) for path, text in texts.items() if REGISTRIES.search(text)]
