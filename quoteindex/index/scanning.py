"""Documents to records, one after the other or several processes at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.errors import QuoteIndexError
from quoteindex.index.record import Record, records

if TYPE_CHECKING:
    from quoteindex.library import Library

# Documents handed to a process at a time: enough to hide the handing over, few enough to keep all busy to the end.
_CHUNK = 4


def scanned(paths: list[Path], library: Library, jobs: int = 1) -> Iterator[list[Record] | QuoteIndexError]:
    """Yield what the documents hold, in the order of their paths; an error in the place of one that cannot be read."""
    if min(jobs, len(paths)) < 2:
        yield from (_scan(path, library) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(paths))) as pool:
        yield from pool.map(partial(_scan_with_library_at, library.path), paths, chunksize=_CHUNK)


def _scan(path: Path, library: Library) -> list[Record] | QuoteIndexError:
    from quoteindex.readers import read_document
    from quoteindex.scan import scan_document

    try:
        document = read_document(path)
        return list(records(document, scan_document(document, library), library))
    except QuoteIndexError as error:
        return error


_libraries: dict[Path, Library] = {}


def _scan_with_library_at(folder: Path, path: Path) -> list[Record] | QuoteIndexError:
    """Scan in a process of its own, which maps the compiled library once."""
    from quoteindex.library import Library

    if folder not in _libraries:
        _libraries[folder] = Library(folder)
    return _scan(path, _libraries[folder])
