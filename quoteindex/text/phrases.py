"""Tables of phrases found among the words of a text, all at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.model import Language
from quoteindex.tables import table
from quoteindex.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray


@lru_cache(maxsize=8)
def phrases(name: str, column: str, language: Language) -> dict[int, tuple[NDArray[np.uint64], ...]]:
    """Return the phrases of a table in ``corpora/``, as keys of words, by the key of their first word."""
    side = 0 if language == "ar" else 1
    by_first: dict[int, list[NDArray[np.uint64]]] = {}
    for row in table(name):
        if row["language"] == language and len(keys := tokenise(row[column])[side].key):
            by_first.setdefault(int(keys[0]), []).append(keys)
    return {first: tuple(found) for first, found in by_first.items()}


def words_in_phrases(tokens: Tokens, name: str, column: str, language: Language) -> NDArray[np.bool_]:
    """Say of each word whether it belongs to a phrase of the table."""
    inside = np.zeros(len(tokens), dtype=bool)
    by_first = phrases(name, column, language)
    begins = np.flatnonzero(np.isin(tokens.key, np.fromiter(by_first, dtype=np.uint64)))
    keys = tokens.key[begins]
    for first in np.unique(keys).tolist():
        starts = begins[keys == np.uint64(first)]
        for phrase in by_first[first]:
            here = starts[starts + len(phrase) <= len(tokens)]
            for position in range(1, len(phrase)):
                here = here[tokens.key[here + position] == phrase[position]]
            for position in range(len(phrase)):
                inside[here + position] = True
    return inside


def without_honorifics(tokens: Tokens, language: Language) -> Tokens:
    """Return the words that belong to no phrase of blessing (صلى الله عليه وسلم, "peace be upon him").

    They are passed over wherever words are compared, in documents and in reference texts alike.
    """
    silent = words_in_phrases(tokens, "honorifics", "phrase", language)
    return tokens.select(~silent) if silent.any() else tokens
