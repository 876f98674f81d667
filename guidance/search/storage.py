"""The full-text index behind one small interface: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

An entry is put in by its three columns of tokens; asked is which entries match an expression, in one column or in any,
the newest first. Nothing is ranked here: that is done in one place, `ranking.py`, so that both databases agree.
"""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple, Protocol

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from guidance.search.expressions import Every, Expression, Term

COLUMNS = ("title", "lead", "body")


class Tokens(NamedTuple):
    """An entry's tokens, one list for each column."""

    entry: int
    language: str
    columns: tuple[list[str], ...]


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

    def find(self, expression: Expression, language: str, *, column: str | None, limit: int) -> list[int]:
        """The entries that match in one column, or anywhere, the newest first."""


class SqliteStorage:
    """One FTS5 table for each language: pairs of characters stay whole, as the ascii tokenizer parts at spaces only."""

    tables: ClassVar = {code: f"search_tokens_{code.replace('-', '_')}" for code, _name in settings.LANGUAGES}

    def create(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            for table in self.tables.values():
                cursor.execute(
                    f"CREATE VIRTUAL TABLE {table} USING fts5"
                    "(title, lead, body, tokenize = 'ascii', detail = 'column', columnsize = 0)"
                )

    def drop(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            for table in self.tables.values():
                cursor.execute(f"DROP TABLE {table}")

    def put(self, entries: Iterable[Tokens]) -> None:
        rows: dict[str, list[tuple]] = {table: [] for table in self.tables.values()}
        for entry in entries:
            rows[self.tables[entry.language]].append((entry.entry, *map(" ".join, map(set_of, entry.columns))))
        with connection.cursor() as cursor:
            for table, values in rows.items():
                sql = f"INSERT INTO {table} (rowid, title, lead, body) VALUES (%s, %s, %s, %s)"  # noqa: S608
                cursor.executemany(sql, values)

    def remove(self, entries: Iterable[int]) -> None:
        rows = [(entry,) for entry in entries]
        with connection.cursor() as cursor:
            for table in self.tables.values():
                cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", rows)  # noqa: S608

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for table in self.tables.values():
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608

    def find(self, expression: Expression, language: str, *, column: str | None, limit: int) -> list[int]:
        table = self.tables[language]
        written = self.write(expression)
        match = f"{column} : ({written})" if column else written
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s ORDER BY rowid DESC LIMIT %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(sql, [match, limit])
            return [rowid for (rowid,) in cursor.fetchall()]

    def write(self, expression: Expression) -> str:
        if isinstance(expression, Term):
            return f'"{expression.token}"{" *" if expression.begins else ""}'
        word = " AND " if isinstance(expression, Every) else " OR "
        return f"({word.join(self.write(part) for part in expression.parts)})"


class PostgresqlStorage:
    """One table of weighted vectors: A is the title, B the lead, C the body."""

    weights: ClassVar = dict(zip(COLUMNS, "ABC", strict=True))

    def create(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE search_tokens (entry_id bigint PRIMARY KEY, language varchar(10) NOT NULL, "
                "vector tsvector NOT NULL)"
            )
            cursor.execute("CREATE INDEX search_tokens_vector ON search_tokens USING gin (vector)")

    def drop(self, database: BaseDatabaseWrapper) -> None:
        with database.cursor() as cursor:
            cursor.execute("DROP TABLE search_tokens")

    def put(self, entries: Iterable[Tokens]) -> None:
        rows = [(entry.entry, entry.language, self.vector(entry)) for entry in entries]
        with connection.cursor() as cursor:
            sql = "INSERT INTO search_tokens (entry_id, language, vector) VALUES (%s, %s, %s::tsvector)"
            cursor.executemany(sql, rows)

    def vector(self, entry: Tokens) -> str:
        """The vector's own notation: every token of a column at one place, for only the column is asked for."""
        weights: dict[str, list[str]] = {}
        for column, tokens in zip(COLUMNS, entry.columns, strict=True):
            for token in set_of(tokens):
                weights.setdefault(token, []).append(f"{len(weights.get(token, [])) + 1}{self.weights[column]}")
        return " ".join(f"'{token}':{','.join(places)}" for token, places in weights.items())

    def remove(self, entries: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens WHERE entry_id = ANY(%s)", [list(entries)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens")

    def find(self, expression: Expression, language: str, *, column: str | None, limit: int) -> list[int]:
        sql = (
            "SELECT entry_id FROM search_tokens WHERE vector @@ %s::tsquery AND language = %s "
            "ORDER BY entry_id DESC LIMIT %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.write(expression, self.weights.get(column, "")), language, limit])
            return [entry for (entry,) in cursor.fetchall()]

    def write(self, expression: Expression, weight: str) -> str:
        if isinstance(expression, Term):
            suffix = f"{'*' if expression.begins else ''}{weight}"
            return f"'{expression.token}'{':' if suffix else ''}{suffix}"
        sign = " & " if isinstance(expression, Every) else " | "
        return f"({sign.join(self.write(part, weight) for part in expression.parts)})"


def set_of(tokens: Iterable[str]) -> Iterable[str]:
    """Each token once: how often it stands there is counted when ranking, in the text itself."""
    return dict.fromkeys(tokens)


STORAGES: dict[str, Storage] = {"sqlite": SqliteStorage(), "postgresql": PostgresqlStorage()}


def storage() -> Storage:
    """The index of the database in use."""
    return STORAGES[connection.vendor]
