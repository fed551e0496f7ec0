"""Prose without quotations: what the quotations of the bench are set into, and what must be left alone.

The paragraphs in ``data/`` were written for this bench.  Larger real prose, which is not ours to publish, is read from
the folder that the environment variable ``QUOTEINDEX_PROSE`` names: ``modern/``, ``classical/``, ``english/`` hold
plain text files.  Beside ``NAME.txt`` may lie ``NAME.quotes.tsv`` (start, end, passage): stretches that do quote, found
by reading.
"""

from __future__ import annotations

import csv
import os
import random
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

VARIABLE = "QUOTEINDEX_PROSE"
_HERE = Path(__file__).resolve().parent / "data"
_SENTENCE_END = re.compile(r"(?<=[.؟?!])\s+")


@dataclass(frozen=True)
class Real:
    """A real text: its name, its words, and the stretches of it that do quote."""

    name: str
    text: str
    quotes: tuple[tuple[int, int], ...]


@lru_cache
def paragraphs(kind: str) -> tuple[str, ...]:
    """Return the paragraphs of ``data/KIND.txt``."""
    return tuple(p.strip() for p in (_HERE / f"{kind}.txt").read_text(encoding="utf-8").split("\n\n") if p.strip())


@lru_cache
def sentences(kind: str) -> tuple[str, ...]:
    """Return the sentences of ``data/KIND.txt``."""
    return tuple(s for p in paragraphs(kind) for s in _SENTENCE_END.split(p))


def shuffled(kind: str, characters: int, rng: random.Random) -> str:
    """Return about that many characters of prose, the sentences in random order, in paragraphs."""
    chosen: list[str] = []
    length = 0
    while length < characters:
        sentence = rng.choice(sentences(kind))
        chosen.append(sentence)
        length += len(sentence) + 1
    rows = [" ".join(chosen[at : at + 6]) for at in range(0, len(chosen), 6)]
    return "\n\n".join(rows) + "\n"


def real(kind: str) -> tuple[Real, ...]:
    """Return the texts of one kind in the folder of real prose; none where it is not there."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        return ()
    return tuple(_read(path) for path in sorted((Path(folder) / kind).glob("*.txt")))


def _read(path: Path) -> Real:
    quotes: list[tuple[int, int]] = []
    for table in (path.with_suffix(".tsv"), path.with_name(f"{path.stem}.quotes.tsv")):
        if table.is_file():
            with table.open(encoding="utf-8", newline="") as file:
                rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                quotes += [(int(row["start"]), int(row["end"])) for row in rows]
    return Real(path.stem, path.read_text(encoding="utf-8"), tuple(sorted(quotes)))
