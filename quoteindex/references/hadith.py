"""Numbered references to hadith: a collection and the numbers after it, put together and weighed."""

from __future__ import annotations

import re
from dataclasses import replace

from quoteindex.library.works import collection
from quoteindex.model import Passage
from quoteindex.references import numbers
from quoteindex.references.attributions import verb_before
from quoteindex.references.drafts import Draft, Evidence, Member, joins
from quoteindex.references.folding import FoldedText
from quoteindex.references.heads import Head
from quoteindex.references.numbers import Number
from quoteindex.references.surroundings import (
    after_quotation,
    before,
    closing_bracket,
    counts_something,
    ends_apart,
    in_brackets,
    is_commentary,
    opens_apart,
    word_follows,
)
from quoteindex.references.words import alternation

_YEARS = range(1900, 2100)


def read_hadith(folded: FoldedText, head: Head, at: int, single: bool = False, last: int = 0) -> Draft | None:
    """Read the reference whose first number stands at *at* after a collection's name; None where it is none.

    *last* is where the hadith reference before it ends: a list goes on where a person's name would not count.
    """
    text = folded.text
    members = numbers.read_numbers(text, at, "volume" if head.label == "verse" else head.label, _by_page(head))
    if not members:
        return None
    counted_in_book = head.label not in ("hadith", "number") and members[0].start == at
    if head.chapter and members[0].scheme == "" and counted_in_book:
        members = [replace(member, scheme=numbers.CHAPTER) for member in members]
    end = closing_bracket(text, head.start, members[-1].end)
    listed = bool(last) and joins(text, last, head.start)
    evidence: Evidence = "strong" if single or listed else _weigh(folded, head, members, end)
    if evidence == "none":
        return None
    return Draft(head.start, end, "hadith", _members(head, members, end), head.collections, evidence=evidence)


def _by_page(head: Head) -> bool:
    """Say whether "4:267" is volume and page: after a book by its title, and of collections without book numbers."""
    return head.chapter or not any("usc" in collection(work).highest for work in head.collections)


def _members(head: Head, members: list[Number], end: int) -> list[Member]:
    out = []
    for index, member in enumerate(members):
        last = (*member.number[:-1], member.last) if member.last else member.number
        choices = tuple(Passage(work, member.number, last, member.suffix, member.scheme) for work in head.collections)
        out.append(
            Member(
                head.start if index == 0 else member.start, end if index == len(members) - 1 else member.end, choices
            )
        )
    return out


def _weigh(folded: FoldedText, head: Head, members: list[Number], end: int) -> Evidence:
    """Weigh a collection's name and a number: the bare name may be a person, the number an age, a year, a count."""
    text = folded.text
    if counts_something(text, members[-1].end) or is_commentary(text, head.start):
        return "none"
    verb, sure = verb_before(text, head.start)
    if sure or (verb < head.start and (before(text, verb) in "([" or text[verb] > "\u0600")):
        return "strong"
    if (
        head.titled
        or head.label
        or "#" in head.marks
        or (members[0].scheme == numbers.BOOK and len(members[0].number) == 3)
    ):
        return "strong"
    item = collection(head.collections[0])
    year = not members[0].scheme and members[0].number[0] in _YEARS
    apart = opens_apart(text, head.start) and ends_apart(text, end)
    if not item.also:
        if (
            year
            and item.id != "bukhari"
            and not after_quotation(folded, head.start)
            and in_brackets(text, head.start, end)
        ):
            return "strong" if ":" in head.marks else "habit"
        return "none" if word_follows(text, end) and not apart and members[0].number[0] < 100 else "strong"
    if not apart or (before(text, head.start) == "\n" and text[end : end + 1] not in ("", "\n")):
        return "strong" if _long_number(text, head, members) and folded.is_upper(head.core) else "none"
    if year and item.id != "muslim" and not after_quotation(folded, head.start):
        return "habit"
    return "strong"


def _long_number(text: str, head: Head, members: list[Number]) -> bool:
    """Say whether the number is too long for an age or a count and too odd for a year: "in Muslim 2564 we read"."""
    value = members[0].number[0]
    article = re.search(rf"\b(?:{alternation('determiner')}) $", text[max(0, head.start - 12) : head.start])
    return value > 150 and value not in _YEARS and not article and not word_follows(text, members[-1].end)
