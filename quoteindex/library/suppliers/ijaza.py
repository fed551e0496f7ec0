"""The package ijaza: the Qur'an in Uthmani spelling, and Saheeh International."""

from __future__ import annotations

from collections.abc import Iterator

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.json_source import load_json
from quoteindex.library.suppliers.package import PackageSupplier
from quoteindex.library.suppliers.tidy import one_line
from quoteindex.model import Edition


class Ijaza(PackageSupplier):
    """Lists of {id, surah, ayah, text}.

    The basmala stands before no verse 1 but that of surah 1.  Its ``textSimple`` is machine-made and no standard
    spelling, so it is left alone.
    """

    name = "ijaza"

    def read(self, edition: Edition) -> Iterator[Record]:
        """Yield the verses."""
        (path,) = self.files(edition)
        try:
            for verse in load_json(path):
                yield Record((int(verse["surah"]), int(verse["ayah"])), one_line(verse["text"]))
        except (KeyError, TypeError) as error:
            raise CorpusError(f"{path}: expected a list of verses with surah, ayah and text ({error!r})") from error
