"""What can be asked of an index, as a tree that every engine can carry out.

The leaves are words and phrases (compared by their forms, see ``quoteindex.index.words``), passages, and facts about a
cit; ``And``, ``Or`` and ``Not`` tie them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from quoteindex.index.words import Word

Where = Literal["anywhere", "quoted"]
Fact = Literal["surah", "work", "collection", "verdict", "language", "edition"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side; one word alone is compared by its stem as well, unless ``exact``."""

    words: tuple[Word, ...]
    exact: bool = True
    where: Where = "anywhere"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so, in any of the spellings of the beginning."""

    beginnings: tuple[str, ...]
    where: Where = "anywhere"


@dataclass(frozen=True, slots=True)
class AtLoci:
    """Cits of one of these verses or hadith, by id."""

    loci: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fulfils:
    """Cits of which a fact holds: it has one of these values."""

    fact: Fact
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InDocument:
    """Cits of documents whose path holds these words side by side."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """Every cit."""


@dataclass(frozen=True, slots=True)
class And:
    """Cits that all parts find."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Cits that any part finds."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Cits that the part does not find."""

    part: Query


Query: TypeAlias = Phrase | Prefix | AtLoci | Fulfils | InDocument | Everything | And | Or | Not


def asked_words(query: Query) -> Iterator[Phrase | Prefix]:
    """Yield the words and phrases that a query looks for, those that it excludes left out."""
    if isinstance(query, Phrase | Prefix):
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from asked_words(part)
