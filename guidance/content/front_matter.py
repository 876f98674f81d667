"""Reads and writes a text file of YAML front matter and a Markdown body, remembering on which line everything stands.

Every value is a text or a list of texts: what a date or a number is, the model's field decides. So YAML's own
guesses (`no` is False, `2026-02-30` a crash) never happen.
"""

import re
from dataclasses import dataclass, field

import yaml

FENCE = "---"
SCALAR = yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG
SEQUENCE = yaml.resolver.BaseResolver.DEFAULT_SEQUENCE_TAG
MAP = yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG
MAX_BYTES = 256 * 1024
# A list of rows, a row, and a list in it.
MAX_DEPTH = 3
# What YAML does not allow in a text, however it is quoted.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

Value = str | list[str]


class FrontMatterError(Exception):
    """The file cannot be read. `line` counts from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class PlainDumper(yaml.BaseDumper):
    """Quotes only where YAML must, and indents list items below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


@dataclass
class Document:
    """Front matter, body, and the lines on which all of it stands, counted from 1."""

    fields: dict[str, Value]
    body: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    first_line: int = 1
    body_line: int = 1


def decode(content: bytes) -> str:
    """UTF-8 bytes as text with `\\n` line ends and no byte-order mark. Raises FrontMatterError."""
    if len(content) > MAX_BYTES:
        raise FrontMatterError(f"the file has {len(content):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FrontMatterError(f"not valid UTF-8 (byte {error.start})", line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if unwanted := UNWANTED.search(text):
        line = text.count("\n", 0, unwanted.start()) + 1
        raise FrontMatterError(f"an unprintable character, U+{ord(unwanted[0]):04X}", line)
    return text


def parse(content: bytes) -> Document:
    """The document in a file's bytes. Raises FrontMatterError with the line of the fault."""
    lines = decode(content).split("\n")
    if lines[0].rstrip() != FENCE:
        raise FrontMatterError(f"the first line must be {FENCE}")
    try:
        end = next(number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE)
    except StopIteration:
        raise FrontMatterError(f"the front matter is not closed by a line {FENCE}") from None
    document = Document(fields={})
    node = compose("\n".join(lines[1:end]), first_line=2)
    if node is not None:
        document = read_mapping(node, first_line=2)
    document.body = "\n".join(lines[end + 1 :]).strip("\n")
    blank_lines = next((count for count, line in enumerate(lines[end + 1 :]) if line.strip()), 0)
    document.body_line = end + 2 + blank_lines
    return document


def parse_table(content: bytes) -> list[Document]:
    """The rows of a YAML list of mappings, each as a document without a body. Raises FrontMatterError."""
    node = compose(decode(content), first_line=1)
    if not isinstance(node, yaml.SequenceNode):
        raise FrontMatterError("the file must be a list of `- key: value` rows")
    return [read_mapping(item, first_line=1) for item in node.value]


def compose(text: str, first_line: int) -> yaml.Node | None:
    """The YAML node of a text whose first line is number `first_line` of its file. Raises FrontMatterError."""
    try:
        check_shape(text, first_line)
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise FrontMatterError(f"YAML: {error.problem or error.context}", line) from None
    except yaml.YAMLError as error:
        raise FrontMatterError(f"YAML: {error}", first_line) from None


def check_shape(text: str, first_line: int) -> None:
    """Raises FrontMatterError for what could exhaust the machine: deep nesting, and names for repeated parts."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = first_line + event.start_mark.line
        if isinstance(event, yaml.AliasEvent):
            raise FrontMatterError("a reference (*name) is not read here: write the words again", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise FrontMatterError("lists and keys are nested too deeply", line)


def read_mapping(node: yaml.Node, first_line: int) -> Document:
    """A mapping of texts and lists of texts. Raises FrontMatterError for anything else."""
    if not isinstance(node, yaml.MappingNode):
        raise FrontMatterError("expected `key: value` lines", first_line + node.start_mark.line)
    document = Document(fields={}, first_line=first_line + node.start_mark.line)
    for key_node, value_node in node.value:
        line = first_line + key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            raise FrontMatterError("a key must be a word", line)
        if key_node.value in document.fields:
            raise FrontMatterError(f"`{key_node.value}` stands twice", line)
        document.fields[key_node.value] = read_value(value_node, key_node.value, line)
        document.lines[key_node.value] = line
    return document


def read_value(node: yaml.Node, key: str, line: int) -> Value:
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return [item.value for item in node.value]
    raise FrontMatterError(f"`{key}` must be a text or a list of texts", line)


def dump(document: Document) -> str:
    """The file's text. Reading it gives the document back; empty values are left out."""
    node = mapping_node(document)
    fields = serialize(node) if node.value else ""
    body = f"\n{document.body}\n" if document.body else ""
    return f"{FENCE}\n{fields}{FENCE}\n{body}"


def dump_table(documents: list[Document]) -> str:
    """The text of a file that `parse_table` reads."""
    return serialize(yaml.SequenceNode(SEQUENCE, [mapping_node(document) for document in documents], flow_style=False))


def mapping_node(document: Document) -> yaml.MappingNode:
    pairs = [(scalar_node(key), value_node(value)) for key, value in document.fields.items() if value]
    return yaml.MappingNode(MAP, pairs, flow_style=False)


def value_node(value: Value) -> yaml.Node:
    if isinstance(value, list):
        return yaml.SequenceNode(SEQUENCE, [scalar_node(item) for item in value], flow_style=False)
    return scalar_node(value)


def scalar_node(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(SCALAR, text, style="|" if "\n" in text else None)


def serialize(node: yaml.Node) -> str:
    return yaml.serialize(node, Dumper=PlainDumper, width=float("inf"), allow_unicode=True)
