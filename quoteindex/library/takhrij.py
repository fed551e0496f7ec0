"""Takhrij: which hadith stand elsewhere in the same or nearly the same words.

Computed when the library is compiled, from its matching tables (words as numbers, the bounds of each matn), and read
back by `parallels`.  Two records are compared where they share enough of their rare runs of three words, of which each
record keeps a sample (min-hash: the runs of the lowest hashes, so that two records choose alike).  Their likeness is
the share of words that both have in the same order: 2 x common / (words of one + words of the other); or, where a
report stands inside a longer one, nine tenths of its likeness to that stretch.  Since reports are full of common words
("the Messenger of Allah forbade …"), the telling words must agree as well, each weighed by its information; "with this
chain, the like of it" weighs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.library.isnad import formulae
from quoteindex.library.matching import GROUPS, Tables, run_keys
from quoteindex.library.store import map_array
from quoteindex.model import Passage
from quoteindex.text.tokens import tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteindex.library.library import Library
    from quoteindex.library.matching import Group

ALIKE = 0.5  # the least likeness of two parallels, by order of words and by weight of telling words
_GROUP = "hadith-ar"
_RUN = 3  # words of a run
_SHORT = 24  # words: of shorter reports runs of two and rare words count as well, for a variant breaks most runs
_COMMON = 150  # a run in more records than this is a formula
_SAMPLE = 32  # runs that each record keeps
_SHARED = 2  # runs that two records must share to be compared
_INSIDE = 0.7  # the least likeness of a report to a stretch of a longer one
_INSIDE_COUNTS = 0.9  # what that is worth: the whole is not the same
_CONTAINED = 8  # words of the shortest report that is looked for inside another
_COMMON_BITS = 6.0  # information of a word that stands anywhere; what a word has beyond it is its weight
_TELLING = 8.0  # the least weight that two parallels share: one rare word, or two less rare ones
_BATCH = 200_000  # pairs compared at once
_SURROGATES, _SURROGATE_COUNT = 0xD800, 0x800


@dataclass(frozen=True, slots=True)
class Parallels:
    """For record k, ``others[offsets[k]:offsets[k + 1]]`` are like it, by ``likeness`` (0 to 1), the closest first."""

    offsets: NDArray[np.int32]
    others: NDArray[np.int32]
    likeness: NDArray[np.float32]

    def of(self, record: int) -> list[tuple[int, float]]:
        """Return the records that are like *record*, with their likeness."""
        first, end = int(self.offsets[record]), int(self.offsets[record + 1])
        return list(zip(self.others[first:end].tolist(), self.likeness[first:end].tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the arrays into *folder*, which is made."""
        folder.mkdir()
        for name in ("offsets", "others", "likeness"):
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, folder: Path) -> Parallels:
        """Map the arrays in *folder* into memory."""
        return cls(*(map_array(folder / f"{name}.npy") for name in ("offsets", "others", "likeness")))


def compile_parallels(folder: Path) -> None:
    """Compare the Arabic hadith of the library in *folder*, whose matching tables are there; write ``takhrij/``."""
    group, tables = _group(folder), Tables(folder)
    weight = np.maximum(tables.information("ar") - _COMMON_BITS, 0)
    weight[tables.numbers(tokenise(" ".join(formulae()))[0].key, "ar")] = 0
    find_parallels(group.words, group.matn, weight).save(folder / "takhrij")


def parallels(library: Library, passage: Passage) -> tuple[tuple[Passage, float], ...]:
    """Return the hadith whose matn is like that of *passage*, with their likeness (0.5 to 1), the closest first.

    A passage that several editions have counts once, by its closest text.
    """
    group, found = _opened(library.path)
    closest: dict[Passage, float] = {}
    for edition, first in group.editions:
        if (index := library.index_of(passage, edition)) is None:
            continue
        for record, likeness in found.of(first + index):
            other = library.passage_at(*group.place(record))
            closest[other] = max(closest.get(other, 0.0), round(likeness, 3))
    closest.pop(passage, None)
    return tuple(sorted(closest.items(), key=lambda pair: (-pair[1], library.sort_key(pair[0]))))


def find_parallels(
    words: NDArray[np.int32], bounds: NDArray[np.int32], weight: NDArray[np.float32]
) -> Parallels:
    """Compare the reports that stand in *words* (numbers of words) between *bounds* (n rows: first word, end).

    ``weight[n]`` is how much word number n tells, in bits.
    """
    count = len(bounds)
    one, other = _pairs(words, np.asarray(bounds, dtype=np.int64))
    likeness = _likeness(words, bounds, one, other)
    alike = np.flatnonzero(likeness >= ALIKE)
    kept = alike[_tell_the_same(words, bounds, weight, one[alike], other[alike])]
    one, other, likeness = one[kept], other[kept], likeness[kept]
    record, similar, weight = np.append(one, other), np.append(other, one), np.append(likeness, likeness)
    order = np.lexsort((similar, -weight, record))
    offsets = np.searchsorted(record[order], np.arange(count + 1)).astype(np.int32)
    return Parallels(offsets, similar[order].astype(np.int32), weight[order].astype(np.float32))


@lru_cache(maxsize=2)
def _opened(folder: Path) -> tuple[Group, Parallels]:
    """Map what says which hadith are alike; mapping it anew for each question would cost more than the answer."""
    return _group(folder), Parallels.open(folder / "takhrij")


