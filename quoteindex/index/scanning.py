"""Documents to records, one after the other or several processes at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.errors import QuoteIndexError
from quoteindex.index.record import Record, records
from quoteindex.processes import in_order, library_at

if TYPE_CHECKING:
    from quoteindex.library import Library

# Documents handed to a process at a time: enough to hide the handing over, few enough to keep all busy to the end.
_CHUNK = 4


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a document holds, and the encoding that it was read in."""

    records: list[Record]
    encoding: str


def scanned(paths: list[Path], library: Library, jobs: int = 1) -> Iterator[Scanned | QuoteIndexError]:
    """Yield what the documents hold, in the order of their paths; an error in the place of one that cannot be read."""
    several = min(jobs, len(paths)) > 1
    scan = partial(_scan_with_library_at, library.path) if several else partial(_scan, library)
    return in_order(scan, paths, jobs, _CHUNK)


def _scan(library: Library, path: Path) -> Scanned | QuoteIndexError:
    from quoteindex.readers import read_document
    from quoteindex.scan import scan_document

    try:
        document = read_document(path)
        return Scanned(list(records(document, scan_document(document, library), library)), document.encoding)
    except QuoteIndexError as error:
        return error


def _scan_with_library_at(folder: Path, path: Path) -> Scanned | QuoteIndexError:
    return _scan(library_at(folder), path)
