"""Tanzil's text and translations: ``surah|ayah|text``, one verse a line, a notice at the end behind ``#``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.basmala import without_basmala
from quoteindex.library.suppliers.download import DownloadSupplier
from quoteindex.library.suppliers.limits import lines_of
from quoteindex.library.suppliers.tidy import one_line


class Tanzil(DownloadSupplier):
    """Downloads from tanzil.net (https://tanzil.net/docs/text_formats)."""

    name = "tanzil"

    def read_file(self, path: Path, language: str) -> Iterator[Record]:
        """Yield the verses of a downloaded file."""
        return read_tanzil(path)


def read_tanzil(path: Path) -> Iterator[Record]:
    """Yield the verses of *path*; the basmala that stands before verse 1 of the Arabic text is taken off.

    Raises CorpusError, with the number of the line, where a line is no verse.
    """
    basmala = ""
    for number, line in lines_of(path):
        if line.startswith("#"):
            continue
        fields = line.split("|", 2)
        if len(fields) != 3 or not (fields[0].isdecimal() and fields[1].isdecimal()):
            raise CorpusError(f"{path}, line {number}: expected surah|ayah|text, got {line[:60]!r}")
        surah, verse, text = int(fields[0]), int(fields[1]), one_line(fields[2])
        if (surah, verse) == (1, 1):
            basmala = text
        yield Record((surah, verse), without_basmala(surah, verse, text, basmala))
