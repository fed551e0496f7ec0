"""A search query cut into its signs: words, quoted phrases, brackets, operators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from quoteindex.errors import QuerySyntaxError

Kind = Literal["word", "phrase", "(", ")", "and", "or", "not"]

# Whatever closes may be typed for what opens, too: keyboards and word processors differ.
_CLOSING = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«", "﴿": "﴾", "﴾": "﴿"}
_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not", "&": "and", "|": "or"}
_WORD = re.compile(rf"[^\s(){re.escape(''.join(_CLOSING))}]+")
_FIELD = re.compile(r"(?P<name>[^\W\d_]+):(?P<value>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a query: its kind, its text without quotation marks, the field it is asked of, where it begins."""

    kind: Kind
    text: str
    start: int
    field: str = ""


def signs(query: str, fields: frozenset[str]) -> list[Sign]:
    """Cut *query* into signs; a word before a colon is a field if *fields* has it.

    Raises QuerySyntaxError where a quotation mark is not closed.

    >>> [(sign.kind, sign.text) for sign in signs('patience OR (“the good” -hell)', frozenset())]
    [('word', 'patience'), ('or', 'OR'), ('(', '('), ('phrase', 'the good'), ('not', '-'), ('word', 'hell'), (')', ')')]
    """
    found: list[Sign] = []
    at = 0
    while at < len(query):
        character = query[at]
        if character.isspace():
            at += 1
        elif character in "()":
            found.append(Sign("(" if character == "(" else ")", character, at))
            at += 1
        elif character in _CLOSING:
            end = _end_of_phrase(query, at)
            found.append(Sign("phrase", query[at + 1 : end], at))
            at = end + 1
        elif character == "-" and _starts_something(query, at):
            found.append(Sign("not", character, at))
            at += 1
        else:
            sign, at = _word(query, at, fields)
            found.append(sign)
    return found


def _word(query: str, at: int, fields: frozenset[str]) -> tuple[Sign, int]:
    match = _WORD.match(query, at)
    if match is None:  # pragma: no cover  (the caller has seen that a word starts here)
        raise QuerySyntaxError(f"cannot read {query[at:]!r}")
    text = match.group()
    if text in _OPERATORS:
        return Sign(_OPERATORS[text], text, at), match.end()
    field = _FIELD.fullmatch(text)
    if field is None or field["name"].lower() not in fields:
        return Sign("word", text, at), match.end()
    name, value, end = field["name"].lower(), field["value"], match.end()
    if value:
        return Sign("word", value, at, name), end
    while query[end : end + 1].isspace():
        end += 1
    if query[end : end + 1] in tuple(_CLOSING):
        closing = _end_of_phrase(query, end)
        return Sign("phrase", query[end + 1 : closing], at, name), closing + 1
    following = _WORD.match(query, end)
    if following is None:
        raise QuerySyntaxError(f'{text!r} needs a value after the colon, as in surah:26 or surah:"Al Imran"')
    return Sign("word", following.group(), at, name), following.end()


def _end_of_phrase(query: str, start: int) -> int:
    closing = _CLOSING[query[start]]
    ends = [place for mark in closing if (place := query.find(mark, start + 1)) >= 0]
    if not ends:
        raise QuerySyntaxError(
            f"unbalanced quotation marks: the {query[start]} at character {start + 1} is not closed; "
            f"add {closing[0]} after the phrase, or leave the mark out"
        )
    return min(ends)


def _starts_something(query: str, at: int) -> bool:
    """Whether a minus sign excludes what follows: it stands before a word or bracket, and after none."""
    before, after = query[at - 1 : at], query[at + 1 : at + 2]
    return (not before or before.isspace() or before == "(") and bool(after) and not after.isspace()
