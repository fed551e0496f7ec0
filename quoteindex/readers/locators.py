"""Paragraphs and pages: the places that every format has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoteindex.model import Locator

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


def paragraphs(visible: str) -> Iterator[Locator]:
    """Number the paragraphs of a text, from 1: runs of lines between blank lines.

    A text without any blank line between its lines is taken to have one paragraph a line.

    >>> [(p.start, p.label) for p in paragraphs("one\\ntwo\\n\\nthree")]
    [(0, '1'), (9, '2')]
    >>> [(p.start, p.label) for p in paragraphs("one\\ntwo")]
    [(0, '1'), (4, '2')]
    """
    lines = [match.span() for match in _LINE.finditer(visible) if not match[0].isspace()]
    starts = [0] * bool(lines)
    starts += [
        at
        for at in range(1, len(lines))
        if len(_LINE_END.findall(visible, lines[at - 1][1], lines[at][0])) > 1
    ]
    if len(starts) < 2:
        starts = list(range(len(lines)))
    for number, at in enumerate(starts, 1):
        start, end = lines[at]
        line = visible[start:end]
        yield Locator(start + len(line) - len(line.lstrip()), "paragraph", str(number))


def pages(text: str) -> Iterator[Locator]:
    """Number the pages of a text that has form feeds, from 1; none where it has none.

    >>> [p.label for p in pages("one\\ftwo")]
    ['1', '2']
    """
    if "\f" not in text:
        return
    starts = [0, *(match.end() for match in re.finditer("\f", text))]
    for number, start in enumerate(starts, 1):
        yield Locator(start, "page", str(number))
