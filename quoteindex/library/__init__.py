"""The reference texts: works, editions, where they come from, and the library compiled from them."""

from __future__ import annotations

from quoteindex.library.library import Library, open_library

__all__ = ["Library", "open_library"]
