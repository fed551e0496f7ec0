"""The project hadith-json: one JSON file a book, Arabic and English side by side (the six packages come from it)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.download import DownloadSupplier
from quoteindex.library.suppliers.json_source import load_json
from quoteindex.library.suppliers.sunnah import read_books


class HadithJson(DownloadSupplier):
    """``{chapters, hadiths: [{id, idInBook, chapterId, arabic, english: {narrator, text}}]}``.

    ``id`` counts through all books, ``idInBook`` through this one.  https://github.com/AhmedBaset/hadith-json
    """

    name = "hadith-json"

    def read_file(self, path: Path, language: str) -> Iterator[Record]:
        """Yield the hadith that have a text in *language*."""
        data = load_json(path)
        try:
            yield from read_books(_numbered_in_book(data), "ar" if language == "ar" else "en")
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise CorpusError(f"{path}: expected hadith-json's JSON of one book ({error!r})") from error


def _numbered_in_book(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "hadiths": [{**hadith, "id": hadith["idInBook"]} for hadith in data["hadiths"]]}
