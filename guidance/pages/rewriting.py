"""Changes the links and forms of a finished page, and leaves every other byte of it as it is."""

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

# Attributes that hold an address, and those that hold the name of an element on the same page.
ADDRESS = re.compile(r'(\s(?:href|src)=")([^"]*)(")')
NAME = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]*)(")')


class Rewriter(HTMLParser):
    """`rewritten(page)` with every address passed through `address` and every form replaced by `instead_of_forms`.

    With `name`, what elements are called is passed through that.
    """

    def __init__(
        self,
        *,
        address: Callable[[str], str],
        instead_of_forms: str,
        name: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.address, self.name, self.instead_of_forms = address, name, instead_of_forms
        self.written: list[str] = []
        self.in_form = False

    def rewritten(self, page: str) -> str:
        self.feed(page)
        self.close()
        return "".join(self.written)

    def write(self, text: str) -> None:
        if not self.in_form:
            self.written.append(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self.write(self.instead_of_forms)
            self.in_form = True
        self.write(self.changed(self.get_starttag_text() or ""))

    handle_startendtag = handle_starttag

    def changed(self, tag: str) -> str:
        tag = ADDRESS.sub(lambda found: found[1] + html.escape(self.address(html.unescape(found[2]))) + found[3], tag)
        return NAME.sub(lambda found: found[1] + self.name(found[2]) + found[3], tag) if self.name else tag

    def handle_endtag(self, tag: str) -> None:
        self.write(f"</{tag}>")
        if tag == "form":
            self.in_form = False

    def handle_data(self, text: str) -> None:
        self.write(text)

    def handle_entityref(self, name: str) -> None:
        self.write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.write(f"&#{name};")

    def handle_comment(self, text: str) -> None:
        self.write(f"<!--{text}-->")

    def handle_decl(self, text: str) -> None:
        self.write(f"<!{text}>")
