"""What stands before the first number of a reference: a name, a trigger, labels; read backward from the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from quoteindex.references import names
from quoteindex.references.words import role

REACH = 110
"""How many folded characters before a number are looked at."""

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]")
_LABELS = ("verse", "hadith", "number", "book", "volume", "page", "chapter")
_OPENERS = {")": "(", "]": "[", "}": "{"}
_CLITICS = "وفبلك"  # particles that Arabic writes in one word with the next: and, so, by, to, as


@dataclass(slots=True)
class Head:
    """The typed parts before a number; offsets are of the folded text.

    ``kind`` is the strongest part: a surah or a collection by name, the word surah or Qur'an, or only a label.
    """

    kind: Literal["surah", "collection", "surah_word", "quran", "label", "none"]
    start: int
    surahs: tuple[int, ...] = ()
    collections: tuple[str, ...] = ()
    trigger: bool = False
    label: str = ""
    marks: str = ""
    core: int = 0
    title: bool = False
    loose: bool = False
    titled: bool = False
    skipped: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


def read_head(text: str, at: int) -> Head:
    """Read what stands before the number at *at*; a head of kind "none" where nothing there makes it a reference."""
    base = max(0, at - REACH)
    window = text[base:at]
    tokens = [_Token(match[0], base + match.start(), base + match.end()) for match in _TOKEN.finditer(window)]
    if base and tokens and tokens[0].start == base and tokens[0].is_word:
        del tokens[0]  # cut in the middle, perhaps
    head = Head("none", at)
    left = _skip_labels(tokens, head)
    if left == 0:
        return _label_head(head)
    named = _read_name(text, tokens[:left], head)
    if not named and "n" in head.marks.replace("\n", "n") and head.label == "":
        return _label_head(head)
    return head if named else _label_head(head)


def _label_head(head: Head) -> Head:
    if head.label:
        head.kind = "label"
    return head


def _skip_labels(tokens: list[_Token], head: Head) -> int:
    """Step back over marks, labels, glosses in brackets and chapter titles; return how many tokens are left."""
    left = len(tokens)
    lines = 0
    while left:
        token = tokens[left - 1]
        kinds = role(token.text)
        label = next((kind for kind in _LABELS if kind in kinds), "")
        if token.text == "\n":
            lines += 1
            if lines > 1:
                return left
        elif token.text in ":,.#([{/-;﴿|":
            head.marks = token.text + head.marks
            if len(head.marks) > 5:
                return left
        elif label and not _names_surah_letter(tokens, left) and not (token.text in ("v", "n", "h", "p", "no") and False):
            head.label = head.label or label
            if label in ("volume", "book", "page", "chapter", "verse") :
                head.label = label
            head.start = token.start
        elif token.text in _OPENERS:
            opening = _opening(tokens, left - 1)
            if opening is None:
                return left
            head.skipped.append("gloss")
            left = opening
            continue
        elif token.text == '"':
            opening = _quote_start(tokens, left - 1)
            if opening is None:
                return left
            head.skipped.append("chapter")
            left = opening
            continue
        else:
            return left
        left -= 1
    return left


def _names_surah_letter(tokens: list[_Token], left: int) -> bool:
    """Say whether a letter that may be a label is the name of a surah (ص, ق, ن) after the word surah or a bracket."""
    token = tokens[left - 1]
    if token.text not in ("ص", "ق", "ن", "ح"):
        return False
    before = tokens[left - 2].text if left > 1 else ""
    return "surah" in role(before) or (before in ("[", "(", "﴿", "{") and token.text != "ح")


def _opening(tokens: list[_Token], closing: int) -> int | None:
    """Return the index of the bracket that opens the gloss which ends at *closing*, if it is short and has no number."""
    for index in range(closing - 1, max(-1, closing - 9), -1):
        if tokens[index].text == _OPENERS[tokens[closing].text]:
            return index
        if tokens[index].text.isdigit() or tokens[index].text == "\n":
            return None
    return None


def _quote_start(tokens: list[_Token], closing: int) -> int | None:
    for index in range(closing - 1, max(-1, closing - 9), -1):
        if tokens[index].text == '"':
            return index
    return None


def _read_name(text: str, tokens: list[_Token], head: Head) -> bool:
    """Find the name or trigger that ends the tokens, the longest first, and take in what belongs before it."""
    last = tokens[-1]
    if not last.is_word:
        return False
    kinds = role(last.text)
    if "surah" in kinds or "surah" in role(last.text.lstrip(_CLITICS)):
        head.kind, head.trigger, head.core, head.start = "surah_word", True, last.start, last.start
        _take_trigger(tokens[:-1], head)
        return True
    if _read_surah_or_collection(text, tokens, head):
        return True
    if "quran" in kinds:
        head.kind, head.trigger, head.core, head.start = "quran", True, last.start, last.start
        _take_article(tokens[:-1], head)
        return True
    return False


def _read_surah_or_collection(text: str, tokens: list[_Token], head: Head) -> bool:
    if not names.may_end_name(tokens[-1].text) and not names.may_end_name(tokens[-1].text.lstrip(_CLITICS)):
        return False
    first = len(tokens)
    while first and len(tokens) - first < names.LONGEST_NAME and _belongs(text, tokens, first - 1):
        first -= 1
    for index in range(first, len(tokens)):
        if _match(text, tokens, index, head):
            return True
    return False


def _belongs(text: str, tokens: list[_Token], index: int) -> bool:
    """Say whether the token is a word that only spaces, a dash or a single line end part from the next one."""
    if not tokens[index].is_word and tokens[index].text not in "-\n":
        return False
    if index + 1 < len(tokens) and tokens[index].text == tokens[index + 1].text == "\n":
        return False
    return True


def _match(text: str, tokens: list[_Token], index: int, head: Head) -> bool:
    """Try the tokens from *index* on as a name; fill the head and say so where they are one."""
    first = tokens[index]
    if not first.is_word:
        return False
    after_trigger = _after_trigger(tokens, index)
    for skip in (0, 1) if first.text[0] in _CLITICS and len(first.text) > 2 else (0,):
        phrase = text[first.start + skip : tokens[-1].end]
        for name in names.keys(phrase):
            surahs = names.surah_names().get(name, ())
            if not surahs and after_trigger:
                surahs = names.surah_titles().get(name, ())
                head.title = bool(surahs)
            if not surahs and (after_trigger or head.label == "verse" or ":" in head.marks):
                surahs = names.loose_surah_names().get(names.loose_key(name), ())
                head.loose = bool(surahs)
            if surahs:
                head.kind, head.surahs, head.core, head.start = "surah", surahs, first.start + skip, first.start + skip
                _take_trigger(tokens[:index], head)
                return True
            if collections := names.collection_names().get(name, ()):
                head.kind, head.collections = "collection", collections
                head.core = head.start = first.start + skip
                _take_titles(tokens[:index], head)
                return True
    return False


def _after_trigger(tokens: list[_Token], index: int) -> bool:
    while index and (tokens[index - 1].text in ("\n", ",", ":", "(", '"', "-", "[", "of", "the") or
                     "article" in role(tokens[index - 1].text)):
        index -= 1
    return bool(index) and bool({"surah", "quran"} & role(tokens[index - 1].text))


def _take_trigger(tokens: list[_Token], head: Head) -> None:
    """Take the word surah, and Qur'an, that stand before a name into its stretch."""
    index = len(tokens)
    while index and tokens[index - 1].text in ("\n", "-", "of", "the", '"', "(", "[") or (
        index and "article" in role(tokens[index - 1].text)):
        index -= 1
    if not index:
        return
    before = tokens[index - 1]
    bare = before.text.lstrip(_CLITICS)
    if "surah" in role(before.text) or "surah" in role(bare):
        clitic = 0 if "surah" in role(before.text) else len(before.text) - len(bare)
        head.trigger, head.start = True, before.start + clitic
        index -= 1
        if index and tokens[index - 1].text == ",":
            index -= 1
        before = tokens[index - 1] if index else before
    elif tokens[index - 1].text == "," and index > 1:
        before = tokens[index - 2]
    if "quran" in role(before.text) and len(before.text) > 1 or before.text == "q" and head.kind != "surah_word":
        head.trigger, head.start = True, before.start


def _take_article(tokens: list[_Token], head: Head) -> None:
    if tokens and tokens[-1].text == "-" and len(tokens) > 1 and tokens[-2].text == "al":
        head.start = tokens[-2].start


def _take_titles(tokens: list[_Token], head: Head) -> None:
    """Take Sahih, Sunan, Imam and the like that stand before a collection's name into its stretch."""
    index = len(tokens)
    while index:
        word = tokens[index - 1].text
        kinds = role(word)
        if {"title", "imam"} & kinds or "title" in role(word.lstrip(_CLITICS)):
            clitic = 0 if {"title", "imam"} & kinds else len(word) - len(word.lstrip(_CLITICS))
            head.start = tokens[index - 1].start + clitic
            head.titled = True
        elif not (word in ("-", "of", "by") or "article" in kinds):
            return
        index -= 1
