"""The words of a bilingual text as the index knows them: every spelling of a word falls on a common form.

The same function reads what is indexed, what is asked and what is marked in an answer, so that the three agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import regex
import Stemmer

from quoteindex.tables import table
from quoteindex.text.characters import characters

# An apostrophe (or the sign of hamza or ayn) belongs to a Latin word only between letters: not in 'losers'.
_WORD = regex.compile(
    r"""(?V1)
      (?P<arabic>[\p{Arabic}&&\p{L}][[\p{Arabic}&&\p{L}]\p{M}\p{Cf}\u0640]*)
    | (?P<latin>\p{Latin}[\p{Latin}\p{M}\u00AD]*(?:['’‘`´ʼʻʿʾʹˈ′]+\p{Latin}[\p{Latin}\p{M}\u00AD]*)*)
    | (?P<number>\p{Nd}+)
    """,
    regex.VERBOSE,
)

# Signs above and below the line that one orthography writes and another replaces by a letter, or leaves out:
# hamza without a seat (السيـٔات, السيئات), small waw and yeh (داوۥد, النبيۦن).
_LETTERS_OF_SIGNS = {
    "\u0654": ("", "ء", "ئ"),
    "\u06e5": ("", "و"),
    "\u06e6": ("", "ي"),
    "\u06e7": ("", "ي"),
}
_DAGGER_ALEF = "\u0670"
# The letters upon which the dagger alef stands for them (الصلوٰة, التورىٰة), but at the end of a word (على).
_SEATS_OF_DAGGER = ("و", "ي")
# A word with more such signs than this is no word of any orthography; its spellings would multiply without end.
_MOST_SIGNS = 4
# "And", "so" and "the" together are always clitics; PyStemmer leaves the first two (والظالمين → والظالم).
_CLITICS = ("وال", "فال")

_STEMMERS = {"arabic": Stemmer.Stemmer("arabic"), "latin": Stemmer.Stemmer("english")}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands (code points) and the forms under which it is found.

    ``forms`` are the spellings that it may be read as, ``stems`` what is left of them without endings.  ``bare`` is an
    Arabic word as it stands in an Uthmani text without its signs (``الظلمين``), "" where that is one of the forms.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    bare: str = ""


def words(text: str) -> Iterator[Word]:
    """Yield the words of *text*, Arabic and Latin, and its numbers.

    >>> [word.forms for word in words("ٱلظَّـٰلِمِينَ؟ ٱلرَّحْمَـٰنِ Qur’ān ٣٧")]
    [('الظالمين',), ('الرحمن', 'الرحمان'), ('quran',), ('37',)]
    >>> [word.stems for word in words("والخاسرون losers")]
    [('خاسر',), ('loser',)]
    """
    for match in _WORD.finditer(text):
        forms, stems, bare = _read(match.lastgroup, match.group())
        if forms:
            yield Word(match.start(), match.end(), forms, stems, bare)


@lru_cache(maxsize=1 << 16)
def _read(script: str, word: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    if script == "number":
        # The regex library knows younger digits than Python's own tables; such a digit stays as it is.
        number = "".join(str(unicodedata.decimal(digit, digit)) for digit in word)
        return (number,), (number,), ""
    bare = _normal(word)
    spellings = _spellings(word) if script == "arabic" else (bare,)
    forms = tuple(dict.fromkeys(filter(None, spellings)))
    return forms, tuple(dict.fromkeys(_stem(script, form) for form in forms)), "" if bare in forms else bare


def _normal(word: str) -> str:
    known = characters()
    return "".join(known.normal(ord(character)) for character in word)


def _stem(script: str, form: str) -> str:
    if form.startswith(_CLITICS) and len(form) > 4:
        form = form[1:]
    stemmer: Any = _STEMMERS[script]
    return str(stemmer.stemWord(form))


def _spellings(word: str) -> tuple[str, ...]:
    """Return the normal spellings of an Arabic word, each sign that may stand for a letter read in every way."""
    signs = word.count(_DAGGER_ALEF) + sum(word.count(sign) for sign in _LETTERS_OF_SIGNS)
    if not 1 <= signs <= _MOST_SIGNS:
        return (_normal(word),)
    silent = any(letters in _normal(word) for letters in _written_without_alef())
    last = max((place for place, character in enumerate(word) if _normal(character)), default=-1)
    parts: list[tuple[str, ...]] = []
    for place, character in enumerate(word):
        seat = "".join(parts[-1]) if parts else ""
        if place > last:
            # At the end of a word these signs only lengthen a vowel, or repeat what the letter says: لهۥ, على.
            break
        if character == _DAGGER_ALEF and seat in _SEATS_OF_DAGGER:
            parts[-1] = (seat, f"{seat}ا", "ا")
        elif character == _DAGGER_ALEF:
            parts.append(("", "ا") if silent else ("ا",))
        else:
            parts.append(_LETTERS_OF_SIGNS.get(character, (_normal(character),)))
    return tuple("".join(choice) for choice in product(*parts))


@lru_cache(maxsize=1)
def _written_without_alef() -> tuple[str, ...]:
    return tuple(row["letters"] for row in table("dagger_alef"))
