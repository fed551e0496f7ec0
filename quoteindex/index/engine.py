"""The seam between the index and the search engine that keeps it on disk.

An engine is one file with one class; the ones installed beside quoteindex are found by the entry point group
"quoteindex.engines".
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from contextlib import AbstractContextManager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from quoteindex.errors import IndexVersionError
from quoteindex.index.query import Query
from quoteindex.index.record import Record

GROUP = "quoteindex.engines"
DEFAULT = "whoosh"


class Update(Protocol):
    """One run of changes; leaving it unharmed commits what is pending, an exception drops that."""

    def stamps(self) -> dict[str, str]:
        """Return the sources that the index holds, each with the stamp of what was read."""
        ...

    def remove(self, source: str) -> None:
        """Remove a source with its records."""
        ...

    def add(self, source: str, stamp: str, records: Iterable[Record]) -> None:
        """Add a source that the index does not hold (any more)."""
        ...

    def commit(self) -> None:
        """Make what was done so far permanent and visible, at once and as a whole."""
        ...


class Searcher(Protocol):
    """An index open for searching; every call sees what was committed before it."""

    def search(self, query: Query, limit: int | None) -> list[tuple[float, Record]]:
        """Return scores and records, best first; those of equal score in the order of documents."""
        ...

    def count(self, query: Query) -> int:
        """Return how many records a query finds."""
        ...


class Engine(Protocol):
    """Keeps records in a folder and finds them again."""

    def create(self, folder: Path) -> None:
        """Make an empty index in an existing folder."""
        ...

    def update(self, folder: Path) -> AbstractContextManager[Update]:
        """Open the index for changes; raises IndexBusy while another process changes it."""
        ...

    def open(self, folder: Path) -> Searcher:
        """Open the index for searching."""
        ...


def engine(name: str = DEFAULT) -> Engine:
    """Return an engine by name; raises IndexVersionError where it is not installed."""
    if name == DEFAULT:
        # Python warns of Whoosh's old-fashioned literals when it first compiles them, which is no user's business.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quoteindex.index.whoosh_engine import WhooshEngine
        return WhooshEngine()
    for point in entry_points(group=GROUP, name=name):
        found: Engine = point.load()()
        return found
    raise IndexVersionError(f"the index was built with the engine {name!r}, which is not installed; install it")
