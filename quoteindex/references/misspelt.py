"""Surah names that no table has, borne out by the number beside them: "(Al-Hujarat 49:12)".

A name is written in more ways than any list holds.  Where a pair of numbers follows it and the surah of that number
has a name that differs in a letter or two, the name was meant.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from quoteindex.references import names
from quoteindex.references.drafts import Draft
from quoteindex.references.folding import FoldedText
from quoteindex.references.heads import Head, read_trigger
from quoteindex.references.quran import read_bare
from quoteindex.references.resolve import in_range
from quoteindex.references.words import role

# So much of the letters must agree (of 100); shorter names are too near to other words.
_ALIKE, _SHORTEST = 80, 5
# A name has at most so many words, and stands within so many characters.
_WORDS, _REACH = 3, 40


def read_misspelt(folded: FoldedText, at: int) -> Draft | None:
    """Read a pair at *at* before which a spelling near to its surah's name stands; None where none does."""
    draft = read_bare(folded, at)
    if draft is None or folded.text[at : draft.end].find(":") < 0 or not in_range(draft.members[0].passages[0]):
        return None
    head = _head(folded.text, at, draft.members[0].passages[0].start[0])
    if head is None:
        return None
    draft.start = draft.members[0].start = head.start
    draft.form = "surah"
    return draft


def _head(text: str, at: int, surah: int) -> Head | None:
    base = max(0, at - _REACH)
    found = list(names.WORD.finditer(text, base, at))
    if base and found and found[0].start() == base:
        del found[0]  # cut in the middle, perhaps
    if not found or text[found[-1].end() : at].strip(" ,:([-"):
        return None
    for count in range(min(_WORDS, len(found)), 0, -1):
        first = found[-count]
        phrase = text[first.start() : found[-1].end()]
        if "\n" in phrase or phrase > "\u0600" or "article" in role(found[-1][0]):
            continue
        if is_like(phrase, surah):
            head = Head("surah", first.start(), first.start(), surahs=(surah,))
            read_trigger(text, base, head)
            return head
    return None


def is_like(phrase: str, surah: int) -> bool:
    """Whether a folded phrase is a name of the surah but for a letter or two.

    >>> is_like("al-hujarat", 49), is_like("at the score", 49)
    (True, False)
    """
    from rapidfuzz import fuzz, process

    key, known = names.key(phrase), _keys()[surah]
    near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=_ALIKE) if len(key) >= _SHORTEST else None
    return near is not None


@cache
def _keys() -> dict[int, list[str]]:
    found = defaultdict(list)
    for name, numbers in names.surah_names().items():
        for number in numbers:
            if len(name) >= _SHORTEST:
                found[number].append(name)
    return found
