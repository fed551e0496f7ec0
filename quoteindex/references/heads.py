"""What stands before the first number of a reference: names, triggers, labels; read backward from the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from quoteindex.references import names
from quoteindex.references.words import CLITICS, clitics, role

REACH = 90
"""How many folded characters before a number are looked at."""
_NEAR, _MARGIN = 44, 24  # most heads are short: the rest is looked at where one comes near the edge

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]")
_LABELS = ("verse", "hadith", "number", "book", "volume", "page", "chapter")
_OPENERS = {")": "(", "]": "[", "}": "{"}
_MARKS = frozenset(":,.#([{/-;﴿|")
_GLOSS = 9
"""The most tokens of a gloss or chapter title between a name and its number."""
ROMAN = re.compile(r"(c?(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))$")
_ROMAN_VALUES = {"c": 100, "l": 50, "x": 10, "v": 5, "i": 1}


@dataclass(slots=True)
class Head:
    """The typed parts before a number; offsets are of the folded text.

    ``kind`` is the strongest part: a surah or a collection by name, the word surah or Qur'an, or only a label.
    ``core`` is where the name itself starts, ``start`` where the reference does; ``marks`` what stands between name
    and number; ``quoted``: a title in quotation marks among it.
    """

    kind: Literal["surah", "collection", "surah_word", "quran", "label", "see", "none"]
    start: int
    core: int = 0
    surahs: tuple[int, ...] = ()
    collections: tuple[str, ...] = ()
    trigger: str = ""
    label: str = ""
    marks: str = ""
    loose: bool = False
    titled: bool = False
    chapter: bool = False
    quoted: bool = False
    ibid: bool = False
    named: Head | None = None


Token = re.Match[str]
"""A word, number, mark or line end of the stretch before a number."""


def read_head(text: str, at: int) -> Head:
    """Read what stands before the number at *at*; a head of kind "none" where nothing there makes it a reference."""
    for reach in (_NEAR, REACH):
        base = max(0, at - reach)
        head, rest = _read(text, base, at)
        if base == 0 or min(head.start, rest) - base >= _MARGIN:
            break
    return head


def _read(text: str, base: int, at: int) -> tuple[Head, int]:
    """Read the head between *base* and *at*; also return where what precedes its labels ends."""
    tokens = list(_TOKEN.finditer(text, base, at))
    if base and tokens and tokens[0].start() == base and tokens[0][0][0].isalpha():
        del tokens[0]  # cut in the middle, perhaps
    head = Head("none", at)
    left = _skip_labels(tokens, head)
    if left and _read_name(text, tokens[:left], head):
        if head.kind == "collection" or not head.quoted:
            return head, tokens[left - 1].end()
        head = Head("none", at, surahs=head.surahs)  # what stands between is a quotation, and no title of a chapter
        left = _skip_labels(tokens, head, quotes=False)
    if head.label:
        head.kind = "label"
    cut = left == 0 or tokens[left - 1][0] in _OPENERS or tokens[left - 1][0] == '"'
    return head, base if cut or names.may_end_name(tokens[left - 1][0]) else tokens[left - 1].end()


def _skip_labels(tokens: list[Token], head: Head, quotes: bool = True) -> int:
    """Step back over marks, labels, glosses in brackets and chapter titles; return how many tokens are left.

    *quotes*: also over titles in quotation marks.
    """
    left = len(tokens)
    lines = 0
    while left:
        text = tokens[left - 1][0]
        label = next((kind for kind in _LABELS if kind in role(text)), "")
        if text == "\n":
            lines += 1
            if lines > 1:
                break
        elif text in _MARKS:
            if text == ";" and head.label == "verse":
                break
            head.marks = text + head.marks
            if len(head.marks) > 5:
                break
        elif label and not _names_a_letter(tokens, left):
            head.label = label if label not in ("hadith", "number") else head.label or label
            head.start = tokens[left - 1].start()
        elif text in _OPENERS or (text == '"' and quotes):
            opening = _opening(tokens, left - 1)
            if opening is None:
                break
            head.quoted = head.quoted or text == '"'
            head.chapter = head.chapter or head.quoted
            left = opening
            continue
        elif "wording" in role(text):
            pass  # "in his Sahih with this wording, no. 645"
        elif head.label == "verse" and "of" in role(text):
            pass  # "al-Baqara: from verse 255"
        elif (phrase := _phrase(tokens, left)) is not None:
            head.chapter = head.chapter or any(_names_a_book(tokens, i) for i in range(phrase, min(left, phrase + 2)))
            head.titled = head.titled or "title" in role(tokens[left - 1][0])
            left = phrase
            continue
        else:
            break
        left -= 1
    return left


def _names_a_letter(tokens: list[Token], left: int) -> bool:
    """Say whether a letter that may be a label is the surah of that name: ص after the word surah or in a bracket."""
    if tokens[left - 1][0] not in ("ص", "ق", "ن"):
        return False
    before = tokens[left - 2][0] if left > 1 else "["
    return clitics(before, "surah") is not None or before in "[(﴿{"


def _opening(tokens: list[Token], closing: int) -> int | None:
    """Return where the gloss or the quoted title that ends at *closing* opens, if it is short and has no number."""
    wanted = _OPENERS.get(tokens[closing][0], '"')
    longest = 2 * _GLOSS if wanted == '"' else _GLOSS
    for index in range(closing - 1, max(-1, closing - longest), -1):
        if tokens[index][0] == wanted:
            return index
        if tokens[index][0].isdigit() or tokens[index][0] == "\n":
            return None
    return None


def _phrase(tokens: list[Token], left: int) -> int | None:
    """Return where "in his Sahih", "Book of Manners" or "Kitab al-Birr" starts that ends before token *left*."""
    if "title" in role(tokens[left - 1][0]) and left > 1:
        start = left - 1
        while start and (
            "their" in role(tokens[start - 1][0])
            or tokens[start - 1][0] == "-"
            or "article" in role(tokens[start - 1][0])
        ):
            start -= 1
        if start and "of" in role(tokens[start - 1][0]):
            return start - 1
        named = start > 1 and tokens[start - 1][0] == "," and names.may_end_name(tokens[start - 2][0])
        return start if named else None
    for index in range(left - 1, max(0, left - _GLOSS) - 1, -1):
        if tokens[index][0].isdigit() or tokens[index][0] in "\n;:()[]":
            return None
        if tokens[index][0] == "." and not (index and "book_short" in role(tokens[index - 1][0])):
            return None
        if index < left - 1 and _names_a_book(tokens, index):
            return index - 1 if index and "of" in role(tokens[index - 1][0]) else index
    return None


def _names_a_book(tokens: list[Token], index: int) -> bool:
    """Say whether a token is the word book or chapter, or short for it: "b. of du'a", "k. al-iman"."""
    kinds = role(tokens[index][0])
    short = "book_short" in kinds and index + 1 < len(tokens) and tokens[index + 1][0] == "."
    return short or bool({"book", "chapter"} & kinds)


def _read_name(text: str, tokens: list[Token], head: Head) -> bool:
    """Find the name or trigger that ends the tokens, the longest first, and take in what belongs before it."""
    last = tokens[-1]
    if not last[0][0].isalpha():
        return False
    if any(clitics(last[0], kind) is not None for kind in ("surah", "surah_doubtful")):
        skip = clitics(last[0], "surah") or 0
        head.kind, head.core, head.start = "surah_word", last.start() + skip, last.start() + skip
        head.trigger = "surah" if clitics(last[0], "surah") is not None else "surah_doubtful"
        if len(tokens) > 1 and "same" in role(tokens[-2][0]):
            head.ibid, head.start = True, tokens[-2].start()
            if len(tokens) > 2 and tokens[-3][0] == "the":
                head.start = tokens[-3].start()
        return True
    if _read_surah_or_collection(text, tokens, head):
        return True
    if _read_quran(text, tokens, head) or _read_roman(tokens, head):
        return True
    if "ibid" in role(last[0]):
        head.kind, head.ibid, head.start = "label", True, last.start()
        return True
    if "see" in role(last[0]):
        head.kind = "see"
    return False


def _read_quran(text: str, tokens: list[Token], head: Head) -> bool:
    """Read "Qur'an", "Q", "Q.S." and, before it, a surah's name that the number will have to bear out."""
    index = len(tokens) - 1
    if tokens[index][0] == "s" and index > 1 and tokens[index - 1][0] == "." and tokens[index - 2][0] == "q":
        index -= 2
    elif clitics(tokens[index][0], "quran") is None:
        return False
    head.kind, head.trigger = "quran", "quran"
    head.core = head.start = tokens[index].start() + (clitics(tokens[index][0], "quran") or 0)
    if index > 1 and tokens[index - 1][0] == "-" and "article" in role(tokens[index - 2][0]):
        index -= 2
        head.start = tokens[index].start()
    while index and tokens[index - 1][0] in ",(:[":
        index -= 1
    named = Head("none", head.start)
    if index and _read_surah_or_collection(text, tokens[:index], named) and named.kind == "surah":
        head.named = named
    return True


