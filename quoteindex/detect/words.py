"""A document's words of one language, as the library numbers them, and where a quotation cannot run on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.model import Language, Span
from quoteindex.text.arabic import normalise
from quoteindex.text.characters import MARK, SIZE, characters
from quoteindex.text.phrases import without_honorifics, words_in_phrases
from quoteindex.text.tokens import Tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteindex.library.matching import Tables

# A reference in brackets, names and numbers: its words are not the quotation's, and a quotation does not run across it.
_BRACKETED_REFERENCE = re.compile(r"[\[({﴿][^\[\](){}﴿﴾\n]{0,80}?\d[^\[\](){}﴿﴾\n]{0,40}[\])}﴾]")
# A blank line ends a quotation (also a blank line of a block quotation), and so do words of the other script: an Arabic
# gloss or blessing may stand in an English rendering, a single foreign word in an Arabic quotation.
_BLANK_LINE = re.compile(r"\n[ \t>|]*\r?(?=\n)")
_FOREIGN_WORDS: dict[Language, int] = {"ar": 1, "en": 4}
# What it costs, in bits, that a quotation is lengthened across a mark.
_BARRIERS = (
    (re.compile(r"[﴿﴾«»“”„\"{}\[\]()<>|]|\*\*"), 9.0),
    (re.compile(r"[\n\r]"), 3.0),
    (re.compile(r"[.!?؟:؛;…]"), 3.0),
    (re.compile(r"[،,\-–—]"), 0.5),
)


@dataclass(frozen=True, slots=True)
class Words:
    """A document's words of one language: ``number`` as the vocabulary counts them (0 unknown), ``bits`` of each.

    ``start``/``end``: code points of the document; ``block``: words of different blocks (across a blank line, across
    words of the other script) are never quoted together.  ``said_by_all``: the bits that words in formulae tell, summed
    from the beginning (one more than words); needed only where a document is scanned.
    """

    number: NDArray[np.int32]
    bits: NDArray[np.float32]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    block: NDArray[np.int32]
    said_by_all: NDArray[np.float64] = field(default_factory=lambda: np.zeros(1))

    def __len__(self) -> int:
        return len(self.number)


def words_of_document(
    text: str, own: Tokens, other: Tokens, language: Language, tables: Tables
) -> Words:
    """Return the words of *language*, *own*, among those of the other script, *other*."""
    own, other_spoken = without_honorifics(own, language), without_honorifics(other, "en" if language == "ar" else "ar")
    bracketed = [m.span() for m in _BRACKETED_REFERENCE.finditer(text) if re.search(r"[^\W\d_]", m[0])]
    opens, closes = np.array(bracketed, dtype=np.int64).reshape(-1, 2).T
    own = own.select(np.searchsorted(opens, own.start) == np.searchsorted(closes, own.start, side="right"))
    number = tables.numbers(own.key, language)
    breaks = [match.start() for match in _BLANK_LINE.finditer(text)]
    block = np.searchsorted(np.sort(np.concatenate((breaks, opens)).astype(np.int64)), own.start)
    if len(other_spoken):
        before = np.searchsorted(other_spoken.start, own.start)
        block += np.cumsum(np.diff(before, prepend=0) > _FOREIGN_WORDS[language])
    bits = tables.information(language)[number]
    formulaic = np.where(words_in_phrases(own, "formulae", "formula", language), bits, 0)
    said_by_all = np.concatenate(([0.0], np.cumsum(formulaic, dtype=np.float64)))
    return Words(number, bits, own.start, own.end, block.astype(np.int32), said_by_all)


class WordsInText:
    """Words with the text that they stand in."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self.words = words
        self._spellings: dict[int, str] = {}

    def span(self, first: int, stop: int) -> Span:
        """Return the code points of words first..stop, with the marks on the last letter."""
        end = int(self.words.end[stop - 1])
        return Span(int(self.words.start[first]), _with_marks(self._text, end))

    def spelling(self, word: int) -> str:
        """Return the word in normal letters, lower case."""
        if word not in self._spellings:
            stretch = self._text[self.words.start[word] : self.words.end[word]]
            self._spellings[word] = normalise(stretch).lower().replace(" ", "")
        return self._spellings[word]

    def barrier(self, word: int) -> float:
        """Return what it costs, in bits, that a quotation runs on from a word to the next."""
        if word + 1 >= len(self.words):
            return 0.0
        gap = self._text[self.words.end[word] : self.words.start[word + 1]]
        return 0.0 if gap.isspace() else sum(cost for pattern, cost in _BARRIERS if pattern.search(gap))


def _with_marks(text: str, end: int) -> int:
    """Return the end of the word with its last combining marks (vowel signs, Qur'anic signs)."""
    kind = characters().kind
    while end < len(text) and ord(text[end]) < SIZE and kind[ord(text[end])] == MARK:
        end += 1
    return end
