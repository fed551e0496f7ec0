"""Weighed evidence: for two members of a document, what ties them together and what keeps them apart.

The weights are log-odds and stand, each with its reason, in ``corpora/link_weights.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from quoteindex.link.layout import Gap
from quoteindex.model import Evidence, Passage, Quotation, Reference, Span
from quoteindex.tables import table

Kind = Literal["ar", "en", "reference"]
Relation = Literal[
    "same", "overlapping", "candidate", "collection", "other_number", "other_verse", "other_surah", "other_work", ""
]

# Steps of distance in words, with the name of their weight; what is farther is "far".
_DISTANCES = ((0, "adjoining"), (3, "few_words"), (12, "phrase"), (25, "sentence"), (60, "passage_apart"))
_CLOSE = 3  # words: a bracket that far away still closes the quotation before it ("… (see …")
_MOST = {"blank_lines": 2, "new_items": 2, "sentence_ends": 2, "members": 5}


@cache
def weights() -> Mapping[str, float]:
    """Read the table of weights."""
    return {row["name"]: float(row["weight"]) for row in table("link_weights")}


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A quotation or reference as linking sees it.

    ``number`` is its place in reading order; ``outer`` its span with the brackets around it, or with the isnad before;
    ``places`` the passages that it says, ``possible`` those it may say besides (other places of the same words, other
    countings of a number); ``rank`` counts the quotations before it.
    """

    number: int
    item: Quotation | Reference
    outer: Span
    kind: Kind
    places: tuple[Passage, ...] = ()
    possible: tuple[Passage, ...] = ()
    words: frozenset[str] = frozenset()
    label: bool = False
    list_id: int = -1
    rank: int = 0

    @property
    def bracketed(self) -> bool:
        """Whether it is a reference in brackets."""
        return self.kind == "reference" and self.outer != self.item.span

    @property
    def quran(self) -> bool | None:
        """Whether it is of the Qur'an (True) or of hadith (False); None where nothing says so."""
        work = self.item.work if isinstance(self.item, Quotation) else None
        if work:
            return work == "quran"
        known = self.places or self.possible
        if known:
            return known[0].is_quran
        return False if self.collections else None

    @property
    def collections(self) -> tuple[str, ...]:
        """The hadith collections that a reference names."""
        return self.item.collections if isinstance(self.item, Reference) else ()


def overlap(one: Passage, two: Passage) -> bool:
    """Say whether two passages have a verse, or a hadith, in common.

    A hadith number without its letter stands for all its letters.

    >>> overlap(Passage.parse("quran:2:1-5"), Passage.parse("quran:2:5"))
    True
    """
    if one.work != two.work or one.scheme != two.scheme:
        return False
    if one.suffix and two.suffix and one.suffix != two.suffix:
        return False
    return one.start <= _reach(two) and two.start <= _reach(one)


def _reach(passage: Passage) -> tuple[float, ...]:
    """Return the end of a passage, such that a whole surah reaches beyond its last verse."""
    return (*passage.end, float("inf"))


def any_overlap(some: Iterable[Passage], others: Iterable[Passage]) -> bool:
    """Say whether a passage of the one overlaps a passage of the other."""
    others = tuple(others)
    return any(overlap(one, other) for one in some for other in others)


@lru_cache(maxsize=1 << 14)
def relation(one: Member, two: Member) -> Relation:
    """Say how the passages of two members stand to each other; "" where nothing is known."""
    if one.places and two.places:
        if set(one.places) == set(two.places):
            return "same"
        if any_overlap(one.places, two.places):
            return "overlapping"
    if any_overlap((*one.places, *one.possible), (*two.places, *two.possible)):
        return "candidate"
    if _holds(one, two) or _holds(two, one):
        return "collection"
    if one.quran is not None and two.quran is not None and one.quran != two.quran:
        return "other_work"
    if not (one.places and two.places):
        return ""
    if one.quran:
        near = {p.start[0] for p in one.places} & {p.start[0] for p in two.places}
        return "other_verse" if near else "other_surah"
    return "other_number" if one.places[0].work == two.places[0].work else ""


def _holds(reference: Member, quotation: Member) -> bool:
    works = {passage.work for passage in (*quotation.places, *quotation.possible)}
    return quotation.kind != "reference" and not works.isdisjoint(reference.collections)


_RELATION_WEIGHT = {
    "same": "same_passage",
    "overlapping": "overlapping_passage",
    "candidate": "candidate_passage",
    "collection": "holds_collection",
    "other_number": "other_number",
    "other_verse": "other_verse",
    "other_surah": "other_surah",
    "other_work": "other_work",
}  # fmt: skip
_OTHER_VERSE = ("other_verse", "other_surah")
_DISAGREEING = (*_OTHER_VERSE, "other_work", "other_number")
AGREEING = ("same", "overlapping", "candidate", "collection")


