"""Says what in a piece of HTML could harm a reader. Knows nothing of the code that made it."""

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = {"br", "hr", "img"}
TAGS = VOID | {"a", "blockquote", "code", "div", "em", "h2", "h3", "h4", "li", "ol", "p", "pre", "strong", "sup", "ul"}
TAGS |= {"table", "tbody", "td", "th", "thead", "tr"}
ATTRIBUTES = {"a": {"href", "title", "rel", "class"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
ATTRIBUTES |= {name: {"class", "id"} for name in ("div", "p", "sup", "li", "h2", "h3", "h4")}
ATTRIBUTES |= {name: {"align"} for name in ("td", "th")}
CLASSES = {"admonition", "admonition-title", "note", "warning", "danger", "citation", "external"}
CLASSES |= {"footnote", "footnote-ref", "footnote-backref"}
MARKED = {"class": "external", "rel": "external noopener noreferrer nofollow"}


def as_browsers_read(address: str) -> str:
    """An address as a browser takes it: control characters dropped, backslashes turned."""
    return re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(33))))).replace("\\", "/")


class Inspector(HTMLParser):
    """Collects what is not plainly harmless in `faults`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"tag {tag}")
        if tag not in VOID:
            self.opened.append(tag)
        for name, value in attributes:
            if name not in ATTRIBUTES.get(tag, set()):
                self.faults.append(f"attribute {name} of {tag}")
            self.check_value(name, value or "", dict(attributes))

    def check_value(self, name: str, value: str, attributes: dict[str, str | None]) -> None:
        if name == "class" and not set(value.split()) <= CLASSES:
            self.faults.append(f"class {value}")
        if name == "align" and value not in {"left", "center", "right"}:
            self.faults.append(f"align {value}")
        if name == "src" and not is_own_file(value):
            self.faults.append(f"src {value}")
        if name == "href" and not is_harmless_link(value, attributes):
            self.faults.append(f"href {value}")

    def handle_endtag(self, tag: str) -> None:
        """What is closed must have been opened, or the text could break out of its place in the page."""
        if not self.opened or self.opened.pop() != tag:
            self.faults.append(f"closing {tag}")

    def handle_comment(self, text: str) -> None:
        self.faults.append(f"comment {text}")

    def handle_decl(self, text: str) -> None:
        self.faults.append(f"declaration {text}")

    def unknown_decl(self, text: str) -> None:
        self.faults.append(f"declaration {text}")

    def handle_pi(self, text: str) -> None:
        self.faults.append(f"instruction {text}")


def is_own_file(address: str) -> bool:
    """Whether a browser would fetch this from /static/ or /media/."""
    path = as_browsers_read(unquote(as_browsers_read(address)))
    return posixpath.normpath(path).startswith(("/static/", "/media/"))


def is_harmless_link(address: str, attributes: dict[str, str | None]) -> bool:
    """Own path or anchor, telephone, mail; or the web, in full and marked as leaving this site."""
    address = as_browsers_read(address).lower()
    if address.startswith(("http://", "https://")):
        return attributes.items() >= MARKED.items()
    return bool(re.match(r"#|/(?!/)|tel:|mailto:", address))


def faults_in(html: str) -> list[str]:
    """Everything that is not plainly harmless in a piece of HTML."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults + [f"{tag} stays open" for tag in inspector.opened]
