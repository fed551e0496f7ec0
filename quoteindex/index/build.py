"""Building and updating an index: what is unchanged is left alone, what is done survives an interruption."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.errors import DocumentError, QuoteIndexError
from quoteindex.index import manifest
from quoteindex.index.engine import DEFAULT, Update, engine
from quoteindex.index.scanning import Scanned, scanned
from quoteindex.paths import naming

if TYPE_CHECKING:
    from quoteindex.library import Library
    from quoteindex.library.progress import Progress

# Work that an interruption may cost; each such batch is a segment of the index.
_SECONDS_OF_BATCH = 60.0


@dataclass(slots=True)
class Summary:
    """What a run did: numbers of documents, the cits that were added, and the documents that could not be read.

    ``encodings`` names the documents that were not in plain UTF-8, with what they were read as.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    cits: int = 0
    failures: list[tuple[str, QuoteIndexError]] = field(default_factory=list)
    encodings: list[tuple[str, str]] = field(default_factory=list)


def build_index(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    index_dir: str | os.PathLike[str] | None = None,
    *,
    library: Library | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
) -> Summary:
    """Index the quotations of documents, or bring an index up to date with them.

    *paths* are files and folders.  Documents that the index holds unchanged are skipped, changed ones are replaced, and
    those that have gone from one of the folders are removed.  *index_dir* is the folder of the index (default:
    $QUOTEINDEX_INDEX, or .quoteindex in the current folder).  *progress* is called with the step at hand, the
    documents done and their number; *jobs* documents are scanned at once.

    Documents that cannot be read are listed in the summary, the rest goes on.  Raises IndexVersionError where the
    folder holds something else, IndexBusy where another process is writing it.
    """
    folder = Path(index_dir) if index_dir is not None else manifest.default_folder()
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    summary = Summary()
    wanted = _documents([Path(path) for path in given], folder, summary)
    if not wanted and manifest.is_free(folder):
        return summary
    with naming(folder):
        name = _prepare(folder)
    if library is None:
        from quoteindex.library import open_library

        library = open_library(progress)
    with naming(folder), engine(name).update(folder) as update:
        folders = [Path(path).resolve() for path in given if Path(path).is_dir()]
        _Build(update, library, summary, progress).run(folders, wanted, jobs)
    return summary


def _prepare(folder: Path) -> str:
    """Make an empty index where there is nothing yet; return the engine's name."""
    if folder.is_dir() and manifest.is_free(folder):
        _make(folder)
    elif manifest.is_free(folder):
        _make_at_once(folder.absolute())
    return manifest.read(folder)


def _make(folder: Path) -> None:
    engine(DEFAULT).create(folder)
    manifest.write(folder, DEFAULT)


def _make_at_once(folder: Path) -> None:
    """Make an index aside and move it into place: of two processes that begin together, one finds the other's."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".quoteindex-new-") as name:
        aside = Path(name) / "index"
        aside.mkdir()
        _make(aside)
        try:
            aside.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise


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

    def run(self, folders: list[Path], wanted: dict[str, Path], jobs: int) -> None:
        """Bring the index up to date, committing at intervals."""
        for source in self._held:
            if source not in wanted and any(Path(source).is_relative_to(folder) for folder in folders):
                self._update.remove(source)
                self._summary.removed += 1
        stamps = {source: stamp for source, path in wanted.items() if (stamp := self._new_stamp(source, path))}
        committed = time.monotonic()
        results = scanned([wanted[source] for source in stamps], self._library, jobs)
        for done, (source, result) in enumerate(zip(stamps, results, strict=True), 1):
            self._replace(source, wanted[source], stamps[source], result)
            if time.monotonic() - committed > _SECONDS_OF_BATCH:
                self._update.commit()
                committed = time.monotonic()
            if self._progress:
                self._progress("documents", done, len(stamps))

    def _new_stamp(self, source: str, path: Path) -> str:
        """Return what the records of a document depend on, "" where the index holds them already, or it is unreadable.

        They depend on its bytes, on the library, and on the version that scanned it.
        """
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            self._fail(source, path, DocumentError(f"{path}: cannot be read: {error.strerror}"))
            return ""
        stamp = f"{digest} {self._library.fingerprint} {version('quoteindex')}"
        if self._held.get(source) == stamp:
            self._summary.unchanged += 1
            return ""
        return stamp

    def _replace(self, source: str, path: Path, stamp: str, result: Scanned | QuoteIndexError) -> None:
        if isinstance(result, QuoteIndexError):
            self._fail(source, path, result)
            return
        if source in self._held:
            self._update.remove(source)
            self._summary.changed += 1
        else:
            self._summary.added += 1
        self._update.add(source, stamp, result.records)
        self._summary.cits += len(result.records)
        if result.encoding != "utf-8":
            self._summary.encodings.append((str(path), result.encoding))

    def _fail(self, source: str, path: Path, error: QuoteIndexError) -> None:
        """Note a document that cannot be read; what the index held of it is no longer true."""
        self._summary.failures.append((str(path), error))
        if source in self._held:
            self._update.remove(source)
