"""Names of surahs and collections, whatever their spelling: a key that folds the spellings, and dictionaries of keys.

The input is always folded text (``folding.py``): lower case, no marks, no apostrophes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from quoteindex.library.works import collections, surahs
from quoteindex.references.folding import folded
from quoteindex.references.words import CLITICS, role
from quoteindex.tables import table

WORD = re.compile(r"[^\W\d_]+|40")
LONGEST_NAME = 8
"""The most words a name is looked up with, articles included."""

_GLUED = re.compile(r"[aeu](?:l|(sh|th|dh|dz|ch|sy|[nrstdz])(?=\1))(?=\w{2})")
_SPELLED_OUT = str.maketrans(
    {
        "š": "sh",
        "ş": "sh",
        "ǧ": "j",
        "ḫ": "kh",
        "ḏ": "dh",
        "ṯ": "th",
        "ġ": "gh",
        "ž": "j",
        "č": "ch",
        "ć": "ch",
        "đ": "j",
        "v": "w",
        "ə": "e",
    }
)
_RULES = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("dsch|dj|dzh", "j"),
        ("sch|sy(?=[aeiou])|ch(?![rl])", "sh"),
        ("c", "j"),
        ("ee", "i"),
        ("oo|ou", "u"),
        ("au", "aw"),
        ("ai|ei|ey", "ay"),
        ("dh|dz", "z"),
        (r"(.)\1+", r"\1"),
        ("iy(?=[aeiou])", "i"),
        ("(?<=[ae])[ht]$", ""),
    )
)
_LOOSE = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("kh", "h"),
        ("gh", "g"),
        ("th", "s"),
        ("q", "k"),
        ("[ae]+", "a"),
        ("[iy]+", "i"),
        ("[ouw]+", "u"),
        (r"(.)\1+", r"\1"),
        ("h$", ""),
    )
)


@lru_cache(maxsize=1 << 16)
def key(name: str) -> str:
    """Return the key under which all spellings of a folded *name* meet.

    >>> key("al-baqarah"), key("el baqara"), key("albaqarah")
    ('baqara', 'baqara', 'albaqara')
    """
    words = WORD.findall(name)
    core = [word for word in words if "article" not in role(word)] or words
    joined = "".join(word[2:] if word.startswith("ال") and len(word) > 3 else word for word in core)
    return _fold_letters(joined)


@lru_cache(maxsize=1 << 16)
def keys(name: str) -> tuple[str, ...]:
    """Return the keys to look a *name* up under: its own, and the one without an article glued to it."""
    first = key(name)
    joined = "".join(WORD.findall(name))
    glued = _GLUED.match(joined)
    if not glued:
        return (first,)
    return (first, _fold_letters(joined[glued.end() :]))


def _fold_letters(joined: str) -> str:
    out = joined.translate(_SPELLED_OUT)
    for pattern, plain in _RULES:
        out = pattern.sub(plain, out)
    return out


@lru_cache(maxsize=1 << 14)
def loose_key(strict: str) -> str:
    """Return a coarser key: vowels by class, emphatic and fricative consonants as the plain one."""
    out = strict
    for pattern, plain in _LOOSE:
        out = pattern.sub(plain, out)
    return out


Index = dict[str, tuple[int, ...]]


@cache
def surah_names() -> Index:
    """Return key → surahs of every name (transliterated or Arabic); several surahs only where a name is shared."""
    return _index((number, name) for number, kind, name in _surah_rows() if kind != "title")


@cache
def surah_titles() -> Index:
    """Return key → surahs of every title in a translation; valid only after a trigger."""
    return _index((number, name) for number, kind, name in _surah_rows() if kind == "title")


@cache
def loose_surah_names() -> Index:
    """Return loose key → surahs of every name, without the loose keys on which two surahs would meet."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name, numbers in surah_names().items():
        found[loose_key(name)].update(numbers)
    return {name: tuple(numbers) for name, numbers in found.items() if len(numbers) == 1 and len(name) > 2}


def _surah_rows() -> Iterable[tuple[int, str, str]]:
    for surah in surahs():
        for name in (surah.arabic, surah.ijmes, surah.ala_lc, surah.dmg, surah.common):
            yield surah.number, "name", name
        for title in surah.english:
            yield surah.number, "title", title
    for row in table("surah_spellings"):
        for number in row["number"].split(","):
            for spelling in row["spellings"].split("|"):
                yield int(number), row["kind"], spelling


def _index(rows: Iterable[tuple[int, str]]) -> Index:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, name in rows:
        found[key(folded(name))].add(number)
    return {name: tuple(sorted(numbers)) for name, numbers in found.items()}


@cache
def collection_names() -> dict[str, tuple[str, ...]]:
    """Return key → collection ids; several only where a name is shared (al-Tabarani's three)."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for item in collections():
        for name in (item.arabic, item.arabic_short, item.ijmes, item.ijmes_short, item.common, item.common_short):
            found[key(folded(name))][item.id] = None
    for row in table("collection_spellings"):
        for name in row["spellings"].split("|"):
            found[key(folded(name))][row["id"]] = None
    return {name: tuple(ids) for name, ids in found.items()}


@cache
def last_words() -> frozenset[str]:
    """Return the keys of the last word of every name and title, and of names written as one word."""
    names = [name for _, _, name in _surah_rows()]
    for item in collections():
        names += (item.arabic, item.arabic_short, item.ijmes, item.ijmes_short, item.common, item.common_short)
    names += [name for row in table("collection_spellings") for name in row["spellings"].split("|")]
    out = set()
    for name in names:
        words = WORD.findall(folded(name))
        if words:
            out.add(key(words[-1]))
            out.add(key("".join(words)))
    return frozenset(out)


@cache
def _loose_last_words() -> frozenset[str]:
    return frozenset(loose_key(word) for word in last_words())


@lru_cache(maxsize=1 << 16)
def may_end_name(word: str) -> bool:
    """Say whether a folded *word* may be the last of a name; cheap, and exact up to loose spelling."""
    spellings = (word, word[1:]) if word[0] in CLITICS and len(word) > 2 else (word,)
    return any(
        name in last_words() or loose_key(name) in _loose_last_words()
        for spelling in spellings
        for name in keys(spelling)
    )


@cache
def _first_words() -> frozenset[str]:
    out = set()
    for item in collections():
        for name in (item.arabic, item.arabic_short, item.ijmes, item.ijmes_short, item.common, item.common_short):
            out.add(_first_word(name))
    for row in table("collection_spellings"):
        out.update(_first_word(name) for name in row["spellings"].split("|"))
    return frozenset(out)


def _first_word(name: str) -> str:
    words = WORD.findall(folded(name))
    return key(next((word for word in words if "article" not in role(word)), words[0]))


@lru_cache(maxsize=1 << 16)
def may_begin_collection(word: str) -> bool:
    """Say whether a folded *word* may be the first of a collection's name, or a word that may stand before one."""
    if role(word) & {"article", "title", "imam", "lead"} or word == "the":
        return True
    return any(name in _first_words() or name in collection_names() for name in keys(word))
