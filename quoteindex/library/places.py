"""Where quoteindex keeps what it makes (the cache) and what the user gave it (the data)."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path


def cache_folder() -> Path:
    """Return the folder of compiled libraries; may be deleted at any time.  ``QUOTEINDEX_CACHE`` overrides it."""
    chosen = os.environ.get("QUOTEINDEX_CACHE")
    return Path(chosen) if chosen else user_cache_path("quoteindex", appauthor=False)


def data_folder() -> Path:
    """Return the folder of fetched and added texts.  ``QUOTEINDEX_DATA`` overrides it."""
    chosen = os.environ.get("QUOTEINDEX_DATA")
    return Path(chosen) if chosen else user_data_path("quoteindex", appauthor=False)
