"""The numbers of a hadith reference, read forward from its first digit, in every way of counting hadith."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from quoteindex.references.locators import goes_on
from quoteindex.references.surroundings import word_follows
from quoteindex.references.words import alternation

BOOK = "usc"
"""The scheme of compound numbers: book:number, or volume:book:number."""
PAGE = "page"
"""The scheme of places in print: volume and page."""
CHAPTER = "chapter"
"""The scheme of a number that counts within a book named by its title: al-Bukhārī, “Manāqib”, 24."""


@dataclass(frozen=True, slots=True)
class Number:
    """One member of a hadith reference: its number(s), letter and scheme; ``last`` closes a range of hadith."""

    start: int
    end: int
    number: tuple[int, ...]
    suffix: str = ""
    scheme: str = ""
    last: int = 0


_PLAIN = re.compile(r"0{0,3}([1-9]\d{0,4})(?: ?([a-e])\b)?(?: ?-{1,2} ?([1-9]\d{0,4})(?!\d))?(?!\d)")
_COMPOUND = re.compile(
    r"([1-9]\d{0,2})(?: ?: ?([1-9]\d{0,4})(?: ?: ?([1-9]\d{0,4}))?|\.([1-9]\d{0,2})\.([1-9]\d{0,4}))(?!\d)"
)
_SLASH = re.compile(r"([1-9]\d?) ?/ ?([1-9]\d{0,4})(?!\d)")
_DIGITS = re.compile(r"0{0,3}([1-9]\d{0,4})(?!\d)")  # the early electronic editions pad: "Book #032"


@cache
def _labels() -> dict[str, re.Pattern[str]]:
    kinds = {kind: alternation(kind) for kind in ("volume", "book", "hadith", "number", "page", "and", "chapter")}
    number = rf"(?:(?:{kinds['hadith']})(?![^\W\d_])\.? ?)?(?:(?:{kinds['number']})(?![^\W\d_])\.? ?)?:? ?[(\[]? ?"
    part = "|".join(
        rf"(?P<{kind}>(?:{kinds[kind]})(?![^\W\d_])\.? ?:? ?)" for kind in ("volume", "page", "book", "chapter")
    )
    return {
        "part": re.compile(rf" ?[)\]]?(?: ?[,:;.-] ?| )?[(\[]?(?:{part}|(?P<number>{number}))(?=\d)"),
        "joint": re.compile(
            rf"[)\]]?(?: ?[,;] ?(?:(?:{kinds['and']}) ?)?| (?:{kinds['and']}) ?)(?P<label>{number})(?=\d)"
        ),
    }


def read_numbers(text: str, at: int, label: str) -> list[Number]:
    """Read the number(s) of a hadith reference at *at*; *label* is the kind of label before the first one, or ""."""
    first = _read_parts(text, at, label) if label in ("volume", "book", "page", "chapter") else _read_number(text, at)
    if first is None:
        return []
    members = [_numbered(text, first)]
    while members[-1].scheme in ("", BOOK):
        joint = _labels()["joint"].match(text, members[-1].end)
        following = _read_number(text, joint.end()) if joint else None
        if joint is None or following is None or following.scheme == PAGE:
            break
        listed = joint["label"].strip(" :") or _labels()["joint"].match(text, following.end)
        if not listed and word_follows(text, following.end):
            break
        members.append(following)
    return members


def _numbered(text: str, place: Number) -> Number:
    """Let the number that stands beside volume and page decide: "4/181, no. 17612"."""
    if place.scheme != PAGE:
        return place
    following = _labels()["part"].match(text, place.end)
    if not following or not (following["number"] or "").strip(" :(["):
        return place
    number = _read_number(text, following.end())
    return Number(place.start, number.end, number.number, number.suffix) if number and not number.scheme else place


@cache
def _scheme() -> re.Pattern[str]:
    return re.compile(rf" ?\(({alternation('scheme')})\)")


def _read_number(text: str, at: int) -> Number | None:
    for pattern, scheme in ((_COMPOUND, BOOK), (_SLASH, PAGE), (_PLAIN, "")):
        match = pattern.match(text, at)
        if match and not goes_on(text, match.end()):
            if scheme:
                return Number(at, match.end(), tuple(int(part) for part in match.groups() if part), scheme=scheme)
            named = _scheme().match(text, match.end())
            return Number(
                at,
                (named or match).end(),
                (int(match[1]),),
                match[2] or "",
                named[1] if named else "",
                int(match[3] or 0),
            )
    return None


def _read_parts(text: str, at: int, label: str) -> Number | None:
    """Read "1, Book 2, Hadith 8" with the label that stood before it."""
    found: dict[str, int] = {}
    kind, end = label, at
    last = at
    while kind not in found:
        digits = _DIGITS.match(text, end)
        if not digits:
            break
        found[kind], last = int(digits[1]), digits.end()
        following = _labels()["part"].match(text, last)
        if kind == "number" or not following:
            break
        kind, end = following.lastgroup or "number", following.end()
    return _from_parts(found, at, last)


def _from_parts(found: dict[str, int], at: int, end: int) -> Number | None:
    if "number" in found and "book" in found and "page" not in found:
        parts = tuple(found[kind] for kind in ("volume", "book", "number") if kind in found)
        return Number(at, end, parts, scheme=BOOK)
    if "number" in found:
        return Number(at, end, (found["number"],))
    if "volume" in found and "page" in found:
        return Number(at, end, (found["volume"], found["page"]), scheme=PAGE)
    return None
