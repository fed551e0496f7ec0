"""Chains: runs on neighbouring diagonals joined across words that were changed, left out or added.  All vectorised."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.detect.seeds import CHANGED_BITS, Runs
from quoteindex.detect.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Runs whose diagonals differ by at most half a band to a band (words left out or added), with at most so many
# document words between them, are one chain.
_BAND = 16
_GAP = 12
# Quotations beside each other may both claim the words at their common border.
_SHARED_EDGE = 2


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of runs, document words first..stop; ``members``: runs chain by chain, ``offsets``: where each begins."""

    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    bits: NDArray[np.float64]
    members: Runs
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.first)

    def select(self, chosen: NDArray[np.bool_]) -> Chains:
        """Return the chosen chains, in order."""
        length = np.diff(self.offsets)
        kept = length[chosen]
        return Chains(
            self.first[chosen],
            self.stop[chosen],
            self.bits[chosen],
            self.members.select(np.repeat(chosen, length)),
            np.concatenate(([0], np.cumsum(kept))),
        )

    def runs(self, chain: int) -> Runs:
        """Return the runs of one chain, in the order of the document."""
        return self.members.select(np.arange(self.offsets[chain], self.offsets[chain + 1]))


def join_runs(runs: Runs, words: Words) -> Chains:
    """Join *runs* to chains."""
    chain = _components(_bands(runs, words, 0), _bands(runs, words, _BAND // 2))
    chain = _without_repeats(runs, chain)
    order = np.argsort(chain << 32 | runs.first, kind="stable")
    runs, chain = runs.select(order), chain[order]
    begins = np.ones(len(runs), dtype=bool)
    begins[1:] = chain[1:] != chain[:-1]
    offsets = np.flatnonzero(begins)
    # Runs of a chain that lie over each other in the document (a phrase that recurs nearby) count once.
    reached = _running_maximum(runs.stop, begins)
    before = np.where(begins, 0, np.append(0, reached[:-1]))
    fresh = np.clip(runs.stop - np.maximum(runs.first, before), 0, None) / (runs.stop - runs.first)
    # A join costs the words between the runs, of the document or of the library, whichever are more.
    words_between = np.maximum(runs.first - before, 1)
    places_between = words_between + np.append(0, np.diff(runs.shift))
    joins = np.where(begins, 0.0, CHANGED_BITS * np.maximum(words_between, np.abs(places_between)))
    gained = np.maximum(runs.bits * fresh - joins, 0)
    if not len(offsets):
        nothing = np.zeros(0, dtype=np.int64)
        return Chains(nothing, nothing, np.zeros(0), runs, np.zeros(1, dtype=np.int64))
    return Chains(
        runs.first[offsets],
        np.maximum.reduceat(runs.stop, offsets),
        np.add.reduceat(gained, offsets),
        runs,
        np.append(offsets, len(runs)),
    )


def _without_repeats(runs: Runs, chain: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give a chain of its own to each run that repeats the document words of another of its chain.

    A refrain stands every few verses: each is a place of its own, and not the continuation of the one before.
    """
    order = np.lexsort((runs.stop, runs.first, chain))
    repeats = np.zeros(len(order), dtype=bool)
    for values in (chain, runs.first, runs.stop):
        sorted_values = values[order]
        agree = sorted_values[1:] == sorted_values[:-1]
        repeats[1:] = agree if values is chain else repeats[1:] & agree
    chain = chain.copy()
    chain[order[repeats]] = len(chain) + np.arange(int(repeats.sum()))
    return chain


def _bands(runs: Runs, words: Words, offset: int) -> NDArray[np.int64]:
    """Label the runs that share a band of diagonals and follow each other closely in one block of the document."""
    band = (runs.shift + len(words) + offset) // _BAND
    order = np.argsort(band << 32 | runs.first, kind="stable")
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = band[order][1:] != band[order][:-1]
    reached = _running_maximum(runs.stop[order], begins)
    first = runs.first[order]
    block = words.block[first]
    begins[1:] |= (first[1:] - reached[:-1] > _GAP) | (block[1:] != block[:-1])
    label = np.empty(len(order), dtype=np.int64)
    label[order] = np.cumsum(begins) - 1
    return label


def _running_maximum(values: NDArray[np.int64], begins: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the maximum so far, starting anew where *begins* is true."""
    if not len(values):
        return values
    lift = np.cumsum(begins) * (int(values.max()) + 1)
    highest: NDArray[np.int64] = np.maximum.accumulate(values + lift)
    return highest - lift


def _components(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Label the connected components of two labellings (the same label in either means connected)."""
    label = one.copy()
    while len(label):
        lowest = np.full(int(other.max()) + 1, len(label), dtype=np.int64)
        np.minimum.at(lowest, other, label)
        new = lowest[other]
        lowest = np.full(int(one.max()) + 1, len(label), dtype=np.int64)
        np.minimum.at(lowest, one, new)
        # A label is itself a label of *one*: going on to where it leads halves the way along a long row of runs.
        new = lowest[lowest[one]]
        if np.array_equal(new, label):
            break
        label = new
    return label


def not_dominated(first: NDArray[np.int64], stop: NDArray[np.int64], weight: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the intervals that are the heaviest over at least one word, in order of the document."""
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    owner = np.full(int(stop.max()), -1, dtype=np.int64)
    starts, stops = first.tolist(), stop.tolist()
    for chain in np.argsort(weight, kind="stable").tolist():
        owner[starts[chain] : stops[chain]] = chain
    left = np.unique(owner[owner >= 0])
    return left[np.argsort(first[left], kind="stable")]


def heaviest_disjoint(first: list[int], stop: list[int], weight: list[float]) -> list[int]:
    """Choose the disjoint intervals of the greatest total weight (weighted interval scheduling).

    Intervals may share ``_SHARED_EDGE`` words at a border.  Returns indices in order of the document.
    """
    order = sorted(range(len(first)), key=lambda k: (stop[k], first[k]))
    ends: list[int] = []
    best: list[float] = [0.0]
    taken: list[tuple[bool, int]] = []
    for k in order:
        before = bisect_right(ends, first[k] + min(_SHARED_EDGE, (stop[k] - first[k]) // 3))
        with_it = best[before] + weight[k]
        taken.append((with_it > best[-1], before))
        best.append(max(with_it, best[-1]))
        ends.append(stop[k])
    chosen, at = [], len(order)
    while at:
        takes, before = taken[at - 1]
        if takes:
            chosen.append(order[at - 1])
        at = before if takes else at - 1
    return chosen[::-1]
