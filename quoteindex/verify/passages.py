"""Passages of the library as words, and a quotation held against them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from quoteindex.errors import NoSuchEdition, NoSuchPassage
from quoteindex.model import Language, Passage, Span
from quoteindex.verify.compare import Comparison, compare
from quoteindex.verify.information import bits_of
from quoteindex.verify.words import Text, Word

if TYPE_CHECKING:
    from quoteindex.library.library import Library


@dataclass(frozen=True)
class Held:
    """A quotation held against one edition of a passage.

    ``share`` is the share of the words that agree, of the longer side, each word counted by its information: that
    "the Prophet said" agrees says little.  ``matn``: where the wording stands in ``text``.
    """

    passages: tuple[Passage, ...]
    edition: str
    text: str
    comparison: Comparison
    share: float
    matn: tuple[int, int]

    @property
    def wording(self) -> str:
        """The edition's own words for what was quoted."""
        words = self.comparison.expected[self.comparison.start : self.comparison.stop]
        return self.text[words[0].span.start : words[-1].span.end] if words else ""

    def nearness(self, written: str) -> tuple[float, float]:
        """Rank by the words that agree, then by letters and marks."""
        return self.share, fuzz.ratio(self.wording, written)

    @property
    def covers_matn(self) -> bool:
        """Whether all of the passage is quoted; of a hadith its matn, without the chain before it."""
        if self.comparison.whole:
            return True
        start, end = self.matn
        words = self.comparison.expected
        inside = [number for number, word in enumerate(words) if start <= word.span.start < end]
        if self.comparison.elided or not inside:
            return False
        return self.comparison.start <= inside[0] and inside[-1] < self.comparison.stop


@lru_cache(maxsize=4096)
def passage_words(
    library: Library, passages: tuple[Passage, ...], edition: str
) -> tuple[str, tuple[Word, ...]] | None:
    """Return the text of some passages in one edition, and its words; None where the edition lacks one of them."""
    try:
        text = " ".join(library.text(passage, edition) for passage in passages)
    except (NoSuchPassage, NoSuchEdition):
        return None
    read = Text(text, blessings=not passages[0].is_quran)
    return text, tuple(read.words([Span(0, len(text))], library.edition(edition).language))


def hold(
    quoted: Sequence[Word],
    written: str,
    passages: Sequence[Passage],
    language: Language,
    library: Library,
    edition: str = "",
) -> Held | None:
    """Hold quoted words against the edition of *passages* that is nearest to how they are written.

    Verses are read one after the other; of several hadith the nearest counts.  None where the library has no such
    passage in the language, or no word agrees.
    """
    if len(passages) > 1 and not passages[0].is_quran:
        singly = (hold(quoted, written, [passage], language, library, edition) for passage in passages)
        return max(filter(None, singly), key=lambda held: held.nearness(written), default=None)
    found = []
    for each in library.editions_of(passages[0].work, language):
        if edition and each.id != edition:
            continue
        read = passage_words(library, tuple(passages), each.id)
        comparison = compare(quoted, read[1]) if read else None
        if read and comparison:
            matn = _matn(passages, each.id, library, read[0])
            share = _share(comparison, language, library)
            found.append(Held(tuple(passages), each.id, read[0], comparison, share, matn))
    if len(found) < 2:
        return found[0] if found else None
    return max(found, key=lambda held: held.nearness(written))


def _share(comparison: Comparison, language: Language, library: Library) -> float:
    if len(comparison.agreeing) == len(comparison.quoted) and not comparison.departures:
        return 1.0
    mine = bits_of(comparison.quoted, language, library)
    left_out = [w for d in comparison.departures for w in comparison.expected[d.place : d.place_stop]]
    agree = sum(mine[number] for number, _ in comparison.agreeing)
    return agree / max(sum(mine), agree + sum(bits_of(left_out, language, library)), 1.0)


def best_held(
    quoted: Sequence[Word], written: str, places: Iterable[Sequence[Passage]], library: Library
) -> Held | None:
    """Hold Arabic words against several places and keep the nearest, the first among equals."""
    found = [held for passages in places if (held := hold(quoted, written, passages, "ar", library))]
    return max(found, key=lambda held: held.nearness(written), default=None)


def forms_of(held: Held, library: Library) -> dict[int, set[str]]:
    """Return how the Arabic editions write each word of the passages: skeleton → the forms, with their marks."""
    forms: dict[int, set[str]] = {}
    for edition in library.editions_of(held.passages[0].work, "ar"):
        read = passage_words(library, held.passages, edition.id)
        for word in read[1] if read else ():
            forms.setdefault(word.key, set()).add(word.written)
    return forms


def _matn(passages: Sequence[Passage], edition: str, library: Library, text: str) -> tuple[int, int]:
    """Return where the matn of a single hadith stands in its text; the whole of anything else."""
    if len(passages) == 1 and not passages[0].is_quran:
        index = library.index_of(passages[0], edition)
        if index is not None:
            return library.matn(edition, index)
    return 0, len(text)


def narrowed(held: Held, library: Library) -> Held:
    """Narrow a range of verses to those that are quoted, where the search looked wider."""
    [passage] = held.passages
    verses = library.indices(passage, held.edition)
    quoted, first = [], 0
    for index in verses:
        verse = library.passage_at(held.edition, index)
        read = passage_words(library, (verse,), held.edition)
        stop = first + len(read[1]) if read else first
        if first < held.comparison.stop and held.comparison.start < stop:
            quoted.append(verse)
        first = stop
    if not quoted or len(quoted) == len(verses):
        return held
    closer = hold(
        held.comparison.quoted, held.wording, [Passage(passage.work, quoted[0].start, quoted[-1].end)], "ar", library
    )
    return closer if closer and closer.share >= held.share else held
