"""The package TheQuranModule: the Qur'an in standard spelling, with pause marks."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.basmala import without_basmala
from quoteindex.library.suppliers.package import PackageSupplier
from quoteindex.library.suppliers.tidy import one_line
from quoteindex.model import Edition


class TheQuranModule(PackageSupplier):
    """A CSV file of DatabaseID, SuraID, VerseID, AyahText; the basmala stands before verse 1 and is taken off."""

    name = "thequranmodule"

    def read(self, edition: Edition) -> Iterator[Record]:
        """Yield the verses."""
        (path,) = self.files(edition)
        basmala = ""
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    surah, verse, text = int(row["SuraID"]), int(row["VerseID"]), one_line(row["AyahText"])
                    basmala = basmala or text
                    yield Record((surah, verse), without_basmala(surah, verse, text, basmala))
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"{path}: expected columns SuraID, VerseID and AyahText ({error!r})") from error
