"""Exact alignment of the few stretches that are left: borders to the word, and how many words differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from quoteindex.detect.seeds import CHANGED_BITS, Runs
from quoteindex.detect.words import WordsInText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# How many words beyond the sure part are looked at for its continuation.
_WINDOW = 8
# What more must be gained, in bits, by a continuation across a word that differs.
_CROSSING_BITS = 8.0
# Words whose letters agree to this share are taken for one word misspelt or differently inflected.
_SIMILAR = 0.6
# What a word that the library does not know is worth, when it is similar to the library's.
UNKNOWN_BITS = 8.0
# Longer gaps are not aligned word by word: their words count as changed.
_LONGEST_GAP = 24



@dataclass(frozen=True, slots=True)
class Alignment:
    """Document words first..stop against library words place..place_stop.

    ``bits``: information of what agrees, less what differs; ``same``: words that agree (a similar word counts as half);
    ``edits``: words changed, left out or added.
    """

    first: int
    stop: int
    place: int
    place_stop: int
    bits: float
    same: float
    edits: int

    @property
    def score(self) -> float:
        """The share of words that agree, of the longer side."""
        return self.same / max(self.stop - self.first, self.place_stop - self.place, 1)


@dataclass(frozen=True, slots=True)
class _Part:
    words: int
    places: int
    bits: float
    same: float
    edits: int


_NOTHING = _Part(0, 0, 0.0, 0.0, 0)
_Piece = tuple[int, int, int]
"""Document words first..stop on one diagonal: library word = document word + the third number."""
_Cell = tuple[float, float, int, int]
"""Of the best alignment so far: bits, words that agree, edits, those of them that are not just similar words."""


class Aligner:
    """Aligns a document's words with the words of one group of editions, of which *spellings* has the letters."""

    def __init__(self, words: WordsInText, library: NDArray[np.int32], spellings: list[str]) -> None:
        self._words = words.words
        self._library = library
        self._spelling = words.spelling
        self._spellings = spellings
        self._barrier = words.barrier

    def align(self, runs: Runs, low: int, high: int) -> Alignment:
        """Align along *runs* (one chain), without leaving the library words low..high."""
        pieces = self._disjoint(runs, low, high)
        first, stop, shift = pieces[0]
        total = self._straight(first, stop, shift)
        place, place_stop = first + shift, stop + shift
        for next_first, next_stop, next_shift in pieces[1:]:
            between = self._between(stop, next_first, place_stop, next_first + next_shift)
            total = _sum(total, between, self._straight(next_first, next_stop, next_shift))
            stop, place_stop = next_stop, next_stop + next_shift
        after = self._beyond(stop, place_stop, high, 1)
        before = self._beyond(first - 1, place - 1, low - 1, -1)
        total = _sum(before, total, after)
        return Alignment(
            first - before.words, stop + after.words, place - before.places, place_stop + after.places,
            total.bits, total.same, total.edits,
        )  # fmt: skip

    def _disjoint(self, runs: Runs, low: int, high: int) -> list[_Piece]:
        """Return (first, stop, shift) of the runs, the longest first, so far as words and places both go forward."""
        rows = zip(runs.first.tolist(), runs.stop.tolist(), runs.shift.tolist(), strict=True)
        pieces: list[_Piece] = []
        for first, stop, shift in sorted(rows, key=lambda row: row[0] - row[1]):
            piece: _Piece | None = (max(first, low - shift), min(stop, high - shift), shift)
            for other in pieces:
                piece = _beside(piece, other) if piece else None
            if piece and piece[0] < piece[1]:
                pieces.append(piece)
        return sorted(pieces) or [(int(runs.first[0]), int(runs.stop[0]), int(runs.shift[0]))]

    def _straight(self, first: int, stop: int, shift: int) -> _Part:
        """Compare word by word along a diagonal."""
        agrees = self._words.number[first:stop] == self._library[first + shift : stop + shift]
        bits = float(self._words.bits[first:stop][agrees].sum())
        if agrees.all():
            return _Part(stop - first, stop - first, bits, stop - first, 0)
        same = float(agrees.sum())
        edits = 0
        for word in (first + index for index, agree in enumerate(agrees.tolist()) if not agree):
            likeness = self._likeness(word, word + shift)
            bits += likeness * self._bits(word) / 2 if likeness else -CHANGED_BITS
            same += likeness / 2
            edits += 1
        return _Part(stop - first, stop - first, bits, same, edits)

    def _between(self, first: int, stop: int, place: int, place_stop: int) -> _Part:
        """Align what lies between two runs, from end to end."""
        words, places = stop - first, place_stop - place
        longer = max(words, places)
        if not words or not places or longer > _LONGEST_GAP:
            return _Part(words, places, -CHANGED_BITS * longer, 0.0, longer)
        return _Part(words, places, *self._table(first, place, words, places, 1)[words][places][:3])

    def _beyond(self, word: int, place: int, limit: int, step: int) -> _Part:
        """Align what follows beyond an end, as far as it gains."""
        words = self._words
        ends = len(words) if step > 0 else -1
        room = min(_WINDOW, (ends - word) * step)
        block = words.block[word - step] if 0 <= word - step < len(words) else -1
        count = 0
        while count < room and words.block[word + count * step] == block:
            count += 1
        places = min(_WINDOW, (limit - place) * step)
        if count <= 0 or places <= 0 or not self._promising(word, place, count, places, step):
            return _NOTHING
        table = self._table(word, place, count, places, step)
        # Across a word that differs, what follows must gain enough: a single common word agrees by chance.
        best = max(
            (cell[0] - (_CROSSING_BITS if cell[3] else 0), r, c)
            for r, row in enumerate(table) for c, cell in enumerate(row)
        )  # fmt: skip
        return _Part(best[1], best[2], *table[best[1]][best[2]][:3]) if best[0] > 0 else _NOTHING

    def _promising(self, word: int, place: int, words: int, places: int, step: int) -> bool:
        """Whether the next words are similar, or words further on that stand on both sides tell enough."""
        if self._likeness(word, place):
            return True
        low, high = sorted((word, word + step * (words - 1)))
        here = self._words.number[low : high + 1].tolist()
        low_place, high_place = sorted((place, place + step * (places - 1)))
        there = set(self._library[low_place : high_place + 1].tolist()) - {0}
        bits = self._words.bits[low : high + 1].tolist()
        told: float = sum(bit for number, bit in zip(here, bits, strict=True) if number in there)
        return told > _CROSSING_BITS + CHANGED_BITS

    def _table(self, word: int, place: int, words: int, places: int, step: int) -> list[list[_Cell]]:
        """Fill the table of best alignments of the first r words with the first c places."""
        here = [word + r * step for r in range(words)]
        there = [place + c * step for c in range(places)]
        likeness = self._likenesses(here, there)
        above: list[_Cell] = [(-CHANGED_BITS * c, 0.0, c, c) for c in range(places + 1)]
        table = [above]
        for r, at in enumerate(here):
            barrier = self._barrier(at - 1 if step > 0 else at)
            bits = float(self._words.bits[at]) or UNKNOWN_BITS
            left: _Cell = (above[0][0] - CHANGED_BITS - barrier, 0.0, r + 1, r + 1)
            row = [left]
            for c in range(places):
                like = likeness[r][c]
                before = above[c]
                if like == 1:
                    best = (before[0] + bits - barrier, before[1] + 1, before[2], before[3])
                elif like:
                    best = (before[0] + like * bits / 2 - barrier, before[1] + like / 2, before[2] + 1, before[3])
                else:
                    best = (before[0] - CHANGED_BITS - barrier, before[1], before[2] + 1, before[3] + 1)
                up = above[c + 1]
                if up[0] - CHANGED_BITS - barrier > best[0]:
                    best = (up[0] - CHANGED_BITS - barrier, up[1], up[2] + 1, up[3] + 1)
                if left[0] - CHANGED_BITS > best[0]:
                    best = (left[0] - CHANGED_BITS, left[1], left[2] + 1, left[3] + 1)
                row.append(best)
                left = best
            table.append(row)
            above = row
        return table

    def _likenesses(self, here: list[int], there: list[int]) -> list[list[float]]:
        """Compare words with places: equal ones anywhere, similar ones only near the diagonal."""
        numbers = [int(self._words.number[at]) for at in here]
        others = [int(self._library[at]) for at in there]
        table = []
        for r, number in enumerate(numbers):
            row = [1.0 if number and number == other else 0.0 for other in others]
            if 1.0 not in row[max(0, r - 1) : r + 2]:
                for c in range(max(0, r - 1), min(len(row), r + 2)):
                    row[c] = self._likeness(here[r], there[c])
            table.append(row)
        return table

    def _same(self, word: int, place: int) -> bool:
        number = self._words.number[word]
        return bool(number > 0 and number == self._library[place])

    def _bits(self, word: int) -> float:
        return float(self._words.bits[word]) or UNKNOWN_BITS

    def _likeness(self, word: int, place: int) -> float:
        if self._same(word, place):
            return 1.0
        number = int(self._library[place])
        if not number:
            return 0.0
        one, other = self._spelling(word), self._spellings[number]
        if min(len(one), len(other)) < 2:
            return 0.0
        return float(Levenshtein.normalized_similarity(one, other, score_cutoff=_SIMILAR))


def _beside(piece: _Piece, other: _Piece) -> _Piece | None:
    """Cut a piece to what stands wholly before or wholly after another, in words and in places; None if neither."""
    first, stop, shift = piece
    other_first, other_stop, other_shift = other
    if first < other_first and first + shift < other_first + other_shift:
        return first, min(stop, other_first, other_first + other_shift - shift), shift
    if stop > other_stop and stop + shift > other_stop + other_shift:
        return max(first, other_stop, other_stop + other_shift - shift), stop, shift
    return None


def _sum(*parts: _Part) -> _Part:
    return _Part(
        sum(p.words for p in parts),
        sum(p.places for p in parts),
        sum(p.bits for p in parts),
        sum(p.same for p in parts),
        sum(p.edits for p in parts),
    )
