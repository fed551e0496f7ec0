"""Where quoteindex keeps what it makes for itself and what the user gave it, on this machine.

``QUOTEINDEX_CACHE`` and ``QUOTEINDEX_DATA`` override the platform's own folders.
"""

from __future__ import annotations

import os
from pathlib import Path


def cache_dir() -> Path:
    """Return the folder of what can be built again: compiled tables."""
    return _folder("QUOTEINDEX_CACHE", "user_cache_path")


def data_dir() -> Path:
    """Return the folder of what cannot: corpora that were fetched or added."""
    return _folder("QUOTEINDEX_DATA", "user_data_path")


def _folder(variable: str, function: str) -> Path:
    chosen = os.environ.get(variable)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    path: Path = getattr(platformdirs, function)("quoteindex", appauthor=False)
    return path
