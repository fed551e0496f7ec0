"""Where quoteindex keeps what it makes for itself and what the user gave it, on this machine.

``QUOTEINDEX_CACHE`` and ``QUOTEINDEX_DATA`` override the platform's own folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quoteindex.errors import QuoteIndexError


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


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let the system's errors of what is done inside name *path*, where they name no file: a full disk never does.

    >>> with naming(Path("index")):
    ...     raise OSError(28, "No space left on device")
    Traceback (most recent call last):
    OSError: [Errno 28] No space left on device: 'index'
    """
    try:
        yield
    except OSError as error:
        if error.filename or isinstance(error, QuoteIndexError):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
