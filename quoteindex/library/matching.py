"""The matching tables: every edition's words as one array of numbers, and where each rare run of words stands.

Words are skeletons (``quoteindex.text.tokens``), numbered by a vocabulary for each language; 0 is no word.  Editions
that are looked through together form a group: Qur'an and hadith, in each language.  A group's *grams* are its shortest
rare runs of words: all pairs of words that stand in at most ``cap`` places, of the commoner ones all runs of three, and
so on up to ``longest``.  What is common even then (the formulae of an isnad) is in no table and costs nothing; the
Qur'an keeps the first ``cap`` places of it, so that verses which recur are still found.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quoteindex.library.hashing import KeyTable, mapped, mixed
from quoteindex.model import QURAN, Edition, Language
from quoteindex.text.arabic import normalise
from quoteindex.text.phrases import without_honorifics
from quoteindex.text.tokens import Tokens, tokenise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteindex.library.library import Library
    from quoteindex.library.progress import Progress

LANGUAGES: tuple[Language, ...] = ("ar", "en")
_STEP = np.uint64(0x9E3779B97F4A7C15)
# The two spellings of the Qur'an, verse by verse the same words: what differs in skeleton is made one word.
_SPELLINGS = ("quran-uthmani", "quran-simple")
_REFRAIN_BITS = 20.0  # a common run of words that tells so much is no mere phrase
_MOST_BITS = 16.0  # information of a word that stands in the library once; rarer cannot be told from a typing error


@dataclass(frozen=True, slots=True)
class GroupKind:
    """How the grams of one group are chosen.

    A run of words is rare where it stands in at most ``cap`` places and its words tell at least ``bits``.
    """

    name: str
    language: Language
    quran: bool
    cap: int
    bits: float
    longest: int


# Each passage stands as often as there are editions of it (two Arabic texts, up to seventeen translations), and the
# six books repeat a hadith some ten times: the caps let a passage's own words through and stop formulae.  Two words
# that tell little ("of the house") need a third; English has more of these.
GROUPS = (
    GroupKind("quran-ar", "ar", True, 24, 10.0, 5),
    GroupKind("hadith-ar", "ar", False, 24, 12.0, 6),
    GroupKind("quran-en", "en", True, 40, 18.0, 5),
    GroupKind("hadith-en", "en", False, 24, 18.0, 6),
)


@dataclass(frozen=True, slots=True)
class Grams:
    """Runs of ``length`` words: those at ``table`` index k stand at ``places[offsets[k]:offsets[k + 1]]``.

    A run that is too common has no places; ``common[k]`` says so, and longer runs are looked up instead.
    """

    length: int
    table: KeyTable
    offsets: NDArray[np.int32]
    places: NDArray[np.int32]
    common: NDArray[np.bool_]


class Group:
    """One group of editions, mapped from disk.

    ``words``: int32 word numbers of all editions one after the other, 0 between hadith (verses run on) and editions;
    ``records``: where each record starts, one more for the end; ``editions``: (edition id, its first record).
    """

    def __init__(self, folder: Path, kind: GroupKind, editions: list[tuple[str, int]]) -> None:
        self.kind = kind
        self.editions = editions
        self._folder = folder

    @cached_property
    def words(self) -> NDArray[np.int32]:
        """The word numbers."""
        return mapped(self._folder / f"{self.kind.name}-words.npy")

    @cached_property
    def records(self) -> NDArray[np.int32]:
        """The first word of each record, and the end."""
        return mapped(self._folder / f"{self.kind.name}-records.npy")

    @cached_property
    def matn(self) -> NDArray[np.int32]:
        """Of each record, the first word of the matn and the word after its last (counted like ``words``)."""
        return mapped(self._folder / f"{self.kind.name}-matn.npy")

    @cached_property
    def grams(self) -> tuple[Grams, ...]:
        """The grams, the shortest first."""
        return tuple(_open_grams(self._folder, self.kind, length) for length in range(2, self.kind.longest + 1))

    def record_at(self, place: int) -> int:
        """Return the record in which a word of the group stands."""
        # In the array's own type: numpy would otherwise copy all of it into a wider one, each time.
        return int(np.searchsorted(self.records, np.int32(place), side="right")) - 1

    def records_at(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the records in which words of the group stand."""
        return np.searchsorted(self.records, places.astype(np.int32), side="right") - 1

    def place(self, record: int) -> tuple[str, int]:
        """Return the edition of a record of the group, and the record's index in it."""
        for edition, first in reversed(self.editions):
            if record >= first:
                return edition, record - first
        raise IndexError(record)


