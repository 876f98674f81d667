"""Brings content files and database rows together: `load` from files to rows, `export` from rows to files.

Each row keeps the digest of the words that were last loaded into it. Comparing three digests decides:

    file = row                  nothing to do
    row = last loaded           the file changed: the row is updated
    file = last loaded          the row changed: an editor's words are kept
    all three differ            a conflict: reported, and neither is touched
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import models, transaction

from guidance.content.front_matter import Document, Value
from guidance.content.reading import Problem, Progress, Tree, read_tree
from guidance.content.records import LANGUAGES, SOURCE_LANGUAGE, WITHDRAWN, Collection, Record, record_of

CHUNK = 500

# The keys there is a file for, and the primary keys of the rows, by model.
Declared = dict[type[models.Model], set[str]]
Keys = dict[type[models.Model], dict[str, int]]


class ContentError(Exception):
    """The files have faults. Nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(f"{len(self.problems)} problems")


@dataclass
class Report:
    """What a load or an export did: names of records, `folder/slug`."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def quiet(stage: str, done: int, total: int) -> None:
    """Shows no progress."""


class Texts(Protocol):
    """What loading needs done with the Markdown of rows, which this package, having no models, cannot do itself."""

    def faults(self, row: models.Model, declared: Declared) -> Iterable[tuple[str, int, str]]:
        """Field name, line within the field, and sentence for each citation that leads nowhere."""

    def finish(self, rows: Iterable[models.Model], collections: Iterable[Collection], progress: Progress) -> None:
        """Makes the HTML of these rows, of those that show their names, and of all made by an older renderer."""


def load(
    root: Path,
    collections: list[Collection],
    *,
    texts: Texts,
    files_win: bool = False,
    progress: Progress = quiet,
) -> Report:
    """Brings the rows up to the files below `root`: everything or, when any file has a fault, nothing.

    `files_win` settles conflicts by taking the file. Raises ContentError with every fault found.
    """
    tree = read_tree(root, collections, progress)
    if not any(tree.records.values()):
        tree.problems.append(Problem(str(root), 1, "there is no content in this folder"))
        raise ContentError(tree.problems)
    loading = Loading(tree, files_win=files_win, progress=progress)
    with transaction.atomic():
        for collection in collections:
            loading.write(collection)
        loading.check_citations(texts)
        if tree.problems:
            raise ContentError(tree.problems)
        for collection in collections:
            loading.withdraw_vanished(collection)
        texts.finish(loading.changed.values(), collections, progress)
    return loading.report


class Loading:
    """One run of `load`, within its transaction."""

    def __init__(self, tree: Tree, *, files_win: bool, progress: Progress) -> None:
        self.tree, self.files_win, self.progress = tree, files_win, progress
        self.report = Report()
        self.changed: dict[str, models.Model] = {}
        self.written: list[RowWriter] = []
        self.keys: dict[type[models.Model], dict[str, int]] = {}

    @property
    def declared(self) -> Declared:
        """Every key there is a file for, sound or not, by model."""
        return {collection.model: set(records) for collection, records in self.tree.records.items()}

    def write(self, collection: Collection) -> None:
        """Creates and updates the rows of one collection. Faults are added to the tree's."""
        records = [record for record in self.tree.records[collection].values() if SOURCE_LANGUAGE in record.documents]
        self.keys[collection.model] = {}
        writers = []
        for start in range(0, len(records), CHUNK):
            writers += self.write_chunk(collection, records[start : start + CHUNK])
            self.progress(f"writing {collection.path}", min(start + CHUNK, len(records)), len(records))
        for writer in writers:
            writer.save_relations(self.keys)
        self.written += writers

    def write_chunk(self, collection: Collection, records: list[Record]) -> "list[RowWriter]":
        """Decides on each record, and returns those that were written."""
        key_field = collection.model._meta.get_field(collection.key)
        keys = [record.key for record in records if not faults_of(key_field, record.key)]
        existing = {
            record_of(collection, row).key: row for row in collection.rows().filter(**{f"{collection.key}__in": keys})
        }
        writers = []
        for record in records:
            writer = RowWriter(record, existing.get(record.key), self.tree)
            writer.read(self.keys, self.declared)
            if not writer.faulty and self.decide(writer):
                writers.append(writer)
            if writer.row.pk:
                self.keys[collection.model][record.key] = writer.row.pk
        return writers

    def decide(self, writer: "RowWriter") -> bool:
        """Compares the three digests, and writes the row if that is what they say."""
        report, name = self.report, writer.name
        file, row, loaded = writer.file_digest, writer.row_digest, writer.row.loaded_digest
        if file == row:
            report.unchanged.append(name)
            if loaded != file:
                writer.keep_digest()
            return False
        if writer.is_new or row == loaded or self.files_win:
            writer.save()
            self.changed[name] = writer.row
            (report.created if writer.is_new else report.updated).append(name)
            return True
        (report.kept if file == loaded else report.conflicts).append(name)
        return False

    def check_citations(self, texts: Texts) -> None:
        for writer in self.written:
            for field_name, line, message in texts.faults(writer.row, self.declared):
                writer.add_fault(field_name, message, line_in_value=line)

    def withdraw_vanished(self, collection: Collection) -> None:
        """Rows that came from a file which is gone: hidden, with their address kept; rows of a table are removed."""
        for row in collection.rows().exclude(loaded_digest=""):
            record = record_of(collection, row)
            if record.key in self.tree.records[collection]:
                continue
            if record.digest() != row.loaded_digest and not self.files_win:
                self.report.conflicts.append(f"{collection.path}/{record.key}")
            elif "status" not in collection.keys:
                row.delete()
                self.report.withdrawn.append(f"{collection.path}/{record.key}")
            elif row.status != WITHDRAWN:
                row.status = WITHDRAWN
                row.loaded_digest = record_of(collection, row).digest()
                models.Model.save(row)
                self.changed[f"{collection.path}/{record.key}"] = row
                self.report.withdrawn.append(f"{collection.path}/{record.key}")