def tie(first: Member, second: Member, gap: Gap, *, noted: bool = False, facing: bool = False) -> list[Evidence] | None:
    """Weigh what speaks for tying two members; *first* stands before *second*. None where nothing ever could.

    What speaks against, because of their passages, is left to :func:`conflict`, which sees all members of both sides.
    """
    related = relation(first, second)
    if first.kind == second.kind and not _may_stand_together(first, second, gap, related):
        return None
    names = ["any_pair"]
    if related in AGREEING:
        names.append(_RELATION_WEIGHT[related])
    if first.kind == second.kind == "reference" and _in_one_list(first, second):
        return [_evidence("same_list")]
    if noted:
        return [_evidence(name) for name in [*names, "note_mark"]]
    if facing:
        names.append("facing")
    found = [_evidence(name) for name in names]
    found += _distance(first, second, gap)
    found += [_evidence(name) for name in _order(first, second, gap)]
    return found


def _may_stand_together(first: Member, second: Member, gap: Gap, related: Relation) -> bool:
    """Say whether two members of one kind may be tied directly: references that agree, translations of one verse.

    Pieces of one verse in Arabic belong together only through a reference that they share.
    """
    if first.kind == "reference":
        return related in AGREEING or _in_one_list(first, second) or _takhrij(first, second, gap)
    return first.kind == "en" and related == "same" and _shared(first, second) >= _TRANSLATIONS_SHARE


def _in_one_list(first: Member, second: Member) -> bool:
    """Say whether two references stand in one list or one pair of brackets."""
    return first.list_id == second.list_id >= 0 or (first.bracketed and first.outer == second.outer)


def _takhrij(first: Member, second: Member, gap: Gap) -> bool:
    """Say whether two references to hadith stand side by side, as in "رواه أحمد وأبو داود"."""
    apart = gap.words > 1 or gap.stops or gap.new_items or gap.blank_lines
    return not apart and first.quran is False and second.quran is False and first.bracketed == second.bracketed


def _distance(first: Member, second: Member, gap: Gap) -> list[Evidence]:
    step = next((name for limit, name in _DISTANCES if gap.words <= limit), "far")
    counts = {
        "sentence_end": min(gap.sentence_ends, _MOST["sentence_ends"]),
        "line_break": int(gap.line_breaks > 0),
        "blank_line": min(gap.blank_lines, _MOST["blank_lines"]),
        "new_item": min(gap.new_items, _MOST["new_items"]),
        "member_between": min(_members_between(first, second), _MOST["members"]),
    }
    names = [step] if gap.blank_lines or gap.new_items else [step, "same_paragraph"]
    return [_evidence(name) for name in names] + [_evidence(name, count) for name, count in counts.items() if count]


def _members_between(first: Member, second: Member) -> int:
    """Count the members between two; between quotations only quotations, for a reference may stand in the middle."""
    if "reference" in (first.kind, second.kind):
        return second.number - first.number - 1
    return second.rank - first.rank - 1


def _order(first: Member, second: Member, gap: Gap) -> Iterable[str]:
    """Name what the order of two members, and the marks around them, say."""
    if first.kind == "reference" and second.kind == "reference":
        if _takhrij(first, second, gap):
            yield "takhrij"
    elif "reference" not in (first.kind, second.kind):
        if first.kind == "ar" and second.kind == "en":
            yield "arabic_first"
        if gap.stops and not gap.sentence_ends and second.number > first.number + 1:
            yield "sentence_end"  # a stop after the reference closes the citation
    elif second.number != first.number + 1:
        return
    elif second.kind == "reference":
        if second.label:
            if gap.line_breaks:
                yield "label_of_next"
        elif second.bracketed:
            if gap.words <= _CLOSE and not gap.new_items:
                yield "brackets_after"
        elif gap.ends_sentence:
            yield "sentence_end"
    elif first.kind == "reference":
        # After a bracket the colon has to follow at once: "in another verse (59:18): …".
        introduced = gap.introduces and (not first.bracketed or gap.words == 0)
        if introduced:
            yield "introduced"
        if first.label:
            yield "label"
        elif first.bracketed and (gap.line_breaks or not introduced):
            yield "brackets_before"


def _evidence(name: str, times: int = 1) -> Evidence:
    return Evidence(name, weights()[name] * times)


