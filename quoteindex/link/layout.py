"""How the members of a document lie: what stands between two of them, and what stands directly around each.

Everything is measured once, between neighbours, and summed where others lie in between: time is linear in the members.
Words are counted in the visible text, without the marks of HTML, Markdown, Pandoc and TeX that a reader may leave.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quoteindex.model import Document, Span

_MARKUP = re.compile(r"<[^<>\n]{0,200}>|^[ \t]*:::.*$|\{[^{}\n]{0,80}=[^{}\n]{0,80}\}|\\[A-Za-z_]+", re.MULTILINE)
# A word for the purpose of distance; a lone letter (the wāw of a list, an "a") is none.
_WORD = re.compile(r"[^\W\d_][\w\u064b-\u0652\u0670'’ʿʾ-]+")
# A stop after which at least one word follows in a sentence of its own ("A." of a dialogue is none).
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]*_\s]*(?=\s)(?=[^.!?؟…]*[^\W\d_]{2})")
_BLANK_LINE = re.compile(r"\n[ \t>\r]*\n")
# What begins something new: an item, a heading, a table row, a rule.
_NEW_ITEM = re.compile(
    r"\n[ \t>]*(?:[-*+•●▪◦☪][ \t]|[(\[]?\d{1,3}[.)\]\-–][ \t]|\[\^|[¹²³⁰⁴-⁹]|\#{1,6}[ \t]|=+[ \t]|\||-{3,}[ \t]*$)"
    r"|<(?:li|tr|h[1-6]|hr|dt)\b",
    re.MULTILINE | re.IGNORECASE,
)
_STOP = re.compile(r"[.!?؟](?=\W)|[.!?؟]$")
_OUTER_STOP = re.compile(r"[”\"»’)﴾﴿\]}*]\s*[.؟!?]\s+$")  # a stop beyond the marks of what was quoted
_BEFORE_QUOTED = " \t\r\n\"'“”‘’«»﴿﴾([{*_>"  # blanks and marks that stand between a colon and what is quoted
_LABEL_WORDS = 2
_OPENING, _CLOSING = "([{（﴿", ")]}）﴾"
_BRACKET_REACH = 60  # how far before a reference the bracket in which it stands may open: "(see also Sahih …"
_CONTEXT = 400  # of a long gap only both ends are read for marks; no rule looks further


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two members, other members left out."""

    words: int = 0
    sentence_ends: int = 0
    line_breaks: int = 0
    blank_lines: int = 0
    new_items: int = 0
    stops: int = 0
    introduces: bool = False
    ends_sentence: bool = False

    def __add__(self, after: Gap) -> Gap:
        """Lengthen the gap by the next one; the marks are those of the last."""
        return self._with(after, 1, after)

    def __sub__(self, before: Gap) -> Gap:
        """Take off the beginning."""
        return self._with(before, -1, self)

    def _with(self, other: Gap, sign: int, last: Gap) -> Gap:
        return Gap(
            self.words + sign * other.words,
            self.sentence_ends + sign * other.sentence_ends,
            self.line_breaks + sign * other.line_breaks,
            self.blank_lines + sign * other.blank_lines,
            self.new_items + sign * other.new_items,
            self.stops + sign * other.stops,
            last.introduces,
            last.ends_sentence,
        )


def gap_of(text: str, visible: str) -> Gap:
    """Measure one stretch: *text* with its markup, *visible* with the markup blanked.

    >>> gap_of(" (which means): ", " (which means): ")
    Gap(words=2, sentence_ends=0, line_breaks=0, blank_lines=0, new_items=0, stops=0, introduces=True,
        ends_sentence=False)
    """
    plain = _MARKUP.sub(" ", visible)
    sentence_ends = len(_SENTENCE_END.findall(plain[:_CONTEXT]))
    new_items = len(_NEW_ITEM.findall(text))
    return Gap(
        words=len(_WORD.findall(plain)),
        sentence_ends=sentence_ends,
        line_breaks=plain.count("\n"),
        blank_lines=len(_BLANK_LINE.findall(plain)),
        new_items=new_items,
        stops=len(_STOP.findall(plain[:_CONTEXT])),
        introduces=not sentence_ends and not new_items and _introduces(plain),
        ends_sentence=bool(_OUTER_STOP.search(plain[-_CONTEXT:])),
    )


def _introduces(plain: str) -> bool:
    """Say whether what stands before the gap leads, in the same sentence, to a colon before what stands after it.

    A colon after one or two words of a new line is the label of that line ("Arabic:") and leads from nothing.
    """
    words = plain.rstrip(_BEFORE_QUOTED)
    if not words.endswith(":"):
        return False
    line = words.rfind("\n")
    return line < 0 or (len(_WORD.findall(words, line)) > _LABEL_WORDS and not _BLANK_LINE.search(words))


class Layout:
    """The gaps between the members of a document, given by their spans in reading order."""

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        text, visible = document.text, document.visible
        gaps, reached = [Gap()], 0
        for number, span in enumerate(spans):
            if number:
                stretch = slice(min(reached, span.start), span.start)
                gaps.append(gap_of(text[stretch], visible[stretch]))
            reached = max(reached, span.end)
        self._sums = list(accumulate(gaps))

    def between(self, first: int, second: int) -> Gap:
        """Sum the gaps from one member to a later one."""
        return self._sums[second] - self._sums[first]


def in_brackets(text: str, span: Span) -> Span:
    """Widen a span to the brackets around it, where they stand in its own line; otherwise return it as it is.

    >>> in_brackets("x (see Muslim 2564) y", Span(7, 18)).of("x (see Muslim 2564) y")
    '(see Muslim 2564)'
    """
    depth = 0
    for at in range(span.start - 1, max(-1, span.start - _BRACKET_REACH), -1):
        mark = text[at]
        if mark == "\n":
            break
        if mark in _CLOSING:
            depth += 1
        elif mark in _OPENING:
            if not depth:
                return Span(at, _closing_after(text, span.end))
            depth -= 1
    return span


def _closing_after(text: str, end: int) -> int:
    """Find the end of the bracket that is open at *end*; *end* itself where it never closes nearby."""
    depth = 0
    for at in range(end, min(len(text), end + _BRACKET_REACH)):
        mark = text[at]
        if mark == "\n":
            break
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            if not depth:
                return at + 1
            depth -= 1
    return end


def begins_line(text: str, start: int) -> bool:
    """Say whether nothing but marks and blanks stands before *start* in its line."""
    reach = max(0, start - _BRACKET_REACH)
    line = text.rfind("\n", reach, start) + 1
    if not line and reach:
        return False
    return not _WORD.search(_MARKUP.sub(" ", text[line:start]))


def leads(text: str, outer: Span) -> bool:
    """Say whether a reference in brackets begins its line and a quotation mark follows: ``[2:153] “O you …”``."""
    follows = text[outer.end : outer.end + _BRACKET_REACH].lstrip(" \t:–—-")
    return begins_line(text, outer.start) and follows[:1] in tuple("“\"«﴿‘")


def is_label(text: str, span: Span) -> bool:
    """Say whether a reference labels what follows: it begins its line, and its line ends with it or with a colon."""
    if not begins_line(text, span.start):
        return False
    rest = text[span.end : span.end + _BRACKET_REACH * 2].split("\n", 1)[0]
    rest = _MARKUP.sub(" ", rest)
    head, colon, _ = rest.partition(":")
    return len(_WORD.findall(head)) <= _LABEL_WORDS and bool(colon or not _WORD.search(rest))
