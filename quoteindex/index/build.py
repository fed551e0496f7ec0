"""Building and updating an index: what is unchanged is left alone, what is done survives an interruption."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.errors import DocumentError, IndexVersionError
from quoteindex.index import manifest
from quoteindex.index.engine import DEFAULT, Update, engine
from quoteindex.index.record import Record, records

if TYPE_CHECKING:
    from quoteindex.library.library import Library

Progress = Callable[[int, int, str], None]

# Work that an interruption may cost; each such batch is a segment of the index.
_SECONDS_OF_BATCH = 60.0


@dataclass(slots=True)
class Summary:
    """What a run did: numbers of documents, the cits that were added, and the documents that could not be read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    cits: int = 0
    failures: list[tuple[str, DocumentError]] = field(default_factory=list)


def build_index(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    index_dir: str | os.PathLike[str] | None = None,
    *,
    library: Library | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Index the quotations of documents, or bring an index up to date with them.

    *paths* are files and folders.  Documents that the index holds unchanged are skipped, changed ones are replaced, and
    those that have gone from one of the folders are removed.  *index_dir* is the folder of the index (default:
    $QUOTEINDEX_INDEX, or .quoteindex in the current folder).  *progress* is called with the documents done, their
    number, and the path at hand.

    Documents that cannot be read are listed in the summary, the rest goes on.  Raises IndexVersionError where the
    folder holds something else, IndexBusy where another process is writing it.
    """
    folder = Path(index_dir) if index_dir is not None else manifest.default_folder()
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    summary = Summary()
    wanted = _documents([Path(path) for path in given], folder, summary)
    if not wanted and manifest.is_free(folder):
        return summary
    name = _prepare(folder)
    if library is None:
        from quoteindex.library import open_library

        library = open_library()
    with engine(name).update(folder) as update:
        _Build(update, library, summary, progress).run([Path(path) for path in given], wanted)
    return summary


def _prepare(folder: Path) -> str:
    """Make an empty index where there is nothing yet; return the engine's name."""
    if not manifest.is_free(folder):
        return manifest.read(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine(DEFAULT).create(folder)
        manifest.write(folder, DEFAULT)
    except OSError as error:
        raise IndexVersionError(f"cannot write an index to {folder}: {error.strerror}; name another folder") from error
    return DEFAULT


def _documents(paths: list[Path], folder: Path, summary: Summary) -> dict[str, Path]:
    """Return the documents below the paths by absolute path; those of the index's own folder are none."""
    from quoteindex.readers import find_documents

    found: dict[str, Path] = {}
    own = folder.resolve()
    for path in paths:
        try:
            for document in find_documents([path]):
                absolute = document.resolve()
                if not absolute.is_relative_to(own):
                    found.setdefault(str(absolute), document)
        except DocumentError as error:
            summary.failures.append((str(path), error))
    return found


class _Build:
    def __init__(self, update: Update, library: Library, summary: Summary, progress: Progress | None) -> None:
        self._update = update
        self._library = library
        self._summary = summary
        self._progress = progress
        self._held = update.stamps()

    def run(self, paths: list[Path], wanted: dict[str, Path]) -> None:
        """Bring the index up to date, committing at intervals."""
        self._remove_gone([path.resolve() for path in paths if path.is_dir()], wanted)
        committed = time.monotonic()
        for done, (source, path) in enumerate(wanted.items()):
            if self._progress:
                self._progress(done, len(wanted), str(path))
            self._document(source, path)
            if time.monotonic() - committed > _SECONDS_OF_BATCH:
                self._update.commit()
                committed = time.monotonic()
        if self._progress:
            self._progress(len(wanted), len(wanted), "")

    def _remove_gone(self, folders: list[Path], wanted: dict[str, Path]) -> None:
        for source in self._held:
            if source not in wanted and any(Path(source).is_relative_to(folder) for folder in folders):
                self._update.remove(source)
                self._summary.removed += 1

    def _document(self, source: str, path: Path) -> None:
        try:
            stamp = self._stamp(path)
            if self._held.get(source) == stamp:
                self._summary.unchanged += 1
                return
            found = list(self._records(path))
        except DocumentError as error:
            self._summary.failures.append((str(path), error))
            self._forget(source)
            return
        known = self._forget(source)
        self._update.add(source, stamp, found)
        self._summary.cits += len(found)
        self._summary.changed += known
        self._summary.added += not known

    def _forget(self, source: str) -> bool:
        if source not in self._held:
            return False
        self._update.remove(source)
        return True

    def _records(self, path: Path) -> Iterator[Record]:
        from quoteindex.readers import read_document
        from quoteindex.scan import scan_document

        document = read_document(path)
        return records(document, scan_document(document, self._library), self._library)

    def _stamp(self, path: Path) -> str:
        """Return what a document's records depend on: its bytes, the library, and the version that scanned it."""
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise DocumentError(f"{path} cannot be read: {error.strerror}") from error
        return f"{digest} {self._library.fingerprint} {version('quoteindex')}"
