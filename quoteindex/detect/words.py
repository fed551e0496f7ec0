"""A document's words of one language, as the library numbers them, and where a quotation cannot run on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.model import Language
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
    formulaic = np.where(words_in_phrases(own, "formulae.tsv", "formula", language), bits, 0)
    said_by_all = np.concatenate(([0.0], np.cumsum(formulaic, dtype=np.float64)))
    return Words(number, bits, own.start, own.end, block.astype(np.int32), said_by_all)
