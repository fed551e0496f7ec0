"""How much a word says: its information in bits, as the library's own words are distributed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.library.matching import Tables
from quoteindex.model import Language
from quoteindex.verify.words import Word

if TYPE_CHECKING:
    from quoteindex.library.library import Library


def tables_of(library: Library) -> Tables:
    """Return the matching tables of a library, opened once."""
    return _opened(str(library.path))


@lru_cache(maxsize=2)
def _opened(path: str) -> Tables:
    return Tables(Path(path))


def bits_of(words: Sequence[Word], language: Language, library: Library) -> list[float]:
    """Return the information of each word; one that the library does not know says as much as the rarest it knows."""
    tables = tables_of(library)
    information = tables.information(language)
    number = tables.numbers(np.array([word.key for word in words], dtype=np.uint64), language)
    most = float(information.max()) if len(information) else 1.0
    return [float(x) for x in np.where(number > 0, information[number], most)]