def conflict(one: Sequence[Member], two: Sequence[Member], bearable: float) -> list[Evidence] | None:
    """Weigh what speaks against two groups of members being one citation; None where it outweighs *bearable*."""
    found: list[Evidence] = []
    left = bearable
    against = _conflicts(tuple(one), tuple(two))
    while left > 0:
        each = next(against, None)
        if each is None:
            return found
        found.append(each)
        left += each.weight
    return None


def _conflicts(one: tuple[Member, ...], two: tuple[Member, ...]) -> Iterator[Evidence]:
    doubled = any(a.kind == b.kind != "reference" for a in one for b in two)
    both_referred = any(a.kind == "reference" for a in one) and any(b.kind == "reference" for b in two)
    if doubled and both_referred:
        yield _evidence("own_references")
    elif both_referred and (_bare(one) or _bare(two)) and not _one_list(one, two):
        yield _evidence("second_reference")
    everyone = (*one, *two)
    for a in _once(one, two):
        for b in _once(two, one):
            yield from _pair_conflict(a, b, everyone)


def _once(members: tuple[Member, ...], others: tuple[Member, ...]) -> Iterable[Member]:
    """Count a verse and its rendering once where references alone are held against them: one misprint, not two."""
    if not _bare(others):
        return members
    kept: dict[tuple[Passage, ...] | int, Member] = {}
    for member in members:
        kept.setdefault(member.number if member.kind == "reference" else member.places or member.number, member)
    return kept.values()


def _bare(members: tuple[Member, ...]) -> bool:
    """Say whether there are references only."""
    return all(member.kind == "reference" for member in members)


def _one_list(one: tuple[Member, ...], two: tuple[Member, ...]) -> bool:
    """Say whether a reference of the one stands in one list with a reference of the other."""
    return any(_in_one_list(a, b) for a in one for b in two if a.kind == b.kind == "reference")


def _pair_conflict(a: Member, b: Member, everyone: tuple[Member, ...]) -> Iterable[Evidence]:
    related = relation(a, b)
    if a.kind == b.kind == "reference":
        if a.list_id == b.list_id >= 0:
            return
        if related in _OTHER_VERSE and _both_allowed(a, b, everyone):
            return
        if related in (*_OTHER_VERSE, "other_work"):
            yield _evidence(_RELATION_WEIGHT[related])
        return
    if a.kind != b.kind:
        if related in _DISAGREEING:
            yield _evidence(_RELATION_WEIGHT[related])
        if related in _OTHER_VERSE and _another_is_meant(a, b, everyone):
            yield _evidence("other_member")
        return
    if related in AGREEING:
        yield _evidence("requoted" if _shared(a, b) > _REPEATED[a.kind] else "second_quotation")
    elif related in _OTHER_VERSE:
        covered = _covered(a, b, everyone)
        yield _evidence("second_quotation" if covered else "other_quotation")
    elif related == "other_work":
        yield _evidence("other_work")
    else:
        yield _evidence("unknown_second_quotation")


# The share of its words that an earlier quotation held already, from which a quotation only repeats; two renderings
# of one verse share many words, two pieces of it few.
_REPEATED = {"ar": 0.7, "en": 0.95, "reference": 1.0}
_TRANSLATIONS_SHARE = 0.25


def _shared(a: Member, b: Member) -> float:
    """Return which share of the words of the shorter of two quotations the longer has as well."""
    shorter = min(len(a.words), len(b.words))
    return len(a.words & b.words) / shorter if shorter else 0.0


def _another_is_meant(a: Member, b: Member, everyone: tuple[Member, ...]) -> bool:
    """Say whether the quotation of the two is of another member of the list in which the reference stands."""
    reference, quotation = (a, b) if a.kind == "reference" else (b, a)
    return any(
        other.kind == "reference" and _in_one_list(other, reference) and relation(other, quotation) in AGREEING
        for other in everyone
        if other is not reference
    )


def _both_allowed(a: Member, b: Member, everyone: tuple[Member, ...]) -> bool:
    """Say whether a quotation among *everyone* may be of the passages of both references."""
    return any(
        any_overlap(a.places, (*q.places, *q.possible)) and any_overlap(b.places, (*q.places, *q.possible))
        for q in everyone
        if q.kind != "reference"
    )


def _covered(a: Member, b: Member, everyone: tuple[Member, ...]) -> bool:
    """Say whether one reference among *everyone* covers both quotations (a range of verses quoted verse by verse)."""
    return any(
        any_overlap(a.places, r.places) and any_overlap(b.places, r.places) for r in everyone if r.kind == "reference"
    )
