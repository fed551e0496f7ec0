"""Seeds and runs: where runs of a document's words stand in the library, grouped by diagonal.  All vectorised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.detect.words import Words
from quoteindex.library.matching import Group, run_keys

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Two seeds on one diagonal with at most so many words between their beginnings are one run.
_GAP = 6
# What a word that differs, is missing or is added takes from a match, in bits.
CHANGED_BITS = 4.0
# A run has so many words, or tells so many times the least.
_SURE_WORDS, _SURE_BITS = 3, 1.4
# How far a run is lengthened word by word beyond its seeds, while the words agree.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches that repeat the library word by word: document words first..stop, library place = word + shift."""

    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    shift: NDArray[np.int64]
    bits: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.first)

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Runs:
        """Return the chosen runs, in the order of the choice."""
        return Runs(self.first[chosen], self.stop[chosen], self.shift[chosen], self.bits[chosen])


def find_runs(words: Words, group: Group, least_bits: float) -> Runs:
    """Return the runs of at least *least_bits* of information, in no particular order."""
    word, place = _seeds(words, group, _SURE_BITS * least_bits)
    if not len(word):
        nothing = np.zeros(0, dtype=np.int64)
        return Runs(nothing, nothing, nothing, np.zeros(0))
    # One number for (diagonal, word), so that one sort brings the seeds of a run together.
    diagonal_and_word = np.sort((place - word + len(words)) << 32 | word)
    shift = (diagonal_and_word >> 32) - len(words)
    word = diagonal_and_word & 0xFFFFFFFF
    begins = np.ones(len(word), dtype=bool)
    begins[1:] = (shift[1:] != shift[:-1]) | (word[1:] - word[:-1] > _GAP)
    last = np.flatnonzero(np.append(begins[1:], True))
    first, stop, shift = word[begins], word[last] + 2, shift[begins]
    return _measured(words, group, first, stop, shift, least_bits)


def _seeds(words: Words, group: Group, sure_bits: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs (document word, place in the group) at which a rare run of words begins.

    Of two words in a row only what goes on in a third, on either side, or what tells *sure_bits*.
    """
    number = words.number
    found_word, found_place = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    same_block = words.block[:-1] == words.block[1:]
    begins = np.flatnonzero((number[:-1] > 0) & (number[1:] > 0) & same_block)
    for grams in group.grams:
        begins = begins[begins <= len(number) - grams.length]
        if not len(begins):
            break
        index = grams.table.find(run_keys(number, grams.length)[begins])
        begins, index = begins[index >= 0], index[index >= 0]
        first = grams.offsets[index].astype(np.int64)
        count = grams.offsets[index + 1] - first
        word = np.repeat(begins, count)
        place = grams.places[np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(word))]
        if grams.length == 2:
            kept = _goes_on(words, group, word, place) | (words.bits[word] + words.bits[word + 1] >= sure_bits)
            word, place = word[kept], place[kept]
        found_word.append(word)
        found_place.append(place.astype(np.int64))
        common = np.zeros(len(number) + 1, dtype=bool)
        common[begins[grams.common[index]]] = True
        begins = np.flatnonzero(common[:-1] & common[1:])
    return np.concatenate(found_word), np.concatenate(found_place)


def _goes_on(words: Words, group: Group, word: NDArray[np.int64], place: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether the word before a pair, or the one after it, agrees as well."""
    # One word that agrees with nothing stands before the first and after the last.
    number = np.concatenate(([-1], words.number, [-1])).astype(np.int32)
    agrees: NDArray[np.bool_] = group.words[place - 1] == number[word]
    agrees |= group.words[place + 2] == number[word + 3]
    return agrees


def _measured(
    words: Words, group: Group, first: NDArray[np.int64], stop: NDArray[np.int64], shift: NDArray[np.int64],
    least_bits: float,
) -> Runs:  # fmt: skip
    """Sum the information of the words that agree, seeds and what follows on either side."""
    library = group.words
    first, stop = first.copy(), stop.copy()
    length = stop - first
    run = np.repeat(np.arange(len(first)), length)
    word = np.arange(len(run)) - np.repeat(np.cumsum(length) - length, length) + first[run]
    agrees = (library[word + shift[run]] == words.number[word]) & (words.number[word] > 0)
    told = np.where(agrees, words.bits[word], -CHANGED_BITS)
    bits = np.bincount(run, weights=told, minlength=len(first)).astype(np.float64)
    for step, edge in ((-1, first), (1, stop)):
        going = np.arange(len(first))
        at = edge[going] - (step < 0)
        for _ in range(_REACH):
            inside = (at >= 0) & (at < len(words))
            going, at = going[inside], at[inside]
            place = at + shift[going]
            same = (place >= 0) & (place < len(library))
            going, at, place = going[same], at[same], place[same]
            previous = at - step
            same = (
                (library[place] == words.number[at]) & (words.number[at] > 0)
                & (words.block[at] == words.block[np.clip(previous, 0, len(words) - 1)])
            )  # fmt: skip
            going, at = going[same], at[same]
            bits[going] += words.bits[at]
            edge[going] += step
            at = at + step
    # Two words in a row that tell little are chance, also within a chain.
    enough = (bits >= least_bits) & ((stop - first >= _SURE_WORDS) | (bits >= _SURE_BITS * least_bits))
    return Runs(first[enough], stop[enough], shift[enough], bits[enough])
