"""Writes rows back to files: `export`. After it, loading changes nothing; after loading, it writes the same bytes.

`write_live` writes the same files for someone to look at, and leaves the database alone.
"""

from collections.abc import Set
from pathlib import Path

from guidance.content.front_matter import Document, FrontMatterError, dump, dump_table, parse, parse_table
from guidance.content.reading import Progress, files_of, split_name
from guidance.content.records import (
    DRAFT,
    LANGUAGES,
    SOURCE_LANGUAGE,
    WITHDRAWN,
    Collection,
    Record,
    as_text,
    canonical,
    record_of,
)
from guidance.content.sync import Report, quiet


def export(root: Path, collections: list[Collection], *, progress: Progress = quiet) -> Report:
    """Writes every row below `root` where its words differ from the file's, and notes that file and row now agree.

    A row that was withdrawn because its file vanished is not written again. Raises OSError.
    """
    report = Report()
    for collection in collections:
        keep_digests(collection, write_collection(root, collection, report, progress))
    return report


def write_live(root: Path, collections: list[Collection]) -> Report:
    """Writes below `root` what readers see, where it differs from the file's. What was never published stays out.

    No row is changed, not even to note that it agrees with its file. Raises OSError.
    """
    report = Report()
    for collection in collections:
        write_collection(root, collection, report, quiet, leave_out={DRAFT})
    return report


def write_collection(
    root: Path, collection: Collection, report: Report, progress: Progress, *, leave_out: Set[str] = frozenset()
) -> dict[str, str]:
    """Writes one collection's files. Returns the digest of each row that was written, by key."""
    if collection.is_table:
        return write_table(root, collection, report)
    return write_folder(root, collection, report, progress, leave_out)


def write_table(root: Path, collection: Collection, report: Report) -> dict[str, str]:
    path = root / collection.path
    # By key as Python sorts it: databases sort texts in ways of their own.
    records = sorted((record_of(collection, row) for row in collection.rows()), key=lambda record: record.key)
    documents = [record.documents[SOURCE_LANGUAGE] for record in records]
    if documents == documents_in(path, collection):
        note(report, collection.path, "unchanged")
    elif records or path.exists():
        note(report, collection.path, write(path, dump_table(documents)))
    return {record.key: record.digest() for record in records}


def write_folder(
    root: Path, collection: Collection, report: Report, progress: Progress, leave_out: Set[str]
) -> dict[str, str]:
    """`leave_out` names the states of rows that are not written."""
    places = {split_name(path): path for path in files_of(root, collection)}
    total = collection.model._default_manager.count()
    digests = {}
    for number, row in enumerate(collection.rows().iterator(chunk_size=500), start=1):
        record = record_of(collection, row)
        has_place = row.status != WITHDRAWN or (record.key, SOURCE_LANGUAGE) in places
        if has_place and row.status not in leave_out:
            note(report, f"{collection.path}/{record.key}", write_record(root, record, places))
            digests[record.key] = record.digest()
        progress(f"writing {collection.path}", number, total)
    return digests


def write_record(root: Path, record: Record, places: dict[tuple[str, str], Path]) -> str:
    """Writes a record's files, in the folders where they already stand. Returns what was done."""
    done = {"unchanged"}
    for language in LANGUAGES:
        path = places.get((record.key, language))
        document = record.documents.get(language)
        if document is None:
            if path:
                path.unlink()
                done.add("updated")
            continue
        path = path or root / record.collection.path / f"{record.key}.{language}.md"
        if not says_the_same(path, document, record.collection, language):
            done.add(write(path, dump(document)))
    return next(word for word in ("updated", "created", "unchanged") if word in done)


def says_the_same(path: Path, document: Document, collection: Collection, language: str) -> bool:
    """Whether the file has just these words, however it is spaced and ordered: then its bytes are left alone."""
    try:
        return dump(canonical(collection, language, parse(path.read_bytes()))) == dump(document)
    except (OSError, FrontMatterError):
        return False


def documents_in(path: Path, collection: Collection) -> list[Document] | None:
    """The rows of a table's file as they would be written, or None where there is no such file."""
    try:
        return [canonical(collection, SOURCE_LANGUAGE, row) for row in parse_table(path.read_bytes())]
    except (OSError, FrontMatterError):
        return None


def write(path: Path, text: str) -> str:
    """Writes a file whole or not at all. Returns "created", "updated" or "unchanged"."""
    content = text.encode("utf-8")
    existed = path.exists()
    if existed and path.read_bytes() == content:
        return "unchanged"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content)
    draft.replace(path)
    return "updated" if existed else "created"


def note(report: Report, name: str, outcome: str) -> None:
    getattr(report, outcome).append(name)


def keep_digests(collection: Collection, digests: dict[str, str]) -> None:
    """Remembers that these rows, by key, now agree with their files."""
    rows = collection.model._base_manager
    for key, loaded in rows.values_list(collection.key, "loaded_digest"):
        digest = digests.get(as_text(key), loaded)
        if digest != loaded:
            rows.filter(**{collection.key: key}).update(loaded_digest=digest)
