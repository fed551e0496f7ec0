"""The numbers of a hadith reference, read forward from its first digit, in every way of counting hadith."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from quoteindex.references.locators import completed, goes_on
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
    """One member of a hadith reference: its number(s), letter and scheme; ``last`` closes a range of its last part."""

    start: int
    end: int
    number: tuple[int, ...]
    suffix: str = ""
    scheme: str = ""
    last: int = 0


_PLAIN = re.compile(r"0{0,3}([1-9]\d{0,4})(?: ?([a-e])\b)?(?: ?-{1,2} ?([1-9]\d{0,4})(?!\d))?(?!\d)")
_COMPOUND = re.compile(
    r"(?:([1-9]\d{0,2}) ?: ?([1-9]\d{0,4})(?: ?: ?([1-9]\d{0,4}))?|([1-9]\d{0,2})\.([1-9]\d{0,2})\.([1-9]\d{0,4}))"
    r"(?:-(?P<last>\d{1,4}))?(?!\d)"
)
_SLASH = re.compile(r"([1-9]\d?) ?/ ?([1-9]\d{0,4})(?:-(?P<last>\d{1,4}))?(?!\d)")
_PAGES = r"(?:[1-9]\d?[:/])?[1-9]\d{0,3}(?:-\d{1,4})?"
_PLACED = re.compile(rf"{_PAGES}(?:, ?{_PAGES}){{0,5}} ?[(\[]?# ?(?=\d)")
"""Volume and pages in print before the number that decides: "2:1258#3828", "5:211, 374-5 (#2969)"."""
_NEXT_PAGE = re.compile(r", ?([1-9]\d{0,2})(?:-(?P<last>\d{1,3}))?(?![\d:/])")
_CHAPTER_FIRST = re.compile(r"\d{1,3}(?:, ?\d{1,3}){0,3}\s?[(\[]")
"""The number of a chapter before the place in print: "ch.1 (2:1258"."""
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
        "titled": re.compile(
            rf"(?: ?[,;] ?(?P<title>(?:{kinds['book']}|{kinds['chapter']})\.? (?:of |on )?"
            r"(?:the )?[^\W\d_]+(?:[ -]{1,2}[^\W\d_]+){0,6}))?(?: ?\([^()\d\n]{2,40}\))?(?= ?[,;])"
        ),
        "joint": re.compile(
            rf"[)\]]?(?: ?[,;] ?(?:(?:{kinds['and']}) ?)?| (?:{kinds['and']}) ?)(?P<label>{number})(?=\d)"
        ),
    }


def read_numbers(text: str, at: int, label: str, paged: bool = False) -> list[Number]:
    """Read the number(s) of a hadith reference at *at*; *label* is the kind of label before the first one, or "".

    *paged*: the collection is cited by volume and page, so that is what "4:267" states.
    """
    chapter = _CHAPTER_FIRST.match(text, at) if label == "chapter" else None
    if chapter:
        at, label, paged = chapter.end(), "", True
    placed = _PLACED.match(text, at)
    if placed:
        at, label = placed.end(), ""
    first = _read_parts(text, at, label) if label in ("volume", "book", "page", "chapter") else _read_number(text, at)
    if first is None:
        return []
    if paged and first.scheme == BOOK and len(first.number) == 2:
        first = replace(first, scheme=PAGE)
    first = _numbered(text, first)
    return _further_pages(text, first) if first.scheme == PAGE else _further_numbers(text, first)


def _further_numbers(text: str, first: Number) -> list[Number]:
    members = [first]
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


def _further_pages(text: str, first: Number) -> list[Number]:
    """Read the further pages of the same volume: "4:267,271,276"."""
    members = [first]
    while match := _NEXT_PAGE.match(text, members[-1].end):
        page = int(match[1])
        if page <= members[-1].number[-1] or word_follows(text, match.end()):
            break
        last = completed(page, match["last"]) if match["last"] else 0
        members.append(Number(match.start(1), match.end(), (first.number[0], page), scheme=PAGE, last=last))
    return members


def _numbered(text: str, place: Number) -> Number:
    """Let the number that stands beside volume and page decide: "4/181, no. 17612"."""
    if place.scheme != PAGE:
        return place
    following = _labels()["part"].match(text, place.end)
    if not following or not (following["number"] or "").strip(" :(["):
        return place
    number = _read_number(text, following.end())
    return number if number and not number.scheme else place


@cache
def _scheme() -> re.Pattern[str]:
    return re.compile(rf" ?\(({alternation('scheme')})\)")


def _read_number(text: str, at: int) -> Number | None:
    for pattern, scheme in ((_COMPOUND, BOOK), (_SLASH, PAGE), (_PLAIN, "")):
        match = pattern.match(text, at)
        if match and not goes_on(text, match.end()):
            if scheme:
                return _compound(match, scheme)
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


def _compound(match: re.Match[str], scheme: str) -> Number:
    """Build the number of "1:2:8" or "4/181-182", whose range is one of the last part."""
    parts = [int(part) for part in match.groups()[: match.re.groupindex["last"] - 1] if part]
    last = completed(parts[-1], match["last"]) if match["last"] else 0
    return Number(match.start(), match.end(), tuple(parts), scheme=scheme, last=last)


def _read_parts(text: str, at: int, label: str) -> Number | None:
    """Read "1, Book 2, Hadith 8" with the label that stood before it."""
    found: dict[str, int] = {}
    kind, end = label, at
    last = at
    titled = False
    while kind not in found:
        digits = _DIGITS.match(text, end)
        if not digits:
            break
        found[kind], last = int(digits[1]), digits.end()
        aside = _labels()["titled"].match(text, last)
        following = _labels()["part"].match(text, aside.end() if aside else last)
        if aside and aside["title"] and following:
            titled = True
        if kind == "number" or not following:
            break
        kind, end = following.lastgroup or "number", following.end()
    place = _from_parts(found, at, last)
    return replace(place, scheme=CHAPTER) if place and titled and not place.scheme else place


def _from_parts(found: dict[str, int], at: int, end: int) -> Number | None:
    if "number" in found and "book" in found and "page" not in found:
        parts = tuple(found[kind] for kind in ("volume", "book", "number") if kind in found)
        return Number(at, end, parts, scheme=BOOK)
    if "number" in found:
        return Number(at, end, (found["number"],))
    if "volume" in found and "page" in found:
        return Number(at, end, (found["volume"], found["page"]), scheme=PAGE)
    return None
