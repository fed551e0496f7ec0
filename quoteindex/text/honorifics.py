"""Phrases of blessing (صلى الله عليه وسلم, "peace be upon him"): passed over wherever words are compared."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.model import Language
from quoteindex.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray


@lru_cache(maxsize=2)
def phrases(language: Language) -> tuple[NDArray[np.uint64], ...]:
    """Return the keys of each phrase's words, the longest phrase first."""
    lines = (files("corpora") / "honorifics.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    side = 0 if language == "ar" else 1
    keys = (tokenise(row["phrase"])[side].key for row in rows if row["language"] == language)
    return tuple(sorted(keys, key=len, reverse=True))


def without_honorifics(tokens: Tokens, language: Language) -> Tokens:
    """Return the words of *tokens* that belong to no honorific phrase."""
    spoken = np.ones(len(tokens), dtype=bool)
    by_first: dict[int, list[NDArray[np.uint64]]] = {}
    for phrase in phrases(language):
        by_first.setdefault(int(phrase[0]), []).append(phrase)
    for first, group in by_first.items():
        starts = np.flatnonzero(tokens.key == np.uint64(first))
        for phrase in group:
            here = starts[starts + len(phrase) <= len(tokens)]
            for position in range(1, len(phrase)):
                here = here[tokens.key[here + position] == phrase[position]]
            for position in range(len(phrase)):
                spoken[here + position] = False
    return tokens if spoken.all() else tokens.select(spoken)
