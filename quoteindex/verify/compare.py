"""Quoted words against the words of a passage: where the quotation lies in it, and where it departs from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq, Levenshtein

from quoteindex.verify.words import Word

_SKIP_COST = 0.3  # of a word of the passage that lies between two stretches that agree
# Conjunctions and prepositions written with the next word: whoever quotes from the middle leaves them out.
_JOINED = re.compile("[وف]?[لبك]?")
_BASMALA = 4  # words


@dataclass(frozen=True, slots=True)
class Departure:
    """``quoted[first:stop]`` stands where the passage has ``expected[place:place_stop]``; one may be empty."""

    first: int
    stop: int
    place: int
    place_stop: int


@dataclass(frozen=True)
class Comparison:
    """How quoted words lie against the words of a passage: ``expected[start:stop]`` is what was quoted."""

    quoted: Sequence[Word]
    expected: Sequence[Word]
    start: int
    stop: int
    departures: tuple[Departure, ...]
    elided: bool

    @cached_property
    def agreeing(self) -> tuple[tuple[int, int], ...]:
        """The pairs (quoted word, word of the passage) that agree."""
        return tuple(_agreeing(self))

    @property
    def whole(self) -> bool:
        """Whether the whole passage is quoted."""
        return not self.elided and self.start == 0 and self.stop == len(self.expected)


def compare(quoted: Sequence[Word], expected: Sequence[Word]) -> Comparison | None:
    """Find where *quoted* lies in *expected* and list the departures; None where no word agrees.

    What the passage has before and after the quoted words is not missing; what it has at a marked ellipsis neither.
    """
    if _begins_with_basmala(quoted, expected):
        quoted = quoted[_BASMALA:]
    mine, theirs = [w.key for w in quoted], [w.key for w in expected]
    window = _window(quoted, mine, theirs)
    if window is None:
        return None
    low, high = window
    codes = [code for code in Levenshtein.opcodes(mine, theirs[low:high]) if code.tag != "equal"]
    start, stop = low, high
    departures, elided = [], False
    for code in codes:
        found = Departure(code.src_start, code.src_end, code.dest_start + low, code.dest_end + low)
        if code.tag == "insert" and code.src_start == 0:
            start = found.place_stop
        elif code.tag == "insert" and code.src_start == len(quoted):
            stop = found.place
        elif code.tag == "insert" and quoted[code.src_start].after_break:
            elided = True
        elif not _allowed(found, quoted, expected):
            departures.append(found)
    return Comparison(quoted, expected, start, stop, tuple(departures), elided)


def _begins_with_basmala(quoted: Sequence[Word], expected: Sequence[Word]) -> bool:
    """Say whether the basmala is recited before a passage that does not have it."""
    opening = ["بسم", "الله", "الرحمن", "الرحيم"]
    return (
        len(quoted) > _BASMALA
        and [w.letters for w in quoted[:_BASMALA]] == opening
        and [w.letters for w in expected[:_BASMALA]] != opening
    )


def _window(quoted: Sequence[Word], mine: list[int], theirs: list[int]) -> tuple[int, int] | None:
    """Choose the stretch of the passage in which the agreeing words lie densest, as wide as the quotation."""
    blocks = [code for code in LCSseq.opcodes(mine, theirs) if code.tag == "equal"]
    if not blocks:
        return None
    best, best_score, score, first = (blocks[0], blocks[0]), 0.0, 0.0, blocks[0]
    previous = blocks[0]
    for block in blocks:
        skipped = block.dest_start - previous.dest_end
        if block is not previous and not quoted[block.src_start].after_break:
            score -= _SKIP_COST * skipped
        if score <= 0:
            score, first = 0.0, block
        score += block.src_end - block.src_start
        if score > best_score:
            best, best_score = (first, block), score
        previous = block
    begin, end = best
    low, high = max(0, begin.dest_start - begin.src_start), min(len(theirs), end.dest_end + len(mine) - end.src_end)
    if any(word.after_break for word in quoted):
        return low, high
    # Words in another order draw the stretch out; one as long as the quotation, from either end, may be nearer.
    alike = [(low, high), (low, min(high, low + len(mine))), (max(low, high - len(mine)), high)]
    return min(alike, key=lambda window: Levenshtein.distance(mine, theirs[slice(*window)]))


def _allowed(found: Departure, quoted: Sequence[Word], expected: Sequence[Word]) -> bool:
    """Say whether a departure is none to an editor: bracketed words of a rendering, the first word's conjunction."""
    mine, theirs = quoted[found.first : found.stop], expected[found.place : found.place_stop]
    if all(word.optional for word in (*mine, *theirs)):
        return True
    if found.first == 0 and len(mine) == len(theirs) == 1:
        one, other = mine[0].letters, theirs[0].letters
        return other.endswith(one) and bool(_JOINED.fullmatch(other.removesuffix(one)))
    return False


def _agreeing(comparison: Comparison) -> Iterator[tuple[int, int]]:
    mine = [w.key for w in comparison.quoted]
    theirs = [w.key for w in comparison.expected[comparison.start : comparison.stop]]
    for code in Levenshtein.opcodes(mine, theirs):
        if code.tag == "equal":
            yield from zip(
                range(code.src_start, code.src_end),
                range(code.dest_start + comparison.start, code.dest_end + comparison.start),
                strict=True,
            )
