"""The words that make a name or a number a reference, by the part they play: ``corpora/reference_words.tsv``."""

from __future__ import annotations

import re
from functools import cache

from quoteindex.references.folding import folded
from quoteindex.tables import table

NONE: frozenset[str] = frozenset()

CLITICS = "وفبلك"
"""Particles that Arabic writes in one word with the next: and, so, by, for, as."""


@cache
def _roles() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("reference_words"):
        for word in row["words"].split("|"):
            found.setdefault(folded(word), set()).add(row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}


def role(word: str) -> frozenset[str]:
    """Return the parts that a folded *word* may play; empty for an ordinary word."""
    return _roles().get(word, NONE)


def clitics(word: str, kind: str) -> int | None:
    """Return how many particles an Arabic *word* of *kind* begins with, None where it is not of that kind.

    >>> clitics("سوره", "surah"), clitics("وسوره", "surah"), clitics("كتب", "surah")
    (0, 1, None)
    """
    if kind in role(word):
        return 0
    if len(word) > 2 and word[0] in CLITICS and kind in role(word[1:]):
        return 1
    return None


def words_of(kind: str) -> list[str]:
    """Return the folded words of one *kind*, longest first."""
    return sorted((word for word, kinds in _roles().items() if kind in kinds), key=lambda word: (-len(word), word))


@cache
def alternation(*kinds: str) -> str:
    """Return the words of the *kinds* as the inside of a pattern, longest first."""
    return "|".join(re.escape(word) for kind in kinds for word in words_of(kind))
