"""Reads a folder of content files into records, and lists every fault with its file and line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from guidance.content.front_matter import Document, FrontMatterError, parse, parse_table
from guidance.content.records import LANGUAGES, SOURCE_LANGUAGE, Collection, Record, canonical_value

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in one file. `line` counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class Tree:
    """Everything found below a content folder."""

    root: Path
    records: dict[Collection, dict[str, Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add_problem(self, path: Path, line: int, message: str) -> None:
        self.problems.append(Problem(str(path.relative_to(self.root.parent)), line, message))

    def add(self, collection: Collection, key: str, language: str, document: Document, path: Path) -> None:
        record = self.records[collection].setdefault(key, Record(collection, key))
        if language in record.documents:
            first = record.paths[language].relative_to(self.root)
            self.add_problem(path, document.first_line, f"`{key}` is also in {first}")
            return
        record.documents[language] = document
        record.paths[language] = path


def read_tree(root: Path, collections: list[Collection], progress: Progress) -> Tree:
    """Every record below `root`. Faults do not stop the reading: they are all in `problems`."""
    tree = Tree(root)
    known = set()
    for collection in collections:
        tree.records[collection] = {}
        paths = list(files_of(root, collection))
        known.update(paths)
        for number, path in enumerate(paths, start=1):
            read_file(tree, collection, path)
            progress(f"reading {collection.path}", number, len(paths))
        check_languages(tree, collection)
    for path in sorted(set(visible_files(root)) - known):
        tree.add_problem(path, 1, "nothing reads this file: its folder or its ending is not one of the content's")
    return tree


def visible_files(folder: Path) -> Iterator[Path]:
    """All files below a folder but those whose name, or a folder's, begins with a dot."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def files_of(root: Path, collection: Collection) -> Iterator[Path]:
    if collection.is_table:
        yield from [path for path in [root / collection.path] if path.is_file()]
    else:
        yield from (path for path in visible_files(root / collection.path) if path.suffix == ".md")


def read_file(tree: Tree, collection: Collection, path: Path) -> None:
    try:
        content = path.read_bytes()
        if collection.is_table:
            read_rows(tree, collection, path, parse_table(content))
        else:
            read_document(tree, collection, path, parse(content))
    except FrontMatterError as error:
        tree.add_problem(path, error.line, error.message)
        if not collection.is_table:
            keep_place(tree, collection, path)
    except OSError as error:
        tree.add_problem(path, 1, f"cannot be read: {error.strerror}")


def split_name(path: Path) -> tuple[str, str]:
    """Slug and language of `first-24-hours.zh-hans.md`; the language is "" when it is none of ours."""
    slug, _dot, language = path.stem.partition(".")
    return slug, language if language in LANGUAGES else ""


def read_document(tree: Tree, collection: Collection, path: Path, document: Document) -> None:
    slug, language = split_name(path)
    if not language:
        endings = " or ".join(f".{code}.md" for code in LANGUAGES)
        tree.add_problem(path, 1, f"the name must end in {endings}")
        return
    check_keys(tree, collection, language, document, path)
    if document.body and not collection.body:
        tree.add_problem(path, document.body_line, "no text is expected below the front matter here")
    tree.add(collection, slug, language, document, path)


def read_rows(tree: Tree, collection: Collection, path: Path, documents: list[Document]) -> None:
    for document in documents:
        check_keys(tree, collection, SOURCE_LANGUAGE, document, path)
        key = canonical_value(collection.model._meta.get_field(collection.key), document.fields.get(collection.key, ""))
        if not key:
            tree.add_problem(path, document.first_line, f"`{collection.key}` is missing")
        else:
            tree.add(collection, str(key), SOURCE_LANGUAGE, document, path)


def check_keys(tree: Tree, collection: Collection, language: str, document: Document, path: Path) -> None:
    allowed = collection.keys_in(language)
    for key in document.fields:
        if key in allowed:
            continue
        if key in collection.keys:
            message = f"`{key}` belongs in the Chinese file only"
        else:
            message = f"unknown key `{key}`; known here: {', '.join(allowed)}"
        tree.add_problem(path, document.lines[key], message)


def keep_place(tree: Tree, collection: Collection, path: Path) -> None:
    """Remembers that an unreadable file exists, so that one fault is not reported again by all who refer to it."""
    slug, language = split_name(path)
    if language:
        tree.records[collection].setdefault(slug, Record(collection, slug)).paths[language] = path


def check_languages(tree: Tree, collection: Collection) -> None:
    """A translation needs its source, and translates all of it."""
    for record in tree.records[collection].values():
        source = record.documents.get(SOURCE_LANGUAGE)
        for language in record.paths.keys() - {SOURCE_LANGUAGE}:
            path = record.paths[language]
            if SOURCE_LANGUAGE not in record.paths:
                tree.add_problem(path, 1, f"there is no {record.key}.{SOURCE_LANGUAGE}.md beside it")
            elif source and language in record.documents:
                for name in missing_in(collection, source, record.documents[language], language):
                    tree.add_problem(path, 1, f"`{name}` is missing: the Chinese file has it")


def missing_in(collection: Collection, source: Document, translation: Document, language: str) -> list[str]:
    missing = [
        key for key in collection.keys_in(language) if source.fields.get(key) and not translation.fields.get(key)
    ]
    if source.body and not translation.body and collection.body in collection.translated:
        missing.append("the text below the front matter")
    return missing
