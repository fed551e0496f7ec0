"""Verses that have a name of their own: "Ayat al-Kursi", "the Light Verse" (``corpora/named_verses.tsv``)."""

from __future__ import annotations

import re
from functools import cache

from quoteindex.model import Passage
from quoteindex.references.drafts import Draft, Member
from quoteindex.references.folding import folded
from quoteindex.tables import table

_WORD = re.compile(r"[^\W\d_]+")


def named_verses() -> tuple[str, ...]:
    """Return the folded names of verses."""
    return tuple(_phrases()[1])


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, Passage]]:
    found = {
        " ".join(_WORD.findall(folded(words_))): Passage.parse(row["passage"])
        for row in table("named_verses")
        for words_ in row["words"].split("|")
    }
    alternatives = (r"[ -]{1,2}".join(phrase.split()) for phrase in sorted(found, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?:{'|'.join(alternatives)})(?![^\W\d_])"), found


def read_named_verse(text: str, at: int) -> Draft | None:
    """Read a verse that has a name of its own: "Ayat al-Kursi"."""
    pattern, passages = _phrases()
    match = pattern.match(text, at)
    if not match:
        return None
    passage = passages[" ".join(_WORD.findall(match[0]))]
    start = at - 3 if text[max(0, at - 3) : at] == "al-" and not text[at - 4 : at - 3].isalpha() else at
    return Draft(start, match.end(), "named_verse", [Member(start, match.end(), (passage,))])
