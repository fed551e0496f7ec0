"""The embedded engine: Whoosh 2.7.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from quoteindex.errors import IndexBusy, IndexVersionError, QuoteIndexError
from quoteindex.index import whoosh_pickles
from quoteindex.index.query import Query
from quoteindex.index.record import Record, passages_of, single_loci, surahs_of
from quoteindex.index.storage import dumps, loads
from quoteindex.index.whoosh_query import translate
from quoteindex.index.whoosh_schema import PART, schema

# Whoosh sorts postings in memory up to this size before it spills them to disk.
_MEMORY_MB = 128
# Segments of a first build are merged into one: a search of many is slower than the merge is long.
_MOST_SEGMENTS = 8


class WhooshEngine:
    """Keeps the records in a Whoosh index."""

    def create(self, folder: Path) -> None:
        """Make an empty index."""
        whoosh_index.create_in(str(folder), schema())

    @contextmanager
    def update(self, folder: Path) -> Iterator[WhooshUpdate]:
        """Open the index for changes."""
        update = WhooshUpdate(folder, _open(folder))
        try:
            yield update
        except BaseException:
            update.cancel()
            raise
        update.finish()

    def open(self, folder: Path) -> WhooshSearcher:
        """Open the index for searching."""
        return WhooshSearcher(folder)


class WhooshSearcher:
    """A Whoosh searcher, which is opened again only when the index has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with _damage_reported(folder):
            self._searcher = _open(folder).searcher()

    def search(self, query: Query, limit: int | None) -> list[tuple[float, Record]]:
        """Return scores and records, best first."""
        with _damage_reported(self._folder):
            found = self._current().search(translate(query, self._knows), limit=limit)
            return [(hit.score, loads(hit["record"])) for hit in found]

    def count(self, query: Query) -> int:
        """Return how many records a query finds."""
        with _damage_reported(self._folder):
            return sum(1 for _ in self._current().docs_for_query(translate(query, self._knows)))

    def _knows(self, form: str) -> bool:
        reader = self._searcher.reader()
        return ("quoted", form) in reader or ("library", form) in reader

    def _current(self) -> Any:
        self._searcher = self._searcher.refresh()
        return self._searcher


class WhooshUpdate:
    """Changes to a Whoosh index, written in batches, each as one segment."""

    _writer: Any
    _reader: Any

    def __init__(self, folder: Path, index: Any) -> None:
        self._folder = folder
        self._index = index
        self._begin()

    def stamps(self) -> dict[str, str]:
        """Return the sources that the index holds, each with its stamp."""
        found = {}
        if ("kind", "source") in self._reader:
            for number in self._reader.postings("kind", "source").all_ids():
                stored = self._reader.stored_fields(number)
                found[stored["source"]] = stored["stamp"]
        return found

    def remove(self, source: str) -> None:
        """Delete the source's documents by number: Whoosh's own delete_by_query takes 60 ms each."""
        if ("source", source) in self._reader:
            for number in self._reader.postings("source", source).all_ids():
                self._writer.delete_document(number)

    def add(self, source: str, stamp: str, records: Iterable[Record]) -> None:
        """Add the records of a source, and the source itself."""
        for record in records:
            self._writer.add_document(**_document(source, record))
        self._writer.add_document(kind="source", source=source, stamp=stamp)

    def commit(self) -> None:
        """Write what is pending as a segment of its own and go on."""
        self._reader.close()
        self._writer.commit(merge=False)
        self._begin()

    def finish(self) -> None:
        """Write what is pending, and merge segments where there are many."""
        self._reader.close()
        self._writer.commit(optimize=len(self._writer.segments) > _MOST_SEGMENTS)

    def cancel(self) -> None:
        """Drop what is pending and let go of the index."""
        self._reader.close()
        self._writer.cancel()

    def _begin(self) -> None:
        """Take the index for writing; the reader shows what was in it at that moment."""
        try:
            self._writer = self._index.writer(limitmb=_MEMORY_MB)
            self._reader = self._writer.reader()
        except whoosh_index.LockError:
            raise IndexBusy(
                f"another process is writing the index in {self._folder}; wait until it is done, then try again"
            ) from None


def _open(folder: Path) -> Any:
    whoosh_pickles.install()
    with _damage_reported(folder):
        return whoosh_index.open_dir(str(folder), schema=schema())


@contextmanager
def _damage_reported(folder: Path) -> Iterator[None]:
    """Report whatever Whoosh raises on missing or broken files as a damaged index."""
    try:
        yield
    except QuoteIndexError:
        raise
    except Exception as error:
        raise IndexVersionError(
            f"the index in {folder} is damaged ({type(error).__name__}: {error}); "
            "delete the folder and build it again with `quoteindex index PATH...`"
        ) from error


def _document(source: str, record: Record) -> dict[str, Any]:
    """Return the Whoosh document of a record."""
    passages = passages_of(record.cit)
    quoted = PART.join(stretch.text for stretch in record.quoted)
    library = PART.join(stretch.text for stretch in record.library)
    narrators = [name for reference in record.cit.references for name in reference.narrators]
    fields = {
        "kind": "cit",
        "source": source,
        "record": dumps(record),
        "quoted": quoted,
        "quoted_stems": quoted,
        "library": library,
        "library_stems": library,
        "bare": PART.join((quoted, library)),
        "named": PART.join((*record.references, *narrators)),
        "path": record.cit.document,
        "locus": [locus for passage in passages for locus in single_loci(passage)],
        "surah": [str(surah) for passage in passages for surah in surahs_of(passage)],
        "work": [record.cit.work] if record.cit.work else [],
        "collection": list(record.collections),
        "verdict": list(record.verdicts),
        "language": list(record.languages),
        "edition": list(dict.fromkeys(q.edition for q in record.cit.quotations if q.edition)),
    }
    return {name: value for name, value in fields.items() if value}

