"""Sees which tables the database is asked for."""

from itertools import pairwise


class Counting:
    """Notes which tables are asked, and how often one is updated."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.updates = 0
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        words = sql.replace('"', " ").split()
        self.updates += words[:2] == ["UPDATE", self.table]
        self.tables |= {after for word, after in pairwise(words) if word in {"FROM", "JOIN"} and after[0] != "("}
        return execute(sql, params, many, context)
