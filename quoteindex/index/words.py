"""The words of a bilingual text as the index knows them: every spelling of a word falls on a common form.

The same function reads what is indexed, what is asked and what is marked in an answer, so that the three agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import regex
import Stemmer

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
# dagger alef (الظٰلمين, الظالمين; الرحمن), hamza without a seat (السيـٔات, السيئات), small waw and yeh (داوۥد, النبيۦن).
_LETTERS_OF_SIGNS = {
    "\u0670": ("", "ا"),
    "\u0654": ("", "ئ", "ء"),
    "\u06e5": ("", "و"),
    "\u06e6": ("", "ي"),
    "\u06e7": ("", "ي"),
}
_DAGGER_ALEF = "\u0670"
# The letters upon which the dagger alef stands for them: الصلوٰة, التورىٰة.
_SEATS_OF_DAGGER = "وىي"
# At the end of a word every orthography writes على, with the sign or without.
_FINAL = "ىٰ"
# A word with more such signs than this is no word of any orthography; its spellings would multiply without end.
_MOST_SIGNS = 4
# "And", "so" and "the" together are always clitics; PyStemmer leaves the first two (والظالمين → والظالم).
_CLITICS = ("وال", "فال")

_STEMMERS = {"arabic": Stemmer.Stemmer("arabic"), "latin": Stemmer.Stemmer("english")}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands (code points) and the forms under which it is found.

    ``forms`` are the spellings that it may be read as, ``stems`` what is left of them without endings.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    stems: tuple[str, ...]


def words(text: str) -> Iterator[Word]:
    """Yield the words of *text*, Arabic and Latin, and its numbers.

    >>> [word.forms for word in words("ٱلظَّـٰلِمِينَ؟ Qur’ān ٣٧")]
    [('الظلمين', 'الظالمين'), ('quran',), ('37',)]
    >>> [word.stems for word in words("والخاسرون losers")]
    [('خاسر',), ('loser',)]
    """
    for match in _WORD.finditer(text):
        forms, stems = _forms(match.lastgroup, match.group())
        if forms:
            yield Word(match.start(), match.end(), forms, stems)


@lru_cache(maxsize=1 << 16)
def _forms(script: str, word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if script == "number":
        number = "".join(str(int(digit)) for digit in word)
        return (number,), (number,)
    spellings = _spellings(word) if script == "arabic" else (word,)
    forms = tuple(dict.fromkeys(filter(None, map(_normal, spellings))))
    return forms, tuple(dict.fromkeys(_stem(script, form) for form in forms))


def _normal(word: str) -> str:
    table = characters()
    return "".join(table.normal(ord(character)) for character in word)


def _stem(script: str, form: str) -> str:
    if form.startswith(_CLITICS) and len(form) > 4:
        form = form[1:]
    stemmer: Any = _STEMMERS[script]
    return str(stemmer.stemWord(form))


def _spellings(word: str) -> tuple[str, ...]:
    """Return the spellings of an Arabic word, each sign that may stand for a letter read in every way."""
    if sum(word.count(sign) for sign in _LETTERS_OF_SIGNS) not in range(1, _MOST_SIGNS + 1):
        return (word,)
    parts: list[tuple[str, ...]] = []
    for place, character in enumerate(word, 1):
        letters = _LETTERS_OF_SIGNS.get(character, (character,))
        if place == len(word) and word.endswith(_FINAL):
            letters = ("",)
        elif character == _DAGGER_ALEF and parts and parts[-1][0] in tuple(_SEATS_OF_DAGGER):
            seat = parts.pop()[0]
            letters = (seat, seat + "ا", "ا")
        parts.append(letters)
    return tuple("".join(choice) for choice in product(*parts))
