"""Where in a document an offset lies, in the words people use: page, section, paragraph, note, line."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from quoteindex.model import Document

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document; the line is counted from 1, the rest is "" where the document has no such thing."""

    line: int
    page: str = ""
    section: str = ""
    paragraph: str = ""
    note: str = ""

    def __str__(self) -> str:
        """Write the place as people cite it, the line alone where nothing else is known.

        >>> str(Place(12, section="On patience", paragraph="3"))
        'On patience, ¶ 3'
        >>> str(Place(12))
        'line 12'
        """
        named = (
            f"p. {self.page}" if self.page else "",
            self.section,
            f"note {self.note}" if self.note else f"¶ {self.paragraph}" if self.paragraph else "",
        )
        return ", ".join(filter(None, named)) or f"line {self.line}"


class Places:
    """The places of one document, ready for many questions."""

    def __init__(self, document: Document) -> None:
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(document.text))]
        self._starts: dict[str, list[int]] = {}
        self._labels: dict[str, list[str]] = {}
        for locator in sorted(document.locators):
            self._starts.setdefault(locator.kind, []).append(locator.start)
            self._labels.setdefault(locator.kind, []).append(locator.label)

    def at(self, offset: int) -> Place:
        """Return the place of a code point.

        >>> document = Document("d", "# One\\n\\nSay\\n", locators=())
        >>> Places(document).at(8)
        Place(line=3, page='', section='', paragraph='', note='')
        """
        line = bisect_right(self._lines, offset)
        kinds = {kind: self._last(kind, offset) for kind in ("page", "section", "paragraph", "note")}
        # A note ends where the next paragraph starts.
        note = kinds["note"][1] if kinds["note"][0] >= kinds["paragraph"][0] else ""
        return Place(line, kinds["page"][1], kinds["section"][1], kinds["paragraph"][1], note)

    def _last(self, kind: str, offset: int) -> tuple[int, str]:
        """Return start and label of the last locator of a kind at or before the offset; (-1, "") for none."""
        starts = self._starts.get(kind, [])
        at = bisect_right(starts, offset) - 1
        return (starts[at], self._labels[kind][at]) if at >= 0 else (-1, "")
