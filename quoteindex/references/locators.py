"""The numbers of a reference, read forward from its first digit: verses, pairs, lists and ranges; hadith numbers.

Everything works on folded text (ASCII digits, one kind of dash, of colon, of comma) and never looks further than the
reference reaches; each pattern is bounded, so that no input makes it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

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


@dataclass(frozen=True, slots=True)
class Number:
    """One member of a hadith reference: its number(s), letter and scheme; ``last`` closes a range of hadith."""

    start: int
    end: int
    number: tuple[int, ...]
    suffix: str = ""
    scheme: str = ""
    last: int = 0


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    verse, to, joint, same = (alternation(kind) for kind in ("verse", "to", "and", "surah"))
    label = rf"(?:(?:{verse})\b\.? ?:? ?)"
    sources = {
        # "37", "37a", "37-38", "37 to 40", "37f", "37-9:2"
        "item": rf"(?P<verse>\d{{1,3}})(?:[a-d]\b)?"
                rf"(?:(?: ?-{{1,2}} ?| (?:{to}) )(?:(?P<surah>\d{{1,3}}) ?: ?)?(?P<last>\d{{1,3}})(?:[a-d]\b)?(?!\d))?"
                rf"(?P<f> ?ff?\b\.?(?!\w))?(?!\d)",
        "pair": r"(?P<surah>\d{1,3}) ?(?P<mark>[:./]) ?(?=\d)",
        # "8, verse 37", "8 (al-anfal): 37", "8:v. 37"
        "index": rf"(?P<surah>\d{{1,3}}) ?(?:[)\]] ?)?(?:[(\[] ?(?P<name>[^\W\d_][^()\[\]\n\d]{{0,40}})[)\]] ?)?"
                 rf"(?:[:,;/-] ?)?(?P<label>{label})?\(?(?=\d)",
        "joint": rf"(?: ?[,;] ?(?:(?:{joint}) ?)?| (?:{joint}) ?)(?P<label>{label})?(?=\d)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def pattern(name: str) -> re.Pattern[str]:
    """Return one of the compiled patterns: item, pair, index or joint."""
    return _patterns()[name]


def read_item(text: str, at: int, surah: int, start: int | None = None) -> Verses | None:
    """Read one verse or range of *surah* at *at*; ``start`` is where its stretch begins, if not there."""
    match = pattern("item").match(text, at)
    if not match or _goes_on(text, match.end()):
        return None
    verse = int(match["verse"])
    last_surah, last = surah, verse
    if match["last"]:
        last_surah = int(match["surah"] or surah)
        last = _completed(verse, match["last"]) if last_surah == surah else int(match["last"])
    elif match["f"]:
        last = FOLLOWING if match["f"].strip(" .") == "ff" else verse + 1
    end = match.end()
    if match["f"] and text[end - 1] == ".":
        end -= 1
    return Verses(at if start is None else start, end, surah, verse, last_surah, last)


def read_pair(text: str, at: int) -> tuple[Verses, str] | None:
    """Read "8:37", "8.37-40" or "8/37" at *at*, with the mark that stands between surah and verse."""
    match = pattern("pair").match(text, at)
    if not match or match["surah"].startswith("0"):
        return None
    item = read_item(text, match.end(), int(match["surah"]), at)
    return (item, match["mark"]) if item else None


def read_more(text: str, first: Verses, counts: dict[int, int]) -> list[Verses]:
    """Read the further members of a list after *first*; ``counts`` gives the verses of each surah.

    A plain number goes on with the surah before it, and only where that surah has such a verse; a pair opens another.
    """
    members = [first]
    while True:
        at = members[-1].end
        joint = pattern("joint").match(text, at)
        if not joint:
            return members
        pair = read_pair(text, joint.end())
        if pair and pair[1] == ":":
            members.append(pair[0])
            continue
        surah = members[-1].last_surah
        item = read_item(text, joint.end(), surah)
        if not item or pair or item.verse > counts.get(surah, 286) or not _stands_apart(text, item.end, joint):
            return members
        members.append(item)


def _stands_apart(text: str, end: int, joint: re.Match[str]) -> bool:
    """Say whether a further plain number is a verse and not the first word of a new phrase ("37, 3 days later")."""
    if joint["label"]:
        return True
    return not re.match(r" ?(?:[^\W\d_]|%)", text[end : end + 3]) or bool(pattern("joint").match(text, end)) or bool(
        re.match(rf" (?:{alternation('and')}|{alternation('of')})\b", text[end : end + 8]))


def _goes_on(text: str, end: int) -> bool:
    """Say whether a number runs on into something else: "8:37pm", "3.5", "12/2016", "37%"."""
    after = text[end : end + 2]
    if not after:
        return False
    if after[0] in "%°" or (after[0].isalpha() and after[0].isascii()):
        return True
    return after[0] in ":./-" and len(after) == 2 and after[1].isdigit()


def _completed(verse: int, last: str) -> int:
    """Return the end of a range, with the leading digits that "255-7" leaves out."""
    short = int(last)
    written = str(verse)
    if short < verse and len(last) < len(written):
        return int(written[: len(written) - len(last)] + last)
    return short


_PLAIN = re.compile(r"(\d{1,5})(?: ?([a-e])\b)?(?: ?-{1,2} ?(\d{1,5})(?!\d))?(?![\d])")
_COLON = re.compile(r"(\d{1,3}) ?: ?(\d{1,5})(?: ?: ?(\d{1,5}))?(?!\d)")
_SLASH = re.compile(r"(\d{1,2}) ?/ ?(\d{1,5})(?!\d)")


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    kinds = {kind: alternation(kind) for kind in ("volume", "book", "hadith", "number", "page", "and", "chapter")}
    number = rf"(?:(?:{kinds['hadith']})\b\.? ?)?(?:(?:{kinds['number']})(?:\b\.?)? ?)?:? ?[(\[]? ?"
    part = "|".join(rf"(?P<{kind}>(?:{kinds[kind]})\b\.? ?)" for kind in ("volume", "page", "book", "chapter"))
    return {
        "part": re.compile(rf"(?: ?[,:;.-] ?| )?[(\[]?(?:{part}|(?P<number>{number}))(?=\d)"),
        "joint": re.compile(rf"(?: ?[,;] ?(?:(?:{kinds['and']}) ?)?| (?:{kinds['and']}) ?)(?P<label>{number})(?=\d)"),
    }


def read_numbers(text: str, at: int, label: str) -> list[Number]:
    """Read the number(s) of a hadith reference at *at*; ``label`` is the kind of label before the first one, or ""."""
    first = _read_parts(text, at, label)
    if first is None:
        return []
    members = [first]
    while members[-1].scheme in ("", "usc"):
        joint = _labels()["joint"].match(text, members[-1].end)
        following = _read_number(text, joint.end()) if joint else None
        if joint is None or following is None or (
            re.match(r" ?[^\W\d_]", text[following.end : following.end + 2]) and not _labels()["joint"].match(text, following.end)
            and not joint["label"].strip()
        ):
            break
        members.append(following)
    return members


def _read_number(text: str, at: int) -> Number | None:
    if colon := _COLON.match(text, at):
        if _goes_on(text, colon.end()):
            return None
        return Number(at, colon.end(), tuple(int(part) for part in colon.groups() if part), scheme="usc")
    if slash := _SLASH.match(text, at):
        if _goes_on(text, slash.end()):
            return None
        return Number(at, slash.end(), (int(slash[1]), int(slash[2])), scheme="page")
    plain = _PLAIN.match(text, at)
    if not plain or plain[0].startswith("0") or _goes_on(text, plain.end()):
        return None
    return Number(at, plain.end(), (int(plain[1]),), plain[2] or "", last=int(plain[3] or 0))


def _read_parts(text: str, at: int, label: str) -> Number | None:
    """Read "1, Book 2, Hadith 8" with the label that stood before it, or a number without parts."""
    if label not in ("volume", "book", "page", "chapter"):
        return _read_number(text, at)
    found: dict[str, int] = {}
    kind, end = label, at
    while True:
        digits = re.compile(r"\d{1,5}(?!\d)").match(text, end)
        if not digits or kind in found:
            break
        found[kind], end = int(digits[0]), digits.end()
        following = _labels()["part"].match(text, end)
        if kind == "number" or not following:
            break
        kind, end_of_label = following.lastgroup or "number", following.end()
        if kind in found:
            break
        end = end_of_label
    return _from_parts(found, at, end)


def _from_parts(found: dict[str, int], at: int, end: int) -> Number | None:
    if "number" in found and "page" in found:
        return Number(at, end, (found["number"],))
    if "number" in found and "book" in found:
        parts = tuple(found[kind] for kind in ("volume", "book", "number") if kind in found)
        return Number(at, end, parts, scheme="usc")
    if "number" in found:
        return Number(at, end, (found["number"],))
    if "volume" in found and "page" in found:
        return Number(at, end, (found["volume"], found["page"]), scheme="page")
    return None
