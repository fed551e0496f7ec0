"""How much a word says: its information in bits, as the library's own words are distributed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.library.matching import tables_of
from quoteindex.model import Language
from quoteindex.verify.words import Word

if TYPE_CHECKING:
    from quoteindex.library.library import Library


def bits_of(words: Sequence[Word], language: Language, library: Library) -> list[float]:
    """Return the information of each word; one that the library does not know says as much as the rarest it knows."""
    tables = tables_of(library)
    information = tables.information(language)
    number = tables.numbers(np.array([word.key for word in words], dtype=np.uint64), language)
    most = float(information.max()) if len(information) else 1.0
    return [float(x) for x in np.where(number > 0, information[number], most)]
