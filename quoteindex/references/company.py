"""What only its company makes a reference: drafts weighed by the rest of the document, neighbours made one list."""

from __future__ import annotations

from quoteindex.references.drafts import Draft, extend, joins, may_join
from quoteindex.references.resolve import in_range
from quoteindex.references.surroundings import closing_bracket


def in_company(text: str, found: list[Draft], others: int) -> list[Draft]:
    """Return the drafts that their own surroundings or the rest of the document make references, lists joined.

    *others* is how many pairs of numbers the document gives to other books, figures and scores.
    """
    explicit = sum(draft.is_quran and draft.evidence == "strong" and draft.form != "bare" for draft in found)
    bare = sum(draft.form == "bare" and (draft.evidence == "strong" or _is_no_time(draft)) for draft in found)
    hadith = any(not draft.is_quran and draft.evidence == "strong" for draft in found)
    quran = (explicit > 0 and explicit >= others) or bare > max(1, others)
    out: list[Draft] = []
    for draft in found:
        if draft.form == "bare" and others > explicit + bare:
            continue
        if draft.evidence == "habit" and not (quran if draft.is_quran else hadith):
            continue
        if draft.form == "bare" and draft.evidence == "habit" and others and not _exists(draft):
            continue  # "(1:140)" where others are volume and page
        if out and _explains(text, out[-1], draft):
            out[-1].end = out[-1].members[0].end = closing_bracket(text, out[-1].start, draft.end)
        elif out and may_join(text, out[-1], draft):
            extend(out[-1], draft)
        elif out and not draft.members and not out[-1].members and joins(text, out[-1].end, draft.start):
            out[-1].end = draft.end
            out[-1].collections = tuple(dict.fromkeys(out[-1].collections + draft.collections))
        else:
            out.append(draft)
    return out


def _exists(draft: Draft) -> bool:
    return all(in_range(passage) for member in draft.members for passage in member.passages)


def _is_no_time(draft: Draft) -> bool:
    """Say whether a bare pair can be no time of day: there is such a verse, beyond the minutes of an hour."""
    passage = draft.members[0].passages[0]
    return passage.start[1] > 59 and in_range(passage)


def _explains(text: str, named: Draft, draft: Draft) -> bool:
    """Say whether a pair only says where the named verse before it stands: "Ayat al-Kursi (2:255)"."""
    return (
        named.form == "named_verse"
        and draft.is_quran
        and 0 < draft.start - named.end <= 3
        and (text[named.end : draft.start].strip() in ("(", "[", ",", ":", ""))
        and (draft.members[0].passages == named.members[0].passages)
    )
