"""Plain text: every character is a word of the author, but for the addresses of web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoteindex.readers.markup import Hidden, Markup
from quoteindex.readers.textual import TextReader

# An address ends at a blank, at a mark that encloses it, or at Arabic punctuation.
_ADDRESS = re.compile(r"[hHfF](?i:ttps?|tp)://[^\s<>\"'“”‘’«»()\[\]{}|،؛؟]+")
_LONGEST_TITLE = 120


def addresses(text: str) -> Iterator[Hidden]:
    """Yield the web addresses of a text: the numbers and names in them are no words.

    >>> [text for text in map(lambda h: "see https://quran.com/2/255."[h.start : h.end], addresses("see https://quran.com/2/255."))]
    ['https://quran.com/2/255']
    """
    for match in _ADDRESS.finditer(text):
        yield Hidden(match.start(), match.start() + len(match[0].rstrip(".,;:!?")))


def mark_up(text: str) -> Markup:
    """Find the markup of a plain text; its title is its first line, where that is short."""
    first = text.lstrip("\ufeff \t\r\n")[: _LONGEST_TITLE + 1].splitlines()[:1]
    title = first[0].strip() if first and len(first[0]) <= _LONGEST_TITLE else ""
    return Markup(tuple(addresses(text)), title=title)


READER = TextReader("txt", (".txt", ".text", ".adoc", ".asciidoc", ".rst", ".org"), mark_up)