class Tables:
    """The matching tables of a compiled library."""

    def __init__(self, library: Path) -> None:
        folder = library / "matching"
        listed = json.loads((folder / "groups.json").read_text("utf-8"))
        self.groups = tuple(Group(folder, kind, [tuple(e) for e in listed[kind.name]]) for kind in GROUPS)
        self._folder = folder
        self._spellings: dict[Language, list[str]] = {}
        self._vocabulary: dict[Language, tuple[KeyTable, NDArray[np.int32], NDArray[np.float32]]] = {}

    def numbers(self, keys: NDArray[np.uint64], language: Language) -> NDArray[np.int32]:
        """Return the number of each word, 0 where the library does not know it."""
        table, numbers, _ = self._words(language)
        found = table.find(keys)
        return np.where(found >= 0, numbers[found], np.int32(0))

    def information(self, language: Language) -> NDArray[np.float32]:
        """Return the information of each word number, in bits: minus the logarithm of its share of all words."""
        return self._words(language)[2]

    def spellings(self, language: Language) -> list[str]:
        """Return a spelling, in normal letters, for each word number; number 0 has none."""
        if language not in self._spellings:
            self._spellings[language] = (self._folder / f"spellings-{language}.txt").read_text("utf-8").split("\n")
        return self._spellings[language]

    def _words(self, language: Language) -> tuple[KeyTable, NDArray[np.int32], NDArray[np.float32]]:
        if language not in self._vocabulary:
            self._vocabulary[language] = (
                KeyTable.open(self._folder, f"words-{language}"),
                mapped(self._folder / f"numbers-{language}.npy"),
                mapped(self._folder / f"information-{language}.npy"),
            )
        return self._vocabulary[language]


def tables_of(library: Library) -> Tables:
    """Return the matching tables of a library, opened once."""
    return _opened(library.path)


@lru_cache(maxsize=2)
def _opened(library: Path) -> Tables:
    return Tables(library)


def words_of(text: str, language: Language) -> Tokens:
    """Return the words of *text* that matching compares: one script, honorific phrases left out."""
    return without_honorifics(tokenise(text)[LANGUAGES.index(language)], language)


@dataclass(frozen=True, slots=True)
class _Read:
    """An edition as words: their keys, the first word of each record with the end, each matn's first word and end."""

    edition: str
    quran: bool
    keys: NDArray[np.uint64]
    starts: NDArray[np.int64]
    matn: NDArray[np.int64]
    spellings: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    table: KeyTable
    numbers: NDArray[np.int32]
    information: NDArray[np.float32]


def compile_tables(folder: Path, library: Library, progress: Progress) -> None:
    """Build the tables of *library* in ``folder/matching``."""
    folder = folder / "matching"
    folder.mkdir()
    listed = {}
    for number, language in enumerate(LANGUAGES):
        progress("words and runs of words", number, len(LANGUAGES))
        read = [_read(library, e) for e in library.editions if e.language == language]
        vocabulary = _compile_vocabulary(folder, language, read)
        for kind in GROUPS:
            if kind.language == language:
                chosen = [r for r in read if r.quran == kind.quran]
                listed[kind.name] = _compile_group(folder, kind, chosen, vocabulary)
    (folder / "groups.json").write_text(json.dumps(listed), "utf-8")


def _read(library: Library, edition: Edition) -> _Read:
    texts = list(library.texts(edition.id))
    joined = "\n\n\n\n".join(texts)
    words = words_of(joined, edition.language)
    starts = np.cumsum([0] + [len(text) + 4 for text in texts])
    matn = np.array([library.matn(edition.id, index) for index in range(len(texts))], dtype=np.int64).reshape(-1, 2)
    keys, first = np.unique(words.key, return_index=True)
    spellings = {
        int(key): normalise(joined[words.start[at] : words.end[at]]).lower().replace(" ", "")
        for key, at in zip(keys.tolist(), first.tolist(), strict=True)
    }
    return _Read(
        edition.id,
        edition.work == QURAN,
        words.key,
        np.searchsorted(words.start, starts),
        np.searchsorted(words.start, matn + starts[:-1, None]),
        spellings,
    )


def _compile_vocabulary(
    folder: Path, language: Language, read: list[_Read]
) -> _Vocabulary:
    keys, counts = np.unique(np.concatenate([np.zeros(0, np.uint64), *(r.keys for r in read)]), return_counts=True)
    table = KeyTable.build(keys)
    numbers = np.arange(1, len(keys) + 1, dtype=np.int32)
    by_name = {r.edition: r for r in read}
    if all(edition in by_name for edition in _SPELLINGS):
        pairs = _same_words(*(by_name[e] for e in _SPELLINGS))
        one, other = (table.find(np.array(side, dtype=np.uint64)) for side in pairs)
        numbers[one] = numbers[other]
    totals = np.bincount(numbers, weights=counts, minlength=len(keys) + 1)
    shares = np.maximum(totals, 1) / max(1, totals.sum())
    information = np.minimum(-np.log2(shares), _MOST_BITS).astype(np.float32)
    information[0] = 0
    spellings: dict[int, str] = {}
    for r in reversed(read):
        spellings.update(r.spellings)
    table.save(folder, f"words-{language}")
    np.save(folder / f"numbers-{language}.npy", numbers)
    np.save(folder / f"information-{language}.npy", information)
    lines = ["", *(spellings[key] for key in keys.tolist())]
    (folder / f"spellings-{language}.txt").write_text("\n".join(lines), "utf-8")
    return _Vocabulary(table, numbers, information)


