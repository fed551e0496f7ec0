"""Cues: the words that introduce a quotation as God's or the Prophet's, and those that show that another speaks.

The words are tables (``corpora/cues_ar.tsv``, ``corpora/cues_en.tsv``).  What is here is the little grammar that both
languages share: who speaks is named right after the verb of saying (Arabic ``قال رسول الله``, English "said the
Prophet") or right before it ("the Prophet ﷺ said", ``أن النبي ﷺ قال``), with nothing but praise between.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from quoteindex.text.arabic import normalise

Kind = Literal["quran", "hadith"]
Role = Literal["say", "tell", "other", "report", "speaker", "praise", "source", "aside", "chain", "scholar", "collector", "after", "word", "colon"]

TABLES = ("cues_ar.tsv", "cues_en.tsv")
# Whoever speaks, the name and the verb of saying stand this near, in characters, before the quotation.
REACH = 260
# A verb without a subject of its own takes the source named so few words before it.
NEAR = 5
# Words that belong to no cue: they name somebody, or are what the sentence is about.
_NAMES = ("word", "scholar", "collector")


@dataclass(frozen=True, slots=True)
class Cue:
    """What introduces a quotation.

    ``kind`` says whose words are announced, None where another speaks or nobody is named; ``spoken`` that God or the
    Prophet is the subject of a verb of saying, not only a source named; ``other`` that somebody else speaks; ``colon``
    that a colon stands before the quotation; ``distance`` counts the words of its own between the verb or the source and it;
    ``scholar`` that it is one whose own words are meant, whatever follows them; ``again`` that a bare "and he said", "and His saying" goes on with whoever spoke before.
    """

    kind: Kind | None
    spoken: bool = False
    other: bool = False
    colon: bool = False
    distance: int = 0
    again: bool = False
    scholar: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    role: Role
    kind: Kind | None
    text: str
    joined: bool = False


# What may stand between a quotation and what is said of it: marks that close and brackets that open, on this line or
# the next; never the bullet of another item.
_CLOSING = re.compile(r"(?:(?!\n\s*[-*•#])[^\w])*")


def fold(text: str) -> str:
    """Fold Arabic spelling and Latin case, so that a text and the tables meet."""
    return normalise(text).casefold().replace("’", "'").replace("ʾ", "'").replace("ʿ", "'")


@lru_cache(maxsize=1)
def rows() -> tuple[tuple[Role, Kind | None, str], ...]:
    """Read the tables of cues: role, kind, folded phrase.  Where two rows have one phrase, each keeps its role."""
    found = []
    for name in TABLES:
        lines = files("corpora").joinpath(name).read_text(encoding="utf-8").splitlines()
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            found.append((row["role"], row["kind"] or None, fold(row["phrase"])))
    return tuple(found)  # type: ignore[arg-type]  # the test of the tables holds them to Role and Kind


@lru_cache(maxsize=2)
def _lexicon(*, after: bool) -> tuple[dict[str, tuple[Role, Kind | None]], re.Pattern[str]]:
    """Map each phrase to its role, and build the pattern of all tokens, the longest phrases first."""
    entries = {phrase: (role, kind) for role, kind, phrase in reversed(rows()) if (role == "after") is after}
    # The preposition ل swallows the alef of the article: الحديث, للحديث.
    entries |= {"لل" + phrase[2:]: entry for phrase, entry in entries.items() if phrase.startswith("ال")}
    phrases = "|".join(re.escape(phrase).replace(r"\ ", r"[\s،,]+") for phrase in sorted(entries, key=len, reverse=True))
    # An Arabic word carries و, ف, ب, ل, ك before it; they are no part of the phrase.
    pattern = re.compile(rf"(?<!\w)(?:[وف]?[بلك]?(?=[ء-ي]{{3}}))?(?P<phrase>{phrases})(?!\w)|(?P<word>\w+)|(?P<colon>[:：](?!\s*\d))|(?P<comma>[,،]\W*\Z)")
    return entries, pattern


def _tokens(folded: str, *, after: bool = False) -> list[_Token]:
    entries, pattern = _lexicon(after=after)
    found = []
    for match in pattern.finditer(folded):
        if match["phrase"]:
            role, kind = entries[re.sub(r"[\s،,]+", " ", match["phrase"])]
            found.append(_Token(role, kind, match["phrase"], joined=folded[match.start()] == "و"))
        elif match["colon"] or match["comma"]:
            found.append(_Token("colon", None, ":" if match["colon"] else ","))
        elif not match["word"].isdigit():
            found.append(_Token("word", None, match["word"]))
    return found


def introduction(before: str) -> Cue:
    """Read what stands before a quotation (up to its opening mark) and say how it introduces it.

    >>> introduction("وقال رسول الله صلى الله عليه وسلم: ")
    Cue(kind='hadith', spoken=True, other=False, colon=True, distance=0, again=False, scholar=False)
    >>> introduction("قال الشافعي رحمه الله: ").other
    True
    >>> introduction("As Allah the Exalted says in Surah al-Anfal: ").kind
    'quran'
    """
    clauses: list[list[_Token]] = [[]]
    last = ""
    for token in _tokens(fold(before)):
        if token.role == "colon":
            clauses.append([])
            last = token.text
        else:
            clauses[-1].append(token)
    closed = not clauses[-1] and len(clauses) > 1
    if closed:
        clauses.pop()
    cue = _clause(clauses[-1], colon=closed)
    if closed and last == "," and not (cue.spoken and cue.distance == 0):
        # "The Prophet said," introduces as a colon does; a comma anywhere else is a comma.
        cue = replace(cue, colon=False)
    if cue.kind == "quran" and cue.spoken and len(clauses) > 1:
        reporter = _clause(clauses[-2], colon=True)
        if reporter.kind == "hadith" and reporter.spoken:
            # What God says in a hadith (hadith qudsi) is the Prophet's report.
            return replace(cue, kind="hadith")
    return cue


def _clause(tokens: Sequence[_Token], *, colon: bool) -> Cue:
    """Read one clause: its last verb of saying decides, else the source that it names."""
    last = max((i for i, token in enumerate(tokens) if token.role in ("say", "tell", "other", "report")), default=-1)
    if last < 0:
        return _source([token for token in tokens if token.role not in ("speaker", "praise")], colon=colon)
    verb = tokens[last]
    distance = _distance(tokens, last)
    if verb.role == "other":
        return Cue(None, other=True, colon=colon, distance=distance)
    if verb.role == "report":
        return _reported(tokens, colon=colon)
    kind, named = _subject(tokens, last)
    if kind == "quran" and any(token.role == "source" and token.kind == "hadith" for token in tokens[last:]):
        kind = "hadith"
    if kind:
        return Cue(kind, spoken=True, colon=colon, distance=distance)
    if verb.role == "tell":
        return _source(tokens[last:] if named else tokens, colon=colon)
    if named:
        scholar = any(token.role == "scholar" for token in tokens)
        return Cue(None, other=True, colon=colon, distance=distance, scholar=scholar)
    if any(token.role == "report" for token in tokens[:last]):
        return _reported(tokens, colon=colon)
    near = _source(tokens[max(0, last - NEAR) :], colon=colon)
    return replace(near, again=verb.joined) if near.kind else Cue(None, colon=colon, distance=distance, again=verb.joined)


def _distance(tokens: Sequence[_Token], last: int) -> int:
    """Count the words after a verb that are neither its speaker nor praise; who is addressed may be named at length."""
    count = 0
    for token in tokens[last + 1 :]:
        if token.role == "word" and _addressee(token.text):
            return 0
        count += token.role in _NAMES
    return count


def _reported(tokens: Sequence[_Token], *, colon: bool) -> Cue:
    """Read a clause with a verb of transmission: a hadith where a collector is named, for newspapers report too."""
    if any(token.role == "collector" for token in tokens):
        return Cue("hadith", colon=colon)
    return _source([token for token in tokens if token.role != "speaker"], colon=colon)


def _source(tokens: Sequence[_Token], *, colon: bool) -> Cue:
    """Read a clause whose verb names no speaker: its source ("in the verse"), or God named anywhere before."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.role == "source" or (token.kind == "quran" and token.role in ("speaker", "praise")):
            return Cue(token.kind, colon=colon, distance=_distance(tokens, index))
    return Cue(None, colon=colon)