def _read_roman(tokens: list[Token], head: Head) -> bool:
    """Read the surah's number in Roman numerals after a trigger: "Sura viii. 37", "Koran ii, 256"."""
    numeral = tokens[-1][0]
    if not numeral or not ROMAN.fullmatch(numeral):
        return False
    index = len(tokens) - 2
    if index > 0 and tokens[index][0] in ".,":
        index -= 1
    if index < 0 or not {"quran", "surah"} & role(tokens[index][0]):
        return False
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    number = sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    head.kind, head.surahs, head.trigger = "surah", (number,), "surah"
    head.core, head.start = tokens[-1].start(), tokens[index].start()
    return True


def _read_surah_or_collection(text: str, tokens: list[Token], head: Head) -> bool:
    if not names.may_end_name(tokens[-1][0]):
        return _read_citation_key(text, tokens, head)
    first = len(tokens)
    while (
        first
        and len(tokens) - first < names.LONGEST_NAME
        and (tokens[first - 1][0][0].isalpha() or tokens[first - 1][0] in "-\n" or _in_name(tokens, first - 1))
    ):
        first -= 1
    return any(_match(text, tokens, index, len(tokens), head) for index in range(first, len(tokens)))


def _in_name(tokens: list[Token], index: int) -> bool:
    """Say whether the token is the forty of "40 Hadith Nawawi", or the stop of "Malik b. Anas"."""
    return tokens[index][0] == "40" or (tokens[index][0] == "." and index > 0 and tokens[index - 1][0] == "b")


