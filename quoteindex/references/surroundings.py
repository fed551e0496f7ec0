"""What stands around a reference: brackets, quotation marks, line ends, and the words of whose company it is known."""

from __future__ import annotations

import re
from functools import cache

from quoteindex.references.folding import FoldedText, folded
from quoteindex.references.words import alternation, role
from quoteindex.tables import table

_CLOSING_MARKS = "”\"’»*﴾﴿}'›"
_LEFT = frozenset('([{\n"-﴿}])|>/~=')
_RIGHT = frozenset(')]}\n.,;﴿|"<-&')
_CUE_REACH = 240
_QUOTED_REACH = 1000
"""How far back the mark is looked for that opens a quotation."""
_TITLE_REACH = 80
"""How far before a pair of numbers the title of a book may begin."""


def before(text: str, at: int) -> str:
    """Return the last character before *at* that is no space; a line end where there is none."""
    return text[max(0, at - 6) : at].rstrip(" ")[-1:] or ("\n" if at < 6 else " ")


def opens_apart(text: str, start: int) -> bool:
    """Say whether what starts at *start* stands apart: after a bracket, a mark, a line end, or "see"."""
    mark = before(text, start)
    if mark in ";,":
        return inside_bracket(text, start)
    return mark in _LEFT or bool(re.search(rf"\b(?:{alternation('see')})\.?:? $", text[max(0, start - 12) : start]))


def ends_apart(text: str, end: int) -> bool:
    """Say whether what ends at *end* stands apart: before a bracket, a mark, a line end or "and"."""
    after = text[end : end + 1]
    if after in _RIGHT or not after:
        return True
    return after == " " and (
        text[end + 1 : end + 2] in _RIGHT or bool(re.match(rf" ?(?:{alternation('and')}) ", text[end : end + 6]))
    )


def inside_bracket(text: str, at: int) -> bool:
    """Say whether a bracket is open at *at*, as far as the line before it tells."""
    near = text[max(0, at - 100) : at]
    return max(near.rfind("("), near.rfind("[")) > max(near.rfind(")"), near.rfind("]"), near.rfind("\n"))


def in_brackets(text: str, start: int, end: int) -> bool:
    """Say whether the stretch fills a bracket, or is the first or last thing in it."""
    mark = before(text, start)
    return (mark in "([{﴿" or (mark in ";," and inside_bracket(text, start))) and text[end : end + 2].lstrip(" ")[
        :1
    ] in tuple(")]}﴿;,.:")


def closing_bracket(text: str, start: int, end: int) -> int:
    """Return the end with the bracket that closes one opened inside the stretch: "Surah al-Sharh (94:6)"."""
    inside = text[start:end]
    for opening, closing in ("()", "[]"):
        after = text[end : end + 2].lstrip(" ")[:1]
        if inside.count(opening) > inside.count(closing) and after == closing:
            return text.index(closing, end) + 1
    return end


def counts_something(text: str, end: int) -> bool:
    """Say whether the number that ends at *end* counts what follows: "7 verses", "25 years", "3 goals"."""
    match = re.match(r"(?: |-)([^\W\d_]+)", text[end : end + 24])
    return match is not None and "counted" in role(match[1])


def word_follows(text: str, end: int) -> bool:
    """Say whether an ordinary word follows directly, so that the number may belong to it."""
    match = re.match(r" ?([^\W\d_]+)", text[end : end + 24])
    return match is not None and not role(match[1]) & {"and", "of", "see", "by", "authority", "to"}


def after_quotation(text: FoldedText, start: int) -> bool:
    """Say whether a quotation, or emphasised words, end directly before *start* (a bracket may stand between)."""
    stop = text.offset(start) if start < len(text) else len(text.original)
    left = text.original[max(0, stop - 12) : stop].rstrip(" \t\r\n([{-–—~>*_.،,")
    kept = text.original[max(0, stop - 12) : stop][len(left) :]
    return (left[-1:] != "" and left[-1] in _CLOSING_MARKS) or "*" in kept.lstrip(" .") or "_" in kept


def inside_quotation(text: FoldedText, start: int, end: int) -> bool:
    """Say whether a stretch is among the words of a quotation: a mark is open before it, and it does not end there.

    A place in brackets directly before the closing mark is the writer's own: “… (v. 40)”.
    """
    first, last = text.offset(start), text.offset(end - 1) + 1
    before_it = text.original[max(0, first - _QUOTED_REACH) : first].rpartition("\n")[2]
    straight = before_it.count('"') % 2 == 1
    opened = straight or any(before_it.rfind(a) > before_it.rfind(b) for a, b in ("“”", "«»", "„“"))
    return opened and re.match(r"[.\s)\]]{0,3}[”\"»“]", text.original[last : last + 4]) is None


def is_commentary(text: str, start: int) -> bool:
    """Say whether the collection named at *start* is only what another book comments on: "Sharh Sahih al-Bukhari"."""
    match = re.search(r"([^\W\d_]+)(?: (?:on|of))?(?: the)? $", text[max(0, start - 24) : start])
    return match is not None and "commentary" in role(match[1])


def place_in_print(text: str, start: int, end: int) -> bool:
    """Say whether a bare pair is volume and page: before "#" and a number, after "ch. 3", or after a book's title.

    "Baghawi, Sharh al-sunna (5:184#1384)", "Majmu' fatawa (1:140)", "ch.1 (5:456)".
    """
    if re.match(r"(?:[-,/ \d]{0,24}) ?[(\[]?#\d", text[end : end + 30]):
        return True
    stretch = text[max(0, start - _TITLE_REACH) : start]
    if re.search(rf"\b(?:{alternation('chapter')})\.? ?\d{{1,3}}(?:,\s?\d{{1,3}}){{0,3}},?\s?[(\[]$", stretch):
        return True
    title = re.search(r"((?:[^\W\d_]+[-\s]{1,2}){0,6}[^\W\d_]+)\s?[(\[]$", stretch)
    words = re.findall(r"[^\W\d_]+", title[1]) if title else []
    known = next((index for index, word in enumerate(words) if "work" in role(word)), len(words))
    return known < len(words) and not _little_words() & set(words[known:])


@cache
def _little_words() -> frozenset[str]:
    """Return the English words that a sentence has after a book's title, and no title in transliteration."""
    return frozenset(row["word"] for row in table("function_words_en")) - {"al", "as"}


@cache
def other_books(*kinds: str) -> frozenset[str]:
    """Return the folded words, of some *kinds* or all, after which a pair belongs to another book or is a score."""
    rows = (row for row in table("not_references") if not kinds or row["kind"] in kinds)
    return frozenset(folded(word) for row in rows for word in row["words"].split("|"))


def of_other_book(text: str, start: int, end: int) -> bool:
    """Say whether chapter and verse are another book's: "Genesis, chapter 16, verse 9", "…, verse 16 of John"."""
    earlier = re.findall(r"[^\W\d_]+", text[max(0, start - 24) : start])
    later = re.match(r"[)\]]? (?:of|in|from) (?:the )?([^\W\d_]+)", text[end : end + 40])
    return bool(other_books("bible", "scripture") & {*earlier[-2:], later[1] if later else ""})


def hadith_cue(text: str, at: int) -> bool:
    """Say whether a hadith is being told in the sentences before *at*: "the Prophet said"."""
    window = text[max(0, at - _CUE_REACH) : at]
    return any("hadith_cue" in role(word) for word in re.findall(r"[^\W\d_]+|ﷺ", window))
