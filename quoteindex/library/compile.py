"""Compiles what is installed into a library on disk: read, number, split, write, then the matching tables."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from filelock import FileLock

from quoteindex.errors import CorpusError
from quoteindex.library.inventory import Source
from quoteindex.library.library import Library
from quoteindex.library.matching import compile_tables
from quoteindex.library.progress import Progress
from quoteindex.library.record import Record
from quoteindex.library.store import read_contents, write_contents, write_edition
from quoteindex.model import QURAN, Passage

KEPT = 3  # compiled libraries; someone who switches between two sets of extras need not compile each time
PACKAGE = "package"  # the scheme of a hadith that has a place in its package and no number that people cite


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
    schemes = ["", PACKAGE]
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
    write_contents(folder, contents)


def _compile_edition(source: Source, folder: Path, schemes: list[str]) -> int:
    records = list(source.supplier.read(source.edition))
    passages = passages_of(source.edition.work, records)
    write_edition(folder, passages, records, [matn_of(record) for record in records], schemes)
    return len(records)


def passages_of(work: str, records: Sequence[Record]) -> list[Passage]:
    """Return the passage of each record, each passage once: what repeats a number gets the next free letter."""
    taken: set[Passage] = set()
    passages = []
    for record in records:
        passage = Passage(work, record.start, record.start, record.suffix)
        letters = iter("abcdefghijklmnopqrstuvwxyz")
        while passage in taken and work != QURAN:
            passage = Passage(work, record.start, record.start, next(letters))
        taken.add(passage)
        passages.append(passage)
    return passages


def matn_of(record: Record) -> tuple[int, int]:
    """Return where the matn stands in the text of *record*, in code points."""
    return (0, len(record.text))


def _tidy(cache: Path, keep: Path) -> None:
    """Remove the libraries that were used least lately, and what interrupted compilations left behind."""
    libraries = sorted(
        (path for path in cache.iterdir() if path.is_dir() and path != keep and not path.name.startswith(".")),
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
