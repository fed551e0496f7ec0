"""The six packages of the six books: each hadith in Arabic and in English, under a running number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.json_source import load_json
from quoteindex.library.suppliers.package import PackageSupplier
from quoteindex.library.suppliers.tidy import one_line
from quoteindex.model import Edition, Language


class Sunnah(PackageSupplier):
    """``{chapters: [{id, arabic, english}], hadiths: [{id, chapterId, arabic, english: {narrator, text}}]}``.

    ``id`` counts through the file and is not the number that people cite (numbering "package").
    """

    name = "sunnah"

    def read(self, edition: Edition) -> Iterator[Record]:
        """Yield the hadith."""
        (path,) = self.files(edition)
        try:
            yield from read_books(load_json(path), edition.language)
        except (KeyError, TypeError, AttributeError) as error:
            raise CorpusError(f"{path}: expected chapters and hadiths in Arabic and English ({error!r})") from error


def read_books(data: dict[str, Any], language: Language) -> Iterator[Record]:
    """Yield the hadith of *data* in one language; those that have no text in it are left out."""
    side = "arabic" if language == "ar" else "english"
    chapters = {chapter["id"]: one_line(chapter[side] or "") for chapter in data["chapters"]}
    for hadith in data["hadiths"]:
        number, chapter = (int(hadith["id"]),), chapters.get(hadith["chapterId"], "")
        if language == "ar":
            record = Record(number, one_line(hadith["arabic"]), chapter=chapter)
        else:
            narrator, text = one_line(hadith["english"]["narrator"]), one_line(hadith["english"]["text"])
            record = Record(number, f"{narrator} {text}".strip(), chapter=chapter, narrator=narrator)
        if record.text:
            yield record
