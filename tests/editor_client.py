"""An editor with a plain HTTP client and no browser: opens pages, fills in their forms, keeps the cookies."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

from tests.server import EDITOR, Site


@dataclass
class Page:
    """What came in the end, after redirects."""

    status: int
    address: str
    text: str


@dataclass
class Form:
    """Where a form is sent, and what is in it, by field."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)


class FormReader(HTMLParser):
    """Reads every form of a page as a browser would send it back unchanged, without its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.name = self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(values.get("action", "")))
        elif tag in {"textarea", "select"}:
            self.name, self.text = values.get("name", ""), ""
        elif tag == "option" and "selected" in values:
            self.add(self.name, values.get("value", ""))
        elif tag == "input" and is_sent(values):
            self.add(values.get("name", ""), values.get("value", "on" if "checked" in values else ""))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.add(self.name, self.text.removeprefix("\n"))

    def add(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1].fields.setdefault(name, []).append(value)


def is_sent(field: dict[str, str]) -> bool:
    kind = field.get("type", "text")
    return "checked" in field if kind in {"checkbox", "radio"} else kind not in {"submit", "button", "file"}


class Editor:
    """Someone past both steps of signing in at one server process."""

    def __init__(self, address: str, site: Site) -> None:
        self.address = address
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.fill_in("/en/admin/login/", "username", username=EDITOR[0], password=EDITOR[1])
        self.fill_in("/en/admin/account/code/", "code", code=next(site.recovery_codes))
        assert self.open("/en/admin/").address.endswith("/en/admin/")

    def open(self, path: str, sent: dict | None = None) -> Page:
        content = urlencode(sent, doseq=True).encode() if sent is not None else None
        try:
            with self.opener.open(urljoin(self.address, path), content, timeout=60) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except HTTPError as error:
            return Page(error.code, error.url, error.read().decode())

    def form(self, path: str, known_by: str) -> Form:
        """The form of a page that has this field."""
        page = self.open(path)
        reader = FormReader()
        reader.feed(page.text)
        form = next((form for form in reader.forms if known_by in form.fields), None)
        assert form, f"no form with {known_by}: {page.status} {page.address}"
        form.action = urljoin(page.address, form.action)
        return form

    def send(self, form: Form) -> Page:
        return self.open(form.action, form.fields)

    def fill_in(self, path: str, known_by: str, **typed: str) -> Page:
        """Opens a page, types into its form that has this field, and sends it."""
        form = self.form(path, known_by)
        form.fields |= {name: [text] for name, text in typed.items()}
        return self.send(form)
