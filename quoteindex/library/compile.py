"""Compiles what is installed into a library on disk: read, number, split, write, then the matching tables."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from filelock import FileLock

from quoteindex.errors import CorpusError
from quoteindex.library.inventory import Source
from quoteindex.library.isnad import split_matn
from quoteindex.library.library import Library
from quoteindex.library.matching import compile_tables
from quoteindex.library.narration import english_matn
from quoteindex.library.numbering import PACKAGE, Numbering
from quoteindex.library.progress import Progress
from quoteindex.library.record import Record
from quoteindex.library.store import CONTENTS, read_contents, write_contents, write_edition
from quoteindex.library.takhrij import compile_parallels
from quoteindex.model import QURAN, Edition, Passage
from quoteindex.paths import naming

KEPT = 3  # compiled libraries; someone who switches between two sets of extras need not compile each time
_CITED = ("kufan", "cited", "")  # numberings of an edition that are the work's usual one


def compile_library(sources: Sequence[Source], folder: Path, progress: Progress) -> None:
    """Compile *sources* into *folder*, unless another process has just done so.

    It is built beside and renamed when finished: what is interrupted leaves only a folder that nobody reads.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / "compile.lock"):
        if _is_sound(folder):
            return
        _discard(folder)
        building = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
        try:
            with naming(folder.parent):
                _build(sources, building, folder.name, progress)
            building.rename(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _tidy(folder.parent, keep=folder)


def _is_sound(folder: Path) -> bool:
    try:
        read_contents(folder)
    except CorpusError:
        return False
    return True


def _build(sources: Sequence[Source], folder: Path, name: str, progress: Progress) -> None:
    counts: dict[str, int] = {}
    schemes = [""]
    for done, source in enumerate(sources):
        progress(source.edition.title, done, len(sources))
        counts[source.edition.id] = _compile_edition(source, folder / source.edition.id, schemes)
    contents = {
        "fingerprint": name,
        "schemes": schemes,
        "editions": [
            {**asdict(s.edition), "count": counts[s.edition.id], "supplier": s.supplier.name,
             "sources": {str(path): checksum for path, checksum in zip(s.files, s.checksums, strict=True)}}
            for s in sources
        ],
    }  # fmt: skip
    write_contents(folder, contents)
    compile_tables(folder, Library(folder), progress)
    progress("the same hadith in other books", 0, 1)
    compile_parallels(folder)
    write_contents(folder, contents)


def _compile_edition(source: Source, folder: Path, schemes: list[str]) -> int:
    records = list(source.supplier.read(source.edition))
    passages = passages_of(source.edition, records, Numbering())
    schemes.extend(sorted({passage.scheme for passage in passages} - set(schemes)))
    write_edition(folder, passages, records, [matn_of(source.edition, record) for record in records], schemes)
    return len(records)


def passages_of(edition: Edition, records: Sequence[Record], numbering: Numbering) -> list[Passage]:
    """Return the passage of each record, no two alike: a hadith that repeats a number gets the next free letter.

    A number that only its package knows is turned into the one that people cite, where there is a concordance; else it
    keeps the scheme "package".
    """
    taken: set[Passage] = set()
    passages = []
    for record in records:
        passage = _cited(edition, record, numbering)
        letters = iter("bcdefghijklmnopqrstuvwxyz")
        while passage in taken and not passage.is_quran and (letter := next(letters, "")):
            passage = replace(passage, suffix=letter)
        taken.add(passage)
        passages.append(passage)
    return passages


def _cited(edition: Edition, record: Record, numbering: Numbering) -> Passage:
    scheme = "" if edition.numbering in _CITED else edition.numbering
    own = Passage(edition.work, record.start, record.start, record.suffix, scheme)
    if not scheme:
        return own
    if scheme == PACKAGE:
        return numbering.cited(edition.work, record.start[0]) or own
    return next(iter(numbering.resolve(own)), own)


def matn_of(edition: Edition, record: Record) -> tuple[int, int]:
    """Return where the matn stands in the text of *record*, in code points; a verse is matn as a whole.

    In English the narrator stands first, where the source tells him apart from the text.
    """
    if edition.work == QURAN:
        return (0, len(record.text))
    if edition.language == "ar":
        split = split_matn(record.text, edition.work)
        return (split.start, split.end)
    return english_matn(record.text, record.narrator)


def _tidy(cache: Path, keep: Path) -> None:
    """Remove the libraries that were used least lately, and what interrupted compilations left behind.

    Whoever points ``QUOTEINDEX_CACHE`` at a folder with other things in it keeps those.
    """
    libraries = sorted(
        (place.parent for place in cache.glob(f"*/{CONTENTS}") if place.parent != keep),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for old in libraries[KEPT - 1 :]:
        _discard(old)
    for left in (*cache.glob(".building-*"), *cache.glob(".old-*")):
        shutil.rmtree(left, ignore_errors=True)


def _discard(folder: Path) -> None:
    """Take a library out of sight at once, then delete it; who has it mapped keeps what is mapped."""
    if not folder.exists():
        return
    aside = folder.with_name(f".old-{folder.name}-{os.getpid()}")
    folder.rename(aside)
    shutil.rmtree(aside, ignore_errors=True)
