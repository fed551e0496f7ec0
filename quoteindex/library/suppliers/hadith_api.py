"""The project hadith-api: one JSON file an edition, with the numbers that people cite and named grades."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quoteindex.errors import CorpusError
from quoteindex.library.record import Grade, Record
from quoteindex.library.suppliers.download import DownloadSupplier
from quoteindex.library.suppliers.json_source import load_json
from quoteindex.library.suppliers.tidy import one_line


class HadithApi(DownloadSupplier):
    """``{metadata: {sections}, hadiths: [{hadithnumber, arabicnumber, text, grades: [{name, grade}], reference}]}``.

    https://github.com/fawazahmed0/hadith-api
    """

    name = "hadith-api"

    def read_file(self, path: Path, language: str) -> Iterator[Record]:
        """Yield the hadith that have a text."""
        data = load_json(path)
        try:
            sections = data["metadata"].get("sections", {})
            by_abd_al_baqi = "muslim" in path.name  # its hadithnumber counts 1 to 7563, which nobody cites
            for hadith in data["hadiths"]:
                if text := one_line(hadith["text"]):
                    start, suffix = locus(hadith["arabicnumber" if by_abd_al_baqi else "hadithnumber"])
                    section = sections.get(str(hadith.get("reference", {}).get("book")), "")
                    yield Record(start, text, suffix, chapter=one_line(section), grades=_grades(hadith))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise CorpusError(f"{path}: expected hadith-api's JSON ({error!r})") from error


def locus(number: str | float) -> tuple[tuple[int], str]:
    """Read a number whose decimals count the narrations under it: 8.03 is 8c.

    >>> locus("8.03"), locus(1001), locus(402.2)
    (((8,), 'c'), ((1001,), ''), ((402,), 'b'))
    """
    whole, _, decimals = str(number).partition(".")
    place = int(decimals or 0)
    return (int(whole),), chr(96 + place) if 0 < place <= 26 else ""


def _grades(hadith: dict[str, Any]) -> tuple[Grade, ...]:
    return tuple(
        Grade(grade["grade"], grade["name"], "hadith-api")
        for grade in hadith.get("grades", ())
        if grade.get("name") and grade.get("grade")
    )
