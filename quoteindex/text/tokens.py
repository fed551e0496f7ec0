"""The words of a text as arrays: where each stands in the original, and a key for its skeleton.

Everything is vectorised: a megabyte of text becomes words in some hundredths of a second.  Two words have the same key
exactly where their skeletons agree (``quoteindex.text.arabic.skeleton`` is the same rule for one word); Latin words
agree in their base letters, lower case, apostrophes dropped, a doubled a, i or u counted once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.text.characters import APOSTROPHE, ARABIC, CONTROL, LATIN, MARK, SIZE, Characters, characters

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ALEF, _HAMZA, _WAW_HAMZA, _YEH_HAMZA, _WAW, _YEH, _HEH, _FEH = (ord(c) for c in "اءؤئويهف")
_A, _I, _U = (ord(c) for c in "aiu")
# Particles that one orthography writes with the next word and another apart: و يا ها ويا فيا, in normal letters.
_JOINERS = ((_WAW,), (_YEH, _ALEF), (_HEH, _ALEF), (_WAW, _YEH, _ALEF), (_FEH, _YEH, _ALEF))
# How far the next word may stand for a particle to be joined to it: one space, and one invisible character.
_JOIN_GAP = 2
_BASE = 0x9E3779B97F4A7C15  # odd, high entropy: 2**64 / golden ratio
_LONGEST = 64  # letters beyond this share one power; no word of either language is longer


def _powers() -> NDArray[np.uint64]:
    powers = [1]
    for _ in range(_LONGEST - 1):
        powers.append(powers[-1] * _BASE % 2**64)
    return np.array(powers, dtype=np.uint64)


_POWERS = _powers()


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of one script, in order.

    ``start``/``end``: code-point offsets (int64; ``end`` is after the last letter, marks after it not counted);
    ``key``: uint64, never 0.
    """

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    key: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.key)

    def select(self, chosen: NDArray[np.bool_]) -> Tokens:
        """Return the words for which *chosen* is true."""
        return Tokens(self.start[chosen], self.end[chosen], self.key[chosen])


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of *text*; lone surrogates pass."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def tokenise(text: str, table: Characters | None = None) -> tuple[Tokens, Tokens]:
    """Return the Arabic and the Latin words of *text*."""
    table = table or characters()
    wide = code_points(text)
    points = np.where(wide < SIZE, wide, 0).astype(np.uint16)
    kind = table.kind[points]
    return _arabic(points, kind, table), _latin(points, kind, table)


def _arabic(points: NDArray[np.uint16], kind: NDArray[np.uint8], table: Characters) -> Tokens:
    at, starts = _letters(kind, ARABIC, (kind != MARK) & (kind != CONTROL))
    if not len(at):
        return _no_tokens()
    letter, at, starts = _expand(points, at, starts, table)
    starts = _join_particles(letter, at, starts)
    return Tokens(*_bounds(at, starts), _keys(*_skeleton(letter, starts)))


def _latin(points: NDArray[np.uint16], kind: NDArray[np.uint8], table: Characters) -> Tokens:
    at, starts = _letters(kind, LATIN, (kind != MARK) & (kind != CONTROL) & (kind != APOSTROPHE))
    if not len(at):
        return _no_tokens()
    letter, at, starts = _expand(points, at, starts, table)
    bounds = _bounds(at, starts)
    # Transliteration doubles a long vowel, or does not: Allaah, Allah.
    double = np.zeros(len(letter), dtype=bool)
    double[1:] = (letter[1:] == letter[:-1]) & ~starts[1:]
    double &= (letter == _A) | (letter == _I) | (letter == _U)
    return Tokens(*bounds, _keys(letter[~double], starts[~double]))


def _letters(
    kind: NDArray[np.uint8], script: int, visible: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where the letters of *script* stand, and which of them begin a word (what is not visible is skipped)."""
    seen = np.flatnonzero(visible)
    is_letter = kind[seen] == script
    starts = is_letter.copy()
    starts[1:] &= ~is_letter[:-1]
    return seen[is_letter], starts[is_letter]


def _no_tokens() -> Tokens:
    nothing = np.zeros(0, dtype=np.int64)
    return Tokens(nothing, nothing, np.zeros(0, dtype=np.uint64))


def _expand(
    points: NDArray[np.uint16], at: NDArray[np.int64], starts: NDArray[np.bool_], table: Characters
) -> tuple[NDArray[np.uint16], NDArray[np.int64], NDArray[np.bool_]]:
    """Replace each character by its normal letters (ligatures become several)."""
    here = points[at]
    first = table.offsets[here]
    count = table.offsets[here.astype(np.int64) + 1] - first
    if int(count.max()) == 1:
        return table.letters[first], at, starts
    source = np.repeat(np.arange(len(at)), count)
    within = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    return table.letters[first[source] + within], at[source], starts[source] & (within == 0)


def _join_particles(
    letter: NDArray[np.uint16], at: NDArray[np.int64], starts: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Let a detached particle (و, يا …) begin the next word, where that stands one space away."""
    first = np.flatnonzero(starts)
    length = np.diff(first, append=len(letter))
    particle = np.zeros(len(first), dtype=bool)
    for letters in _JOINERS:
        same = np.flatnonzero(length == len(letters))
        for position, wanted in enumerate(letters):
            same = same[letter[first[same] + position] == wanted]
        particle[same] = True
    particle[-1] = False
    joined = np.flatnonzero(particle)
    gap = at[first[joined + 1]] - at[first[joined + 1] - 1]
    starts = starts.copy()
    starts[first[joined[gap <= 1 + _JOIN_GAP] + 1]] = False
    return starts


def _skeleton(letter: NDArray[np.uint16], starts: NDArray[np.bool_]) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Reduce the letters of all words to their skeletons; every word keeps at least its first letter."""
    weak = (letter == _ALEF) | (letter == _HAMZA) | (letter == _WAW_HAMZA) | (letter == _YEH_HAMZA)
    letter = np.where(weak & starts, np.uint16(_ALEF), letter)
    kept = ~weak | starts
    letter, starts = letter[kept], starts[kept]
    # A waw or yeh after its like counts once, also where a dropped letter stood between them (رءوف, رؤوف).
    double = np.zeros(len(letter), dtype=bool)
    double[1:] = (letter[1:] == letter[:-1]) & ((letter[1:] == _WAW) | (letter[1:] == _YEH)) & ~starts[1:]
    return letter[~double], starts[~double]


def _keys(letter: NDArray[np.uint16], starts: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Hash each word: a polynomial of its letters modulo 2**64, then the finaliser of splitmix64."""
    first = np.flatnonzero(starts)
    length = np.diff(first, append=len(letter))
    within = np.arange(len(letter)) - np.repeat(first, length)
    products = letter.astype(np.uint64) * _POWERS[np.minimum(within, _LONGEST - 1)]
    key = np.add.reduceat(products, first)
    key ^= key >> np.uint64(29)
    key *= np.uint64(0xBF58476D1CE4E5B9)
    key ^= key >> np.uint64(32)
    return np.maximum(key, np.uint64(1))


def _bounds(at: NDArray[np.int64], starts: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(at)) - 1
    return at[first], at[last] + 1
