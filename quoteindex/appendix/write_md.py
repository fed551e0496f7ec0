"""An appendix as Markdown, for manuscripts and web sites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoteindex.appendix.entries import Appendix, Entry, Occurrence, Section
from quoteindex.appendix.labels import difference_words, differences, verdict_words

_BREAK = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]\s*")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
# Right-to-left isolate and its end (Unicode Annex 9): what stands beside the Arabic keeps its place.
_RTL, _END = "\u2067", "\u2069"


def write(appendix: Appendix) -> str:
    """Return a heading a work, a list item an entry, and under it an item a place."""
    lines = [f"# {_plain(appendix.title)}", ""]
    for section in appendix.sections:
        lines += _section(section)
    if not appendix.sections:
        lines += ["Nothing is quoted.", ""]
    return "\n".join(lines)


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.title)}"
    yield ""
    for entry in section.entries:
        incipit = f" {_quoted(entry.incipit, entry.language)}" if entry.incipit else ""
        yield f"- **{_plain(entry.reference)}**{incipit}"
        for occurrence in entry.occurrences:
            yield from _occurrence(entry, occurrence)
    yield ""


def _occurrence(entry: Entry, occurrence: Occurrence) -> Iterator[str]:
    place = f"{_plain(occurrence.document)}, {_plain(str(occurrence.place))}"
    parts = [place, verdict_words(occurrence.verdict)]
    cited_as = [_plain(words) for words in occurrence.cited_as if words != entry.reference]
    if cited_as:
        parts.append(f"cited as: {'; '.join(cited_as)}")
    yield "  - " + " · ".join(filter(None, parts))
    for rendering in occurrence.renderings:
        translation = f" ({_plain(rendering.translation)})" if rendering.translation else ""
        yield f"    - “{_plain(rendering.text)}”{translation}"
    pairs = [(_quoted(quoted, "ar"), _quoted(expected, "ar")) for quoted, expected in differences(occurrence.verdict)]
    if pairs:
        yield "    - " + "; ".join(difference_words(*pair) for pair in pairs)


def _quoted(text: str, language: str) -> str:
    if not text:
        return ""
    return f"{_RTL}{_plain(text)}{_END}" if language == "ar" else f"“{_plain(text)}”"


def _plain(text: str) -> str:
    """Return *text* on one line so that Markdown shows it as it is.

    >>> _plain("two\\nlines.txt")
    'two lines.txt'
    >>> _plain("[This] is *it*")
    '\\\\[This\\\\] is \\\\*it\\\\*'
    """
    return _MARKUP.sub(r"\\\1", _BREAK.sub(" ", text))