def _subject(tokens: Sequence[_Token], verb: int) -> tuple[Kind | None, bool]:
    """Say who is the subject of the verb of saying: the kind of the speaker, and whether somebody else is named.

    Arabic names the subject after its verb or, as English does, right before it.
    """
    for token in tokens[verb + 1 :]:
        if token.role in ("speaker", "source") or (token.role == "praise" and token.kind):
            return token.kind, True
        if token.role in _NAMES and _is_arabic(token.text) and not _addressee(token.text):
            return None, True
        if token.role != "praise":
            break
    praised: Kind | None = None
    for token in reversed(tokens[:verb]):
        if token.role in ("speaker", "source"):
            return token.kind, True
        if token.role == "praise":
            praised = praised or token.kind
        elif token.role not in ("aside", "chain"):
            return praised, not _is_arabic(tokens[verb].text)
    return praised, False


def _is_arabic(word: str) -> bool:
    return "ء" <= word[0] <= "ي"


def _addressee(word: str) -> bool:
    """Whether an Arabic word is introduced by ل: the one spoken to, not the speaker."""
    return word.startswith("ل") and len(word) > 2


def conclusion(after: str) -> Kind | None:
    """Read what follows a quotation (from its closing mark) and say what it shows the quotation to be.

    >>> conclusion(" (رواه مسلم)")
    'hadith'
    """
    head = _CLOSING.match(after)
    start = head.end() if head else 0
    if len("".join(after[:start].split())) > 8:
        return None
    entries, pattern = _lexicon(after=True)
    match = pattern.match(fold(after[start : start + 40]))
    return entries[match["phrase"]][1] if match and match["phrase"] in entries else None


def own_words(content: str) -> int:
    """Count the words of a stretch that belong to no cue: none in "(peace be upon him)", "(which means)".

    >>> own_words("قال رسول الله صلى الله عليه وسلم"), own_words("قل هو الله أحد")
    (0, 3)
    """
    return sum(token.role in _NAMES for token in _tokens(fold(content)))


def begins_chain(content: str) -> bool:
    """Whether a stretch begins as a chain of transmission does.

    >>> begins_chain("عن أبي هريرة رضي الله عنه")
    True
    """
    tokens = _tokens(fold(content[:60]))
    return bool(tokens) and tokens[0].role in ("chain", "report")
