"""The project Open-Hadith-Data: one CSV file a book, a number and the Arabic on each line, no header."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.download import DownloadSupplier
from quoteindex.library.suppliers.limits import lines_of
from quoteindex.library.suppliers.tidy import one_line


class OpenHadith(DownloadSupplier):
    """The number is that of the al-ʿAlamiyya edition (scheme "alamiyya").

    https://github.com/mhashim6/Open-Hadith-Data
    """

    name = "open-hadith"

    def read_file(self, path: Path, language: str) -> Iterator[Record]:
        """Yield the hadith."""
        rows = csv.reader((line + "\n" for _, line in lines_of(path)), skipinitialspace=True)
        for number, row in enumerate(rows, 1):
            if len(row) < 2 or not row[0].strip().isdecimal():
                raise CorpusError(f"{path}, hadith {number}: expected a number and a text, got {','.join(row)[:60]!r}")
            if text := one_line(",".join(row[1:])):
                yield Record((int(row[0]),), text)
