"""Searching an index."""

from __future__ import annotations

import os
from pathlib import Path

from quoteindex.index import manifest
from quoteindex.index.engine import engine
from quoteindex.index.hits import Hit, hit
from quoteindex.index.parser import parse_query


class Index:
    """An index on disk, open for searching; what other processes add to it is found at the next search."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._searcher = engine(manifest.read(folder)).open(folder)

    def search(self, query: str, limit: int | None = 20) -> list[Hit]:
        """Return what a query finds, best first; at most *limit*, or all where it is None.

        Words are found in any orthography, in the quotations, in the library's texts of their passages and in the
        references; see ``docs/search.md`` for the query language.

        Raises QuerySyntaxError where the query cannot be read, IndexVersionError where the index is damaged.
        """
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be 1 or more, or None for all, got {limit}")
        tree = parse_query(query)
        return [hit(record, tree, score) for score, record in self._searcher.search(tree, limit)]

    def count(self, query: str) -> int:
        """Return how many cits a query finds."""
        return self._searcher.count(parse_query(query))


def open_index(index_dir: str | os.PathLike[str] | None = None) -> Index:
    """Open the index in a folder (default: $QUOTEINDEX_INDEX, or .quoteindex in the current folder).

    Raises IndexVersionError where there is none, or it is damaged or of another version.
    """
    return Index(Path(index_dir) if index_dir is not None else manifest.default_folder())
