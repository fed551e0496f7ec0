"""The numbers of a Qur'an reference, read forward from its first digit: verses, pairs, lists and ranges.

Everything works on folded text (ASCII digits, one kind of dash, of colon, of comma) and never looks further than the
reference reaches; each pattern is bounded, so that no input makes it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quoteindex.references.surroundings import word_follows
from quoteindex.references.words import alternation

FOLLOWING = -1
"""The ``last`` verse of "37ff": up to the end of the surah."""


@dataclass(frozen=True, slots=True)
class Verses:
    """One member of a Qur'an reference: ``surah`` (0: the one named before it), verse, and the inclusive end."""

    start: int
    end: int
    surah: int
    verse: int
    last_surah: int
    last: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    verse, to, joint, onward = (alternation(kind) for kind in ("verse", "to", "and", "onward"))
    label = rf"(?:(?:{verse})\b\.? ?:? ?)"
    sources = {
        # "37", "37a", "37-38", "37 to 40", "37f", "37-9:2"
        "item": rf"(?P<verse>[1-9]\d{{0,2}})(?:[a-d]\b)?"
        rf"(?:(?: ?-{{1,3}} ?| (?:{to}) )(?:(?:{verse})\.? )?"
        rf"(?:(?P<surah>[1-9]\d{{0,2}}) ?[:./] ?)?(?P<last>[1-9]\d{{0,2}})(?:[a-d]\b)?(?!\d))?"
        rf"(?P<f> ?ff?\b\.?(?!\w)| (?:{onward})\b)?(?!\d)",
        "pair": r"(?P<surah>[1-9]\d{0,2})(?P<mark> ?[:/] ?|\.)(?=\d)",
        # "8, verse 37", "8 (al-anfal): 37", "8:v. 37"
        "index": r"(?P<surah>[1-9]\d{0,2}) ?(?P<close>[)\]] ?)?"
        r"(?:[(\[] ?(?P<name>[^\W\d_][^()\[\]\n\d]{0,40})[)\]] ?)?"
        rf"(?P<mark>[:,;/] ?)?(?P<label>{label})?[(\[]?(?=\d)",
        "joint": rf"(?: ?[,;] ?(?:(?:{joint}) ?)?| (?:{joint}) ?)(?P<label>{label})?(?=\d)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def pattern(name: str) -> re.Pattern[str]:
    """Return one of the compiled patterns: item, pair, index or joint."""
    return _patterns()[name]


def read_item(text: str, at: int, surah: int, start: int | None = None) -> Verses | None:
    """Read one verse or range of *surah* at *at*; ``start`` is where its stretch begins, if not there."""
    match = pattern("item").match(text, at)
    if not match or goes_on(text, match.end()):
        return None
    verse = int(match["verse"])
    last_surah, last = surah, verse
    if match["last"]:
        last_surah = int(match["surah"] or surah)
        last = completed(verse, match["last"]) if last_surah == surah else int(match["last"])
    elif match["f"]:
        last = verse + 1 if match["f"].strip(" .") == "f" else FOLLOWING
    end = match.end()
    if text[end - 1] == ".":
        end -= 1
    return Verses(at if start is None else start, end, surah, verse, last_surah, last)


def read_pair(text: str, at: int) -> tuple[Verses, str] | None:
    """Read "8:37", "8.37-40" or "8/37" at *at*, with the mark that stands between surah and verse."""
    match = pattern("pair").match(text, at)
    if not match:
        return None
    item = read_item(text, match.end(), int(match["surah"]), at)
    return (item, match["mark"]) if item else None


def read_more(text: str, first: Verses, counts: dict[int, int], mark: str = ":") -> list[Verses]:
    """Read the further members of a list after *first*; ``counts`` gives the verses of each surah.

    *mark* is what stands between surah and verse in this reference.

    A plain number goes on with the surah before it, and only where that surah has such a verse; a pair opens another.
    """
    members = [first]
    while True:
        at = members[-1].end
        joint = pattern("joint").match(text, at)
        if not joint:
            return members
        pair = read_pair(text, joint.end())
        if pair and pair[1].strip() in (":", mark.strip()):
            members.append(pair[0])
            continue
        surah = members[-1].last_surah
        item = read_item(text, joint.end(), surah)
        if not item or pair or item.verse > counts.get(surah, 286) or not _stands_apart(text, item.end, joint):
            return members
        members.append(item)


def _stands_apart(text: str, end: int, joint: re.Match[str]) -> bool:
    """Say whether a further plain number is a verse and not the first word of a new phrase ("37, 3 days later")."""
    return bool(joint["label"]) or bool(pattern("joint").match(text, end)) or not word_follows(text, end)


def goes_on(text: str, end: int) -> bool:
    """Say whether a number runs on into something else: "8:37pm", "3.5", "12/2016", "37%"."""
    after = text[end : end + 2]
    if not after:
        return False
    if after[0] in "%°" or (after[0].isalpha() and after[0].isascii()):
        return True
    return after[0] in ":./-" and len(after) == 2 and after[1].isdigit()


def completed(verse: int, last: str) -> int:
    """Return the end of a range, with the leading digits that "255-7" leaves out."""
    short = int(last)
    written = str(verse)
    if short < verse and len(last) < len(written):
        return int(written[: len(written) - len(last)] + last)
    return short
