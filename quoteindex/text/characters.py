"""One table that says of every character what it is and which letters it is read as.

camel-tools *defines* the Arabic part: a letter's normal form is what its ``normalize_unicode``, ``dediac_ar``,
``normalize_alef_ar``, ``normalize_alef_maksura_ar`` and ``normalize_teh_marbuta_ar`` make of it, in that order.  Named
additions cover what they leave: Qur'anic annotation signs, tatweel and small letters (dropped as marks), Persian and
Urdu letters (``corpora/letters.tsv``), and single characters for whole honorifics (``ﷺ``), which are signs and not
words.  Latin letters are reduced to their base letter, lower case.

camel-tools takes a second to import, so the derived table is kept in the cache under its version.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.paths import cache_dir
from quoteindex.tables import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What a character is.
SEPARATOR, ARABIC, LATIN, MARK, CONTROL, APOSTROPHE = range(6)

# Raise it whenever derive() would give another table.
VERSION = 1
SIZE = 0x10000

_ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
# Small waw and yeh are written above the line as signs; the end-of-ayah sign and the rub el hizb separate verses.
_SMALL_LETTERS = {0x0640, 0x06E5, 0x06E6}
_APOSTROPHES = "'’‘`´ʼʻʿʾʹˈ′"
# Invisible characters that may stand inside a word: soft hyphen, zero-width (non-)joiners and spaces, bidi controls,
# word joiner, byte-order mark, variation selectors.
_CONTROLS = (0x00AD, 0x034F, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF,
             *range(0xFE00, 0xFE10))


@dataclass(frozen=True, slots=True)
class Characters:
    """``kind[cp]`` is one of the constants above; ``letters[offsets[cp]:offsets[cp + 1]]`` the normal letters of cp."""

    kind: NDArray[np.uint8]
    offsets: NDArray[np.int32]
    letters: NDArray[np.uint16]

    def normal(self, code_point: int) -> str:
        """Return the normal letters of one character, "" for marks and separators."""
        if code_point >= SIZE:
            return ""
        return "".join(map(chr, self.letters[self.offsets[code_point] : self.offsets[code_point + 1]].tolist()))


@lru_cache(maxsize=1)
def characters() -> Characters:
    """Return the table, from the cache where it lies there."""
    import numpy as np

    version = importlib.metadata.version("camel-tools")
    path = cache_dir() / f"characters-{version}-{unicodedata.unidata_version}-{VERSION}.npz"
    try:
        with np.load(path, allow_pickle=False) as stored:
            return Characters(stored["kind"], stored["offsets"], stored["letters"])
    except (OSError, ValueError, KeyError, EOFError):
        # Not there yet, or damaged: derive it again.  (A damaged zip raises BadZipFile, which is no OSError.)
        pass
    except Exception as error:
        if type(error).__name__ != "BadZipFile":
            raise
    table = derive()
    _store(path, table)
    return table


def _store(path: Path, table: Characters) -> None:
    import numpy as np

    partial = path.with_name(f"{path.stem}.{os.getpid()}.npz")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, kind=table.kind, offsets=table.offsets, letters=table.letters)
        partial.replace(path)
    except OSError as error:
        print(f"quoteindex: cannot write {path} ({error}); the character table is derived anew", file=sys.stderr)


def derive() -> Characters:
    """Derive the table from camel-tools, Unicode and ``corpora/letters.tsv``."""
    import numpy as np

    kind = np.zeros(SIZE, dtype=np.uint8)
    normal: dict[int, str] = {}
    for code_point, letters in _latin_letters():
        kind[code_point], normal[code_point] = LATIN, letters
    for code_point, letters in arabic_letters():
        kind[code_point], normal[code_point] = ARABIC, letters
    for code_point in range(SIZE):
        if _is_mark(chr(code_point)):
            kind[code_point] = MARK
            normal.pop(code_point, None)
    kind[list(_CONTROLS)] = CONTROL
    kind[[ord(c) for c in _APOSTROPHES]] = APOSTROPHE
    lengths = np.array([len(normal.get(cp, "")) for cp in range(SIZE)], dtype=np.int32)
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    letters_flat = np.array([ord(c) for cp in range(SIZE) for c in normal.get(cp, "")], dtype=np.uint16)
    return Characters(kind, offsets, letters_flat)


def _is_mark(character: str) -> bool:
    """Whether it is a combining or small letter, or the presentation form of one (a space or tatweel with it)."""
    if ord(character) in _SMALL_LETTERS or unicodedata.category(character) == "Mn":
        return True
    expanded = unicodedata.normalize("NFKC", character)
    return len(expanded) > 1 and all(c in " \u0640" or unicodedata.category(c) == "Mn" for c in expanded) and any(
        "ARABIC" in unicodedata.name(c, "") for c in expanded
    )


def arabic_letters() -> Iterator[tuple[int, str]]:
    """Yield (code point, normal letters) of every character that is read as one or more Arabic letters."""
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import (
        normalize_alef_ar,
        normalize_alef_maksura_ar,
        normalize_teh_marbuta_ar,
        normalize_unicode,
    )

    additions = dict(added_letters())
    for first, last in _ARABIC_BLOCKS:
        for code_point in range(first, last + 1):
            text = additions.get(code_point)
            if text is None:
                text = "".join(additions.get(ord(c), c) for c in normalize_unicode(chr(code_point)))
            for function in (dediac_ar, normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar):
                text = function(text)
            text = "".join(c for c in text if unicodedata.category(c) != "Mn" and ord(c) not in _SMALL_LETTERS)
            # A sign for a whole phrase (ﷺ, with spaces in its expansion) is no word.
            if text and all(unicodedata.category(c) == "Lo" for c in text):
                yield code_point, text


def added_letters() -> Iterator[tuple[int, str]]:
    """Yield (code point, normal letters) of ``corpora/letters.tsv``."""
    for row in table("letters"):
        yield int(row["letter"].removeprefix("U+"), 16), row["normal"]


def _latin_letters() -> Iterator[tuple[int, str]]:
    special = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
    for code_point in (*range(0x0041, 0x0250), *range(0x1E00, 0x1F00), *range(0xFB00, 0xFB07), *range(0xFF21, 0xFF5B)):
        lowered = "".join(special.get(c, c) for c in chr(code_point).casefold())
        letters = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
        if letters and letters.isascii() and letters.isalpha():
            yield code_point, letters
