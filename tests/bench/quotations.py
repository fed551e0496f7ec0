"""Quotations drawn at random from the installed library."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from quoteindex.library import Library
from quoteindex.model import Edition, Language
from tests.bench.changes import without_pauses

SIX_BOOKS = ("bukhari", "muslim", "abudawud", "tirmidhi", "nasai", "ibnmajah")
_ATTEMPTS = 2000
_IN_MARKS = re.compile(r'"\s*([^"]+?)\s*"')
# A saying in which somebody else is introduced has no undisputed beginning; brackets are the translator's.
_NESTED = re.compile(r"[:(]")
# Quotation marks within a passage: where only a part is quoted, one of a pair would be left behind.
_STRAY_MARKS = re.compile(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)")
_TRIM = " .،؛:,;…-–«»“”\"'"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Words taken from a passage: as the edition has them, one string a verse."""

    verses: tuple[str, ...]
    passages: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words in a row."""
        return " ".join(self.verses)


class Urn:
    """Draws from *library* with the given random generator."""

    def __init__(self, library: Library, rng: random.Random) -> None:
        self.library = library
        self.rng = rng

    def editions(self, work: str, language: Language) -> tuple[Edition, ...]:
        """Return the installed editions of a work."""
        return self.library.editions_of(work, language)

    def verse(self, edition: str, least: int, most: int) -> Drawn:
        """Draw a verse of *least* to *most* words, or as many words of a longer one, from its start or from within."""
        for _ in range(_ATTEMPTS):
            index = self.rng.randrange(self.library.count(edition))
            text = without_pauses(self.library.record_text(edition, index), self.rng)
            piece = self._piece(text.split(), least, most)
            if piece:
                return Drawn((piece,), (str(self.library.passage_at(edition, index)),))
        raise LookupError(f"{edition} has no verse of {least} words")

    def run(self, edition: str, least: int, most: int) -> Drawn:
        """Draw *least* to *most* verses in a row of one surah, together of 8 to 120 words."""
        for _ in range(_ATTEMPTS):
            length = self.rng.randint(least, most)
            first = self.rng.randrange(self.library.count(edition) - length)
            places = [self.library.passage_at(edition, at) for at in range(first, first + length)]
            verses = [self.library.record_text(edition, at) for at in range(first, first + length)]
            verses = [without_pauses(verse, self.rng) for verse in verses]
            if places[0].start[0] == places[-1].start[0] and 8 <= sum(len(v.split()) for v in verses) <= 120:
                return Drawn(tuple(verses), tuple(map(str, places)))
        raise LookupError(f"{edition} has no run of {least} verses")

    def saying(self, work: str, least: int, most: int, language: Language = "ar") -> Drawn:
        """Draw words that a hadith itself puts in quotation marks."""
        editions = self.editions(work, language)
        if not editions:
            raise LookupError(f"{work} is not installed")
        edition = editions[0].id
        for _ in range(_ATTEMPTS):
            index = self.rng.randrange(self.library.count(edition))
            said = _IN_MARKS.findall(self.library.record_text(edition, index).replace("“", '"').replace("”", '"'))
            pieces = [self._piece(text.strip(_TRIM).split(), least, most) for text in said]
            if pieces and pieces[0] and not _NESTED.search(pieces[0]):
                return Drawn((pieces[0].strip(_TRIM),), (str(self.library.passage_at(edition, index)),))
        raise LookupError(f"{edition} has no saying of {least} words")

    def _piece(self, words: list[str], least: int, most: int) -> str:
        if len(words) < least:
            return ""
        if len(words) <= most and self.rng.random() < 0.7:
            return " ".join(words)
        length = self.rng.randint(least, min(most, len(words)))
        first = self.rng.randint(0, len(words) - length) if self.rng.random() < 0.5 else 0
        return _STRAY_MARKS.sub("", " ".join(words[first : first + length])).strip(_TRIM)
