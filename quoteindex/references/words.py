"""The words that make a name or a number a reference, by the part they play: ``corpora/reference_words.tsv``."""

from __future__ import annotations

import re
from functools import cache

from quoteindex.library.works import table
from quoteindex.references.folding import folded


@cache
def roles() -> dict[str, frozenset[str]]:
    """Return folded word → the parts it may play (quran, surah, verse, hadith, number, book, volume, page, …)."""
    found: dict[str, set[str]] = {}
    for row in table("reference_words"):
        for word in row["words"].split("|"):
            found.setdefault(folded(word), set()).add(row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}


NONE: frozenset[str] = frozenset()


def role(word: str) -> frozenset[str]:
    """Return the parts that a folded *word* may play; empty for an ordinary word."""
    return roles().get(word, NONE)


@cache
def alternation(kind: str) -> str:
    """Return the words of one *kind* as the inside of a pattern, longest first."""
    words = sorted((word for word, kinds in roles().items() if kind in kinds), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in words)
