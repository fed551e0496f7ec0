"""Where in a document an offset lies, in the terms in which people look it up: page, section, paragraph, line."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from quoteindex.model import Document

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document.

    ``line`` and ``column`` count from 1, in code points; ``page``, ``section``, ``paragraph`` and ``note`` are the
    labels that the reader found, "" where the document has none.

    >>> str(Place(45, 1, page="12", section="On patience"))
    'p. 12, On patience, line 45'
    """

    line: int
    column: int
    page: str = ""
    section: str = ""
    paragraph: str = ""
    note: str = ""

    def __str__(self) -> str:
        named = (
            f"p. {self.page}" if self.page else "",
            self.section,
            f"¶ {self.paragraph}" if self.paragraph else "",
            f"note {self.note}" if self.note else "",
            f"line {self.line}",
        )
        return ", ".join(part for part in named if part)


class Places:
    """The places of one document, looked up by code point.

    >>> Places(Document("d", "one\\r\\ntwo\\nthree")).at(9)
    Place(line=3, column=1, page='', section='', paragraph='', note='')
    """

    def __init__(self, document: Document) -> None:
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(document.text))]
        self._locators = sorted(document.locators)
        self._starts = [locator.start for locator in self._locators]

    def at(self, offset: int) -> Place:
        """Return the place of the code point at *offset*."""
        line = bisect_right(self._lines, offset)
        labels: dict[str, str] = {}
        for locator in self._locators[: bisect_right(self._starts, offset)]:
            if locator.kind != "note":
                # Whatever starts after a note ends it; pages and sections last until the next of their kind.
                labels.pop("note", None)
            labels[locator.kind] = locator.label
        return Place(line, offset - self._lines[line - 1] + 1, **labels)
