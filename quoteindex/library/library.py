"""The reference texts as one library: editions, passages, texts, the ways between them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from quoteindex.errors import NoSuchEdition, NoSuchPassage
from quoteindex.library.progress import Progress, silent
from quoteindex.library.record import Record
from quoteindex.library.store import FORMAT, Texts, key, key_after, map_array, read_contents, record_of
from quoteindex.model import QURAN, Edition, Language, Passage, Work

if TYPE_CHECKING:
    from quoteindex.library.numbering import Numbering


class _Shelf:
    """One edition on disk; its arrays are mapped when first asked for."""

    def __init__(self, folder: Path, edition: Edition, count: int) -> None:
        self.folder = folder
        self.edition = edition
        self.count = count

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.folder, "texts")

    @cached_property
    def notes(self) -> Texts:
        return Texts(self.folder, "notes")

    @cached_property
    def loci(self) -> Any:
        return map_array(self.folder / "loci.npy")

    @cached_property
    def keys(self) -> Any:
        return map_array(self.folder / "keys.npy")

    @cached_property
    def order(self) -> Any:
        return map_array(self.folder / "order.npy")

    @cached_property
    def matn(self) -> Any:
        return map_array(self.folder / "matn.npy")


class Library:
    """The compiled library in the folder *path*.

    ``editions`` stand in this order: the Arabic of the Qur'an, of hadith, then the English of the Qur'an, of hadith.
    A record is named by its edition and its index in it, from 0; a passage is named alike in all editions.

    Raises CorpusError where the folder is unfinished or damaged.
    """

    def __init__(self, path: Path) -> None:
        contents = read_contents(path)
        self.path = path
        self.fingerprint: str = contents["fingerprint"]
        self._schemes: list[str] = contents["schemes"]
        self._shelves: dict[str, _Shelf] = {}
        for row in contents["editions"]:
            edition = Edition(**{name: row[name] for name in Edition.__dataclass_fields__})
            self._shelves[edition.id] = _Shelf(path / edition.id, edition, row["count"])
        self.editions: tuple[Edition, ...] = tuple(shelf.edition for shelf in self._shelves.values())
        self._order = _order_of_works(self.editions)

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r})"

    def edition(self, edition_id: str) -> Edition:
        """Return the edition of that id; raises NoSuchEdition, which names the command that brings it."""
        return self._shelf(edition_id).edition

    def count(self, edition_id: str) -> int:
        """Return how many records the edition holds."""
        return self._shelf(edition_id).count

    @cached_property
    def _numbering(self) -> Numbering:
        from quoteindex.library.numbering import Numbering

        return Numbering()

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The works of which at least one edition is here, the Qur'an first."""
        return tuple(_work(work, self.editions_of(work)) for work in self._order if self.editions_of(work))

    def editions_of(self, work: str, language: Language | None = None) -> tuple[Edition, ...]:
        """Return the editions of *work*, in one language where it is given."""
        return tuple(e for e in self.editions if e.work == work and language in (None, e.language))

    def passage_at(self, edition_id: str, index: int) -> Passage:
        """Return the passage of a record."""
        shelf = self._shelf(edition_id)
        first, second, third, suffix, scheme = shelf.loci[index].tolist()
        start = tuple(part for part in (first, second, third) if part >= 0)
        letter = chr(96 + suffix) if suffix else ""
        return Passage(shelf.edition.work, start, start, letter, self._schemes[scheme])

    def index_of(self, passage: Passage, edition_id: str) -> int | None:
        """Return the record of the passage's first verse or hadith in an edition, or None where it has none."""
        shelf = self._shelf(edition_id)
        wanted = key(passage, self._schemes)
        if wanted is None or passage.work != shelf.edition.work:
            return None
        place = int(np.searchsorted(shelf.keys, np.uint64(wanted)))
        if place == len(shelf.keys) or int(shelf.keys[place]) != wanted:
            return None
        return int(shelf.order[place])

    def record_text(self, edition_id: str, index: int) -> str:
        """Return the text of a record as the edition has it."""
        return self._shelf(edition_id).texts[index]

    def record(self, edition_id: str, index: int) -> Record:
        """Return a record with what its source says of it: chapter, narrator, grades, page."""
        shelf, passage = self._shelf(edition_id), self.passage_at(edition_id, index)
        return record_of(shelf.texts[index], shelf.notes[index], passage.start, passage.suffix)

    def texts(self, edition_id: str) -> Texts:
        """Return all texts of an edition, in order."""
        return self._shelf(edition_id).texts

    def matn(self, edition_id: str, index: int) -> tuple[int, int]:
        """Return where the matn of a record starts and ends: code points of its text; the whole of a verse."""
        start, end = self._shelf(edition_id).matn[index].tolist()
        return (start, end)

    def text(self, passage: Passage, edition_id: str) -> str:
        """Return the text of *passage* in an edition, what a range comprises joined by a space.

        Raises NoSuchPassage where the edition has no such passage.
        """
        texts = self._shelf(edition_id).texts
        return " ".join(texts[index] for index in self.indices(passage, edition_id))

    def indices(self, passage: Passage, edition_id: str) -> tuple[int, ...]:
        """Return the records of *passage*: one, or all that a range comprises, in the work's order.

        Raises NoSuchPassage where either end is not in the edition.
        """
        shelf, end = self._shelf(edition_id), _end_of(passage)
        if passage.start == passage.end:
            index = self.index_of(passage, edition_id)
            found = [] if index is None else [index]
        elif None in (self.index_of(passage, edition_id), self.index_of(end, edition_id)):
            found = []
        else:
            first, last = key(passage, self._schemes), key_after(end, self._schemes)
            places = np.searchsorted(shelf.keys, np.array([first, last], dtype=np.uint64), side="right")
            found = shelf.order[max(0, int(places[0]) - 1) : int(places[1])].tolist()
        if not found:
            raise NoSuchPassage(f"{passage} is not in {edition_id}; see `quoteindex corpora info {passage.work}`")
        return tuple(found)

    def __contains__(self, passage: object) -> bool:
        if not isinstance(passage, Passage) or passage.end < passage.start:
            return False
        ends = (passage, _end_of(passage))
        return any(all(self.index_of(end, e.id) is not None for end in ends) for e in self.editions_of(passage.work))

    def resolve(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the library's own passages that *passage*, as someone cites it, may mean: likeliest first, or none.

        Hadith are counted in several ways; `quoteindex.library.numbering` says which number is whose.
        """
        if passage.is_quran:
            return (passage,) if passage in self else ()
        found = [own for own in self._numbering.resolve(passage) if own in self]
        if not found and not passage.suffix:
            found = [own for own in [replace(passage, suffix="a")] if own in self]
        return tuple(found)

    def parallels(self, passage: Passage) -> tuple[tuple[Passage, float], ...]:
        """Return the hadith of the same or nearly the same matn with their similarity, 0 to 1, the closest first."""
        from quoteindex.library.takhrij import parallels

        return () if passage.is_quran else parallels(self, passage)

    def sort_key(self, passage: Passage) -> tuple[int, str, str, tuple[int, ...], str, tuple[int, ...]]:
        """Return a key that sorts in mushaf order, then by collection and number."""
        place = self._order.get(passage.work, len(self._order))
        return (place, passage.work, passage.scheme, passage.start, passage.suffix, passage.end)

    def passages(self, edition_id: str) -> Iterator[Passage]:
        """Yield the passage of every record of an edition, in order."""
        return (self.passage_at(edition_id, index) for index in range(self.count(edition_id)))

    def _shelf(self, edition_id: str) -> _Shelf:
        try:
            return self._shelves[edition_id]
        except KeyError:
            raise NoSuchEdition(_how_to_get(edition_id)) from None


def open_library(progress: Progress | None = None) -> Library:
    """Open the compiled library of what is installed now; compile it first where there is none, or a damaged one."""
    from quoteindex.library.inventory import fingerprint, inventory
    from quoteindex.paths import cache_dir

    sources = inventory()
    folder = cache_dir() / fingerprint(sources, f"{_version()} {FORMAT}")
    if (library := _opened.get(folder)) and folder.is_dir():
        return library
    library = _open_or_none(folder)
    if library is None:
        from quoteindex.library.compile import compile_library

        compile_library(sources, folder, progress or silent)
        library = Library(folder)
    _opened.clear()
    _opened[folder] = library
    return library


_opened: dict[Path, Library] = {}  # the one that this process opened last


def _open_or_none(folder: Path) -> Library | None:
    from quoteindex.errors import CorpusError

    try:
        library = Library(folder)
    except CorpusError:
        return None
    with contextlib.suppress(OSError):
        os.utime(folder)  # says that it is in use; the ones unused for longest are removed first
    return library


def _version() -> str:
    from importlib.metadata import version

    return version("quoteindex")


def _order_of_works(editions: tuple[Edition, ...]) -> dict[str, int]:
    """The Qur'an, the collections in their usual order, then works that no table knows."""
    from quoteindex.library.works import collections

    known = [QURAN, *(collection.id for collection in collections())]
    others = [edition.work for edition in editions if edition.work not in known]
    return {work: place for place, work in enumerate(dict.fromkeys(known + others))}


def _end_of(passage: Passage) -> Passage:
    return Passage(passage.work, passage.end, passage.end, passage.suffix, passage.scheme)


def _work(work: str, editions: tuple[Edition, ...]) -> Work:
    titles: dict[str, str] = {edition.language: edition.title for edition in reversed(editions)}
    return Work(work, "quran" if work == QURAN else "hadith", titles)


def _how_to_get(edition_id: str) -> str:
    from quoteindex.library.catalogue import entries_of

    try:
        remedy = entries_of(edition_id)[0].remedy
    except NoSuchEdition:
        return f"no edition {edition_id!r} here or in the catalogue; see `quoteindex corpora list`"
    return f"edition {edition_id!r} is not installed; get it by: {remedy}"