def _group(folder: Path) -> Group:
    return Tables(folder).groups[[kind.name for kind in GROUPS].index(_GROUP)]


def _pairs(words: NDArray[np.int32], bounds: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the records, the lower first, that share enough sampled runs."""
    count = len(bounds)
    short = np.where((bounds[:, 1] - bounds[:, 0] < _SHORT)[:, None], bounds, 0)
    runs = [_runs(words, bounds, _RUN), *(_runs(words, short, length) for length in range(1, _RUN))]
    keys, records = _sample(np.concatenate([k for k, _ in runs]), np.concatenate([r for _, r in runs]), count)
    needed = np.minimum(_SHARED, np.bincount(records, minlength=count))
    order = np.argsort(keys, kind="stable")
    keys, records = keys[order], records[order]
    found = [np.zeros(0, dtype=np.int64)]
    for step in range(1, _COMMON):
        same = np.flatnonzero(keys[step:] == keys[:-step]) if step < len(keys) else np.zeros(0, dtype=np.int64)
        if not len(same):
            break
        first, second = records[same], records[same + step]
        found.append(np.minimum(first, second) * count + np.maximum(first, second))
    pairs, shared = np.unique(np.concatenate(found), return_counts=True)
    one, other = pairs // max(count, 1), pairs % max(count, 1)
    enough = (shared >= np.minimum(needed[one], needed[other])) & (one != other)
    return one[enough], other[enough]


def _runs(
    words: NDArray[np.int32], bounds: NDArray[np.int64], length: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the key of each run of *length* words inside the bounds, and the record in which it stands."""
    sizes = np.maximum(bounds[:, 1] - bounds[:, 0] - length + 1, 0)
    records = np.repeat(np.arange(len(bounds)), sizes)
    within = np.arange(len(records)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return run_keys(words, length)[bounds[records, 0] + within] + np.uint64(length), records


def _sample(
    keys: NDArray[np.uint64], records: NDArray[np.int64], count: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return of each record the runs of the lowest keys among those that other records have too, but not too many."""
    order = np.lexsort((keys, records))
    keys, records = keys[order], records[order]
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (records[1:] != records[:-1])
    keys, records = keys[fresh], records[fresh]
    _, which, spread = np.unique(keys, return_inverse=True, return_counts=True)
    telling = (spread[which] > 1) & (spread[which] <= _COMMON)
    keys, records = keys[telling], records[telling]
    starts = np.searchsorted(records, np.arange(count))
    lowest = np.arange(len(records)) - starts[records] < _SAMPLE
    return keys[lowest], records[lowest]


def _likeness(
    words: NDArray[np.int32], bounds: NDArray[np.int32], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the likeness of each pair of records, 0 where it is below what counts."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.fuzz import partial_ratio
    from rapidfuzz.process import cpdist

    spelt = _as_text(words)
    texts = [spelt[first:end] for first, end in bounds.tolist()]
    likeness = np.zeros(len(one), dtype=np.float32)
    shorter, longer = _sizes(bounds, one, other)
    for batch in _batches(2 * shorter >= ALIKE * (shorter + longer)):
        left, right = ([texts[k] for k in side[batch].tolist()] for side in (one, other))
        likeness[batch] = cpdist(left, right, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, dtype=np.float32)
    for batch in _batches((likeness < ALIKE) & (shorter >= _CONTAINED)):
        left, right = ([texts[k] for k in side[batch].tolist()] for side in (one, other))
        inside = cpdist(left, right, scorer=partial_ratio, score_cutoff=100 * _INSIDE, dtype=np.float32)
        likeness[batch] = inside / 100 * _INSIDE_COUNTS
    return likeness


def _sizes(
    bounds: NDArray[np.int32], one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the words of the shorter and of the longer record of each pair."""
    sizes = bounds[:, 1] - bounds[:, 0]
    return np.minimum(sizes[one], sizes[other]), np.maximum(sizes[one], sizes[other])


def _batches(chosen: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    places = np.flatnonzero(chosen)
    return (places[at : at + _BATCH] for at in range(0, len(places), _BATCH))


def _tell_the_same(
    words: NDArray[np.int32],
    bounds: NDArray[np.int32],
    weight: NDArray[np.float32],
    one: NDArray[np.int64],
    other: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Say of each pair of records whether its telling words agree, whatever their order."""
    weights: list[float] = weight.tolist()
    told = {int(k): Counter(w for w in words[slice(*bounds[k])].tolist() if weights[w]) for k in {*one, *other}}
    total = {k: sum(weights[w] * n for w, n in counts.items()) for k, counts in told.items()}

    def same(left: int, right: int) -> bool:
        shared: float = sum(weights[w] * n for w, n in (told[left] & told[right]).items())
        return shared >= _TELLING and shared >= ALIKE * min(total[left], total[right])

    return np.array([same(*pair) for pair in zip(one.tolist(), other.tolist(), strict=True)], dtype=bool)


def _as_text(words: NDArray[np.int32]) -> str:
    """Return one character for each word, so that texts of words are compared as fast as words of letters."""
    points = words.astype(np.uint32) + 1
    points[points >= _SURROGATES] += _SURROGATE_COUNT
    return points.tobytes().decode("utf-32-le")
