"""What is installed: every edition with the supplier and the files it comes from, and one fingerprint of it all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from quoteindex.library.catalogue import catalogue
from quoteindex.library.checksum import Checksums
from quoteindex.library.suppliers import Supplier, suppliers
from quoteindex.model import Edition

# Tables of the package `corpora` that decide what is compiled; a change in them makes another library.
TABLES = ("honorifics", "isnad", "letters", "numbering")


@dataclass(frozen=True, slots=True)
class Source:
    """An edition that can be read now, and the SHA-256 of each file that it is read from."""

    edition: Edition
    supplier: Supplier
    files: tuple[Path, ...]
    checksums: tuple[str, ...]


def inventory() -> tuple[Source, ...]:
    """Return what is installed, the Qur'an first, then hadith; within each the Arabic first, in catalogue order.

    Where two suppliers offer the same edition, the first one counts.
    """
    checksums = Checksums()
    found: dict[str, Source] = {}
    for supplier in suppliers():
        for edition in supplier.available():
            if edition.id not in found:
                paths = supplier.files(edition)
                found[edition.id] = Source(edition, supplier, paths, tuple(checksums.of(path) for path in paths))
    checksums.save()
    rank = {entry.edition.id: place for place, entry in reversed(list(enumerate(catalogue())))}
    order = {"ar": 0, "en": 1}

    def key(source: Source) -> tuple[int, bool, int, str]:
        edition = source.edition
        return (order[edition.language], edition.work != "quran", rank.get(edition.id, len(rank)), edition.id)

    return tuple(sorted(found.values(), key=key))


def fingerprint(sources: tuple[Source, ...], version: str) -> str:
    """Return 16 hex digits that change with *version*, any source file and any table that shapes the result."""
    digest = hashlib.sha256(version.encode())
    for source in sources:
        digest.update(repr((source.edition, source.supplier.name, source.checksums)).encode())
    for table in sorted(files("corpora").iterdir(), key=lambda table: table.name):
        if table.name.startswith(TABLES):
            for name, content in sorted(_contents(table)):
                digest.update(name.encode() + content)
    return digest.hexdigest()[:16]


def _contents(table: Traversable) -> Iterator[tuple[str, bytes]]:
    if table.is_file():
        yield table.name, table.read_bytes()
    else:
        for inner in table.iterdir():
            yield from _contents(inner)