def _same_words(one: _Read, other: _Read) -> tuple[list[int], list[int]]:
    """Pair the words of two spellings that stand at the same place of a verse and differ."""
    pairs: dict[int, int] = {}
    for verse in range(len(one.starts) - 1):
        first = one.keys[one.starts[verse] : one.starts[verse + 1]]
        second = other.keys[other.starts[verse] : other.starts[verse + 1]]
        if len(first) == len(second):
            differ = first != second
            pairs.update(zip(first[differ].tolist(), second[differ].tolist(), strict=True))
    return list(pairs.keys()), list(pairs.values())


def _compile_group(
    folder: Path, kind: GroupKind, read: list[_Read], vocabulary: _Vocabulary
) -> list[tuple[str, int]]:
    parts: list[NDArray[np.int32]] = []
    records: list[NDArray[np.int64]] = []
    matns: list[NDArray[np.int64]] = []
    listed, at, count = [], 0, 0
    for edition in read:
        listed.append((edition.edition, count))
        words = vocabulary.numbers[vocabulary.table.find(edition.keys)]
        # A gap after each record keeps runs from crossing it; verses of the Qur'an are recited on.
        gaps = at + (0 if kind.quran else np.arange(len(edition.starts) - 1))
        parts += [words if kind.quran else np.insert(words, edition.starts[1:-1], 0), np.zeros(1, dtype=np.int32)]
        records.append(edition.starts[:-1] + gaps)
        matns.append(edition.matn + np.reshape(gaps, (-1, 1)))
        at += len(parts[-2]) + 1
        count += len(edition.starts) - 1
    words = np.concatenate([*parts, np.zeros(1, dtype=np.int32)])
    np.save(folder / f"{kind.name}-words.npy", words)
    np.save(folder / f"{kind.name}-records.npy", np.concatenate([*records, [at]]).astype(np.int32))
    np.save(folder / f"{kind.name}-matn.npy", np.concatenate([np.zeros((0, 2)), *matns]).astype(np.int32))
    _compile_grams(folder, kind, words, vocabulary.information)
    return listed


def run_keys(words: NDArray[np.int32], length: int) -> NDArray[np.uint64]:
    """Return a key for each run of *length* words, of all that begin in *words*."""
    key = np.zeros(max(0, len(words) - length + 1), dtype=np.uint64)
    for position in range(length):
        key = key * _STEP + words[position : position + len(key)].astype(np.uint64)
    return mixed(key)


def _compile_grams(
    folder: Path, kind: GroupKind, words: NDArray[np.int32], information: NDArray[np.float32]
) -> None:
    told = np.cumsum(np.append(0, information[words]), dtype=np.float64)
    # Where a run of this length begins that is worth a look: at first every pair of words.
    begins = np.flatnonzero((words[:-1] > 0) & (words[1:] > 0))
    for length in range(2, kind.longest + 1):
        keys = run_keys(words, length)[begins]
        order = np.argsort(keys, kind="stable")
        distinct, first, count = np.unique(keys[order], return_index=True, return_counts=True)
        at = begins[order][first]
        common = (count > kind.cap) | (told[at + length] - told[at] < kind.bits)
        last_chance = kind.quran and length == kind.longest
        # A refrain is a quotation too, though it is common and too short for a longer run.
        refrain = kind.quran & (told[at + length] - told[at] >= _REFRAIN_BITS) & (length > 2)
        kept = np.where(common, np.where(last_chance | refrain, np.minimum(count, kind.cap), 0), count)
        offsets = np.concatenate(([0], np.cumsum(kept))).astype(np.int32)
        chosen = np.repeat(first - offsets[:-1], kept) + np.arange(offsets[-1])
        if last_chance:
            common = np.zeros_like(common)
        name = f"{kind.name}-{length}"
        KeyTable.build(distinct).save(folder, name)
        np.save(folder / f"{name}-offsets.npy", offsets)
        np.save(folder / f"{name}-places.npy", begins[order][chosen].astype(np.int32))
        np.save(folder / f"{name}-common.npy", common)
        is_common = np.zeros(len(words) + 1, dtype=bool)
        is_common[begins[order][np.repeat(common, count)]] = True
        begins = np.flatnonzero(is_common[:-1] & is_common[1:])


def _open_grams(folder: Path, kind: GroupKind, length: int) -> Grams:
    name = f"{kind.name}-{length}"
    arrays = (mapped(folder / f"{name}-{part}.npy") for part in ("offsets", "places", "common"))
    return Grams(length, KeyTable.open(folder, name), *arrays)
