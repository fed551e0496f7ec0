"""Verses counted by an ordinal: "the 12th verse of Surah al-Hujurat (49)", "the second verse of al-Baqara"."""

from __future__ import annotations

import re
from functools import cache

from quoteindex.model import Passage
from quoteindex.references.drafts import Draft, Member
from quoteindex.references.folding import folded
from quoteindex.references.quran import name_after
from quoteindex.references.words import alternation
from quoteindex.tables import table


@cache
def ordinals() -> dict[str, int]:
    """Return the ordinals as words, folded → number."""
    return {folded(word): int(row["number"]) for row in table("ordinals") for word in row["words"].split("|")}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = "|".join(sorted(ordinals(), key=lambda word: (-len(word), word)))
    verse = alternation("verse")
    return {
        "before": re.compile(
            rf"(?:(?P<digits>[1-9]\d{{0,2}})(?:st|nd|rd|th)|(?P<word>{words})) (?:{verse})(?![^\W\d_])"
        ),
        "after": re.compile(rf"(?P<word>{words})(?![^\W\d_])"),
        "verse": re.compile(rf"(?<![^\W\d_])(?:{verse}) $"),
        "index": re.compile(r" ?[(\[](\d{1,3})[)\]]"),
    }


def may_be_ordinal(text: str, end: int) -> bool:
    """Whether the letters after a number make it an ordinal."""
    return text[end : end + 3] in ("st ", "nd ", "rd ", "th ")


def read_ordinal(text: str, at: int) -> Draft | None:
    """Read "12th verse of Surah al-Hujurat (49)" at *at*; in Arabic the ordinal follows: "الآية الثانية من سورة …"."""
    start = at
    match = _patterns()["before"].match(text, at)
    if match is None and text[at] > "\u0600":
        verse = _patterns()["verse"].search(text[max(0, at - 8) : at])
        match = _patterns()["after"].match(text, at) if verse else None
        start = at - len(verse[0]) if verse else at
    named = name_after(text, match.end(), of=True) if match else None
    if match is None or named is None:
        return None
    surahs, end = named
    index = _patterns()["index"].match(text, end)
    end = index.end() if index and int(index[1]) in surahs else end
    number = ordinals()[match["word"]] if match["word"] else int(match["digits"])
    choices = tuple(Passage.quran(surah, number) for surah in surahs)
    return Draft(start, end, "verse_of_surah", [Member(start, end, choices)])