class RowWriter:
    """Puts one record's words into one row."""

    def __init__(self, record: Record, row: models.Model | None, tree: Tree) -> None:
        self.record, self.tree, self.collection = record, tree, record.collection
        self.is_new = row is None
        self.row = row or self.collection.model()
        self.row_digest = "" if row is None else record_of(self.collection, row).digest()
        self.file_digest = ""
        self.relations: dict[str, list[str]] = {}
        self.faulty = False

    @property
    def name(self) -> str:
        return f"{self.collection.path}/{self.record.key}"

    def read(self, keys: Keys, declared: Declared) -> None:
        """Fills the row from the record, noting every fault."""
        languages = [SOURCE_LANGUAGE] if self.collection.is_table else LANGUAGES
        self.read_key()
        for language in languages:
            document = self.record.documents.get(language, Document(fields={}))
            for name in self.collection.names_in(language):
                value = document.body if name == self.collection.body else document.fields.get(name, "")
                self.read_value(name, language, value, keys, declared)
        if not self.faulty:
            self.check_constraints()
        self.file_digest = record_of(self.collection, self.row, relations=self.relations).digest()

    def read_key(self) -> None:
        key_field = self.collection.model._meta.get_field(self.collection.key)
        for fault in faults_of(key_field, self.record.key):
            self.add_fault(self.collection.key, fault)
        if not self.faulty:
            setattr(self.row, self.collection.key, key_field.to_python(self.record.key))

    def read_value(self, name: str, language: str, value: Value, keys: Keys, declared: Declared) -> None:
        model_field = self.collection.model._meta.get_field(self.collection.field_name(name, language))
        if model_field.is_relation:
            self.read_relation(model_field, value, keys, declared)
            return
        if value in ("", []):
            value = model_field.get_default() if model_field.has_default() else None if model_field.null else ""
            if value in ("", None, []) and not model_field.blank:
                self.add_fault(model_field.name, "is missing")
                return
        elif isinstance(value, list) != isinstance(model_field.get_default(), list):
            kind = "one text" if isinstance(value, list) else "a list"
            self.add_fault(model_field.name, f"must be {kind}")
            return
        self.set_value(model_field, value)

    def set_value(self, model_field: models.Field, value: Value | None) -> None:
        faults = faults_of(model_field, value, self.row)
        for fault in faults:
            self.add_fault(model_field.name, fault)
        if not faults:
            setattr(self.row, model_field.name, model_field.to_python(value))

    def read_relation(self, model_field: models.Field, value: Value, keys: Keys, declared: Declared) -> None:
        if isinstance(value, list) != model_field.many_to_many and value:
            self.add_fault(model_field.name, "must be one text" if isinstance(value, list) else "must be a list")
            return
        slugs = [value] if isinstance(value, str) and value else list(value)
        if not slugs and not model_field.blank:
            self.add_fault(model_field.name, "is missing")
        for slug in slugs:
            if slug not in declared.get(model_field.related_model, ()) and not find(model_field, slug):
                self.add_fault(model_field.name, f"there is no “{slug}”")
        if model_field.many_to_many:
            self.relations[model_field.name] = sorted(set(slugs))
        elif slugs and (key := keys.get(model_field.related_model, {}).get(slugs[0]) or find(model_field, slugs[0])):
            setattr(self.row, model_field.attname, key)
        elif slugs:
            self.faulty = True

    def check_constraints(self) -> None:
        try:
            self.row.validate_constraints(exclude={self.collection.key})
        except ValidationError as error:
            for message in error.messages:
                self.add_fault("", message)

    def add_fault(self, field_name: str, message: str, line_in_value: int = 0) -> None:
        """Reports a fault at the line where the field's key, or the line of its text, stands."""
        self.faulty = True
        for language, document in self.record.documents.items():
            for name in self.collection.names_in(language):
                if self.collection.field_name(name, language) == field_name:
                    is_body = name == self.collection.body
                    line = document.body_line if is_body else document.lines.get(name, document.first_line)
                    label = "" if line_in_value else f"`{name}`: " if message != "is missing" else f"`{name}` "
                    line += max(line_in_value - 1, 0) if is_body else 0
                    self.tree.add_problem(self.record.paths[language], line, f"{label}{message}")
                    return
        document = self.record.documents[SOURCE_LANGUAGE]
        self.tree.add_problem(self.record.paths[SOURCE_LANGUAGE], document.first_line, message)

    def save(self) -> None:
        self.row.loaded_digest = self.file_digest
        models.Model.save(self.row)

    def save_relations(self, keys: Keys) -> None:
        for name, slugs in self.relations.items():
            model_field = self.collection.model._meta.get_field(name)
            known = keys.get(model_field.related_model, {})
            getattr(self.row, name).set([key for slug in slugs if (key := known.get(slug) or find(model_field, slug))])

    def keep_digest(self) -> None:
        self.row.loaded_digest = self.file_digest
        type(self.row)._base_manager.filter(pk=self.row.pk).update(loaded_digest=self.file_digest)


def find(relation: models.Field, slug: str) -> int | None:
    """The key of the related row with this slug."""
    return relation.related_model._default_manager.filter(slug=slug).values_list("pk", flat=True).first()


def faults_of(model_field: models.Field, value: object, row: models.Model | None = None) -> list[str]:
    """What the model's field says against a value."""
    try:
        model_field.clean(value, row)
    except ValidationError as error:
        return list(error.messages)
    return []