def _read_citation_key(text: str, tokens: list[Token], head: Head) -> bool:
    """Read the collection in a citation key: "@bukhari_tawq" (the underscore is a space in folded text)."""
    for index in range(len(tokens) - 2, max(-1, len(tokens) - 6), -1):
        if tokens[index][0] == "@":
            if any(_match(text, tokens, index + 1, end, head) for end in range(len(tokens), index + 1, -1)):
                head.start = tokens[index].start()
                head.titled = True
                return head.kind == "collection"
            return False
    return False


def _match(text: str, tokens: list[Token], first: int, end: int, head: Head) -> bool:
    """Try the tokens from *first* to *end* as a name; fill the head and say so where they are one."""
    word = tokens[first][0]
    if first == end - 1 and "no_name" in role(word):
        return False
    if not (word[0].isalpha() or word == "40") or "article" in role(tokens[end - 1][0]):
        return False
    trigger = _trigger_before(tokens, first)
    for skip in (0, 1) if word[0] in CLITICS and len(word) > 2 else (0,):
        start = tokens[first].start() + skip
        phrase = text[start : tokens[end - 1].end()]
        for name in names.keys(phrase):
            if surahs := _surahs(name, phrase, bool(trigger), head):
                head.kind, head.surahs, head.core, head.start = "surah", surahs, start, start
                _take_trigger(tokens, trigger, head)
                return True
            if collections := names.collection_names().get(name, ()):
                head.kind, head.collections, head.core, head.start = "collection", collections, start, start
                head.titled = head.titled or any("title" in role(token[0]) for token in tokens[first:end])
                _take_titles(tokens[:first], head)
                return True
    return False


def _surahs(name: str, phrase: str, after_trigger: bool, head: Head) -> tuple[int, ...]:
    """Return the surahs of a key: by name; after a trigger by title; in sure company by a spelling near to one."""
    found = names.surah_names().get(name, ())
    if not found and after_trigger:
        found = names.surah_titles().get(name, ())
    if not found and (after_trigger or len(phrase) > len(name) + 2) and len(name) > 3:
        found = names.loose_surah_names().get(names.loose_key(name), ())
        head.loose = bool(found)
    return found


def _trigger_before(tokens: list[Token], first: int) -> int:
    """Return how many tokens stand before the trigger that precedes a name, plus one; 0 where none does."""
    index = first
    while index and (
        tokens[index - 1][0] in '\n-,:("[.'
        or tokens[index - 1][0] in ("the", "of")
        or "article" in role(tokens[index - 1][0])
    ):
        index -= 1
    if index and any(clitics(tokens[index - 1][0], kind) is not None for kind in ("surah", "surah_doubtful", "quran")):
        return index
    return 0


def read_trigger(text: str, base: int, head: Head) -> None:
    """Take the word surah, and Qur'an before it, that stand before a name read otherwise; *base* bounds the search."""
    tokens = list(_TOKEN.finditer(text, base, head.start))
    _take_trigger(tokens, _trigger_before(tokens, len(tokens)), head)


def _take_trigger(tokens: list[Token], trigger: int, head: Head) -> None:
    """Take the word surah, and Qur'an before it, into the stretch of a named reference."""
    index = trigger
    if not index:
        return
    word = tokens[index - 1]
    for kind in ("surah", "surah_doubtful"):
        skip = clitics(word[0], kind)
        if skip is not None:
            head.trigger, head.start = "surah", word.start() + skip
            index -= 1
            if index and tokens[index - 1][0] == ",":
                index -= 1
            break
    if index and "quran" in role(tokens[index - 1][0]):
        head.trigger = head.trigger or "quran"
        head.start = tokens[index - 1].start()


def _take_titles(tokens: list[Token], head: Head) -> None:
    """Take Sahih, Sunan, Imam and the like that stand before a collection's name into its stretch."""
    index = len(tokens)
    while index:
        word = tokens[index - 1]
        skips = [skip for kind in ("title", "imam") if (skip := clitics(word[0], kind)) is not None]
        if skips:
            head.start, head.titled = word.start() + min(skips), True
            index = _take_article(tokens, index - 1, head)
        elif word[0] in ("-", "of", "by") or "article" in role(word[0]):
            index -= 1
        else:
            return


def _take_article(tokens: list[Token], index: int, head: Head) -> int:
    """Take the "al-" of "al-Imam" with it; return how many tokens are left."""
    if index > 1 and tokens[index - 1][0] == "-" and "article" in role(tokens[index - 2][0]):
        head.start = tokens[index - 2].start()
        return index - 2
    return index
