"""The full-text index behind one small interface: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

An entry is put in by its tokens; asked is which entries match an expression, in their title, in their lead or anywhere,
the newest first. Nothing is ranked here: that is done in one place, `ranking.py`, so that both databases agree.
"""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import ClassVar, NamedTuple, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from guidance.search.expressions import Every, Expression, Term

TITLE, LEAD, WHOLE = "title", "lead", "whole"
PLACES = (TITLE, LEAD, WHOLE)


class Tokens(NamedTuple):
    """An entry's tokens: of its title, of its lead, and of all the rest."""

    entry: int
    language: str
    kind: str
    title: list[str]
    lead: list[str]
    rest: list[str]


class Match(NamedTuple):
    """An entry that matches, and its kind."""

    entry: int
    kind: str


class Storage(Protocol):
    """What both kinds of index can do."""

    def create(self, database: BaseDatabaseWrapper) -> None:
        """Makes the empty index, for a migration."""

    def drop(self, database: BaseDatabaseWrapper) -> None:
        """Takes the index away, for the same migration backwards."""

    def put(self, entries: Iterable[Tokens]) -> None:
        """Adds entries that are not in the index."""

    def remove(self, entries: Iterable[int]) -> None:
        """Takes entries out; those that are not in are passed over."""

    def clear(self) -> None:
        """Takes everything out."""

    def steady(self) -> AbstractContextManager[None]:
        """All that is asked within sees the index as it was at the first question, whatever is written meanwhile."""

    def find(self, expression: Expression, language: str, *, place: str, limit: int) -> list[Match]:
        """The entries that match in a place, the newest first. `WHOLE` is anywhere."""


class SqliteStorage:
    """One FTS5 table for each language and place, so that a search of the titles reads no more than the titles.

    The ascii tokenizer parts at spaces only: pairs of characters stay whole.
    """

    tables: ClassVar = {
        (code, place): f"search_{code.replace('-', '_')}_{place}"
        for code, _name in settings.LANGUAGES
        for place in PLACES
    }

    def create(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            for table in self.tables.values():
                cursor.execute(
                    f"CREATE VIRTUAL TABLE {table} USING fts5"
                    "(kind UNINDEXED, tokens, tokenize = 'ascii', detail = 'none', columnsize = 0)"
                )

    def drop(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            for table in self.tables.values():
                cursor.execute(f"DROP TABLE {table}")

    def put(self, entries: Iterable[Tokens]) -> None:
        rows: dict[str, list[tuple]] = {table: [] for table in self.tables.values()}
        for entry in entries:
            places = {TITLE: entry.title, LEAD: entry.lead, WHOLE: [*entry.title, *entry.lead, *entry.rest]}
            for place, tokens in places.items():
                row = (entry.entry, entry.kind, " ".join(dict.fromkeys(tokens)))
                rows[self.tables[entry.language, place]].append(row)
        with connection.cursor() as cursor:
            for table, values in rows.items():
                cursor.executemany(f"INSERT INTO {table} (rowid, kind, tokens) VALUES (%s, %s, %s)", values)  # noqa: S608

    def remove(self, entries: Iterable[int]) -> None:
        rows = [(entry,) for entry in entries]
        with connection.cursor() as cursor:
            for table in self.tables.values():
                cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", rows)  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for table in self.tables.values():
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608

    @contextmanager
    def steady(self) -> Iterator[None]:
        """A transaction that only reads. Django's own would ask for the right to write, and wait for a rebuilding."""
        if connection.in_atomic_block:
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("COMMIT")

    def find(self, expression: Expression, language: str, *, place: str, limit: int) -> list[Match]:
        table = self.tables[language, place]
        sql = f"SELECT rowid, kind FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.write(expression), limit])
            return [Match(*row) for row in cursor.fetchall()]

    def write(self, expression: Expression) -> str:
        if isinstance(expression, Term):
            return f'"{expression.token}"{" *" if expression.begins else ""}'
        word = " AND " if isinstance(expression, Every) else " OR "
        return f"({word.join(self.write(part) for part in expression.parts)})"


class PostgresqlStorage:
    """One table of weighted vectors: A is the title, B the lead, C the rest."""

    weights: ClassVar = {TITLE: "A", LEAD: "B", WHOLE: ""}

    def create(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE search_tokens (entry_id bigint PRIMARY KEY, language varchar(10) NOT NULL, "
                "kind varchar(10) NOT NULL, vector tsvector NOT NULL)"
            )
            cursor.execute("CREATE INDEX search_tokens_vector ON search_tokens USING gin (vector)")

    def drop(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            cursor.execute("DROP TABLE search_tokens")

    def put(self, entries: Iterable[Tokens]) -> None:
        rows = [(entry.entry, entry.language, entry.kind, self.vector(entry)) for entry in entries]
        with connection.cursor() as cursor:
            sql = "INSERT INTO search_tokens (entry_id, language, kind, vector) VALUES (%s, %s, %s, %s::tsvector)"
            cursor.executemany(sql, rows)

    def vector(self, entry: Tokens) -> str:
        """The vector's own notation. Only in which part a token stands is asked for, so a number each is enough."""
        weights: dict[str, list[str]] = {}
        for letter, tokens in (("A", entry.title), ("B", entry.lead), ("C", entry.rest)):
            for token in dict.fromkeys(tokens):
                places = weights.setdefault(token, [])
                places.append(f"{len(places) + 1}{letter}")
        return " ".join(f"'{token}':{','.join(places)}" for token, places in weights.items())

    def remove(self, entries: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens WHERE entry_id = ANY(%s)", [list(entries)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens")

    @contextmanager
    def steady(self) -> Iterator[None]:
        if connection.in_atomic_block:
            yield
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield

    def find(self, expression: Expression, language: str, *, place: str, limit: int) -> list[Match]:
        sql = (
            "SELECT entry_id, kind FROM search_tokens WHERE vector @@ %s::tsquery AND language = %s "
            "ORDER BY entry_id DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.write(expression, self.weights[place]), language, limit])
            return [Match(*row) for row in cursor.fetchall()]

    def write(self, expression: Expression, weight: str) -> str:
        if isinstance(expression, Term):
            suffix = f"{'*' if expression.begins else ''}{weight}"
            return f"'{expression.token}'{':' if suffix else ''}{suffix}"
        sign = " & " if isinstance(expression, Every) else " | "
        return f"({sign.join(self.write(part, weight) for part in expression.parts)})"


STORAGES: dict[str, Storage] = {"sqlite": SqliteStorage(), "postgresql": PostgresqlStorage()}


def storage() -> Storage:
    """The index of the database in use."""
    return STORAGES[connection.vendor]
