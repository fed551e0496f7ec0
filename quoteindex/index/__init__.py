"""An index of citations on disk, and a search of it in Arabic, in English and by reference."""

from __future__ import annotations

from quoteindex.index.build import Summary, build_index
from quoteindex.index.hits import Hit, Snippet
from quoteindex.index.search import Index, open_index

__all__ = ["Hit", "Index", "Snippet", "Summary", "build_index", "open_index"]
