"""The query language: words of both languages, phrases, references, fields and the operators between them."""

from __future__ import annotations

import re

from quoteindex.errors import QuerySyntaxError, QuoteIndexError
from quoteindex.index.fields import asks_quoted, field_query, fields
from quoteindex.index.lexer import Sign, signs
from quoteindex.index.query import And, AtLoci, Everything, Not, Or, Phrase, Prefix, Query, Where
from quoteindex.index.record import single_loci
from quoteindex.index.words import words

# "Surah Al Imran, verse 37", "Musnad Ahmad 1 : 22": no reference in the wild needs more words than this.
_MOST_WORDS_OF_REFERENCE = 7
_EXAMPLES = 'a word, a "phrase", a reference such as 8:37, or a field such as work:hadith'
_DIGIT = re.compile(r"\d")
_UNKNOWN_FIELD = re.compile(r"(?P<name>[A-Za-z]{2,}):(?=\S)")


def parse_query(query: str) -> Query:
    """Read a query.

    Words side by side must all be found; ``OR`` (``|``), ``NOT`` (``-``) and round brackets say otherwise; ``"…"``
    is a phrase, ``word*`` a beginning; a reference (``8:37``, ``Al-Anfal 37``, ``Bukhari 1``) stands for its passages.

    Raises QuerySyntaxError, saying what is wrong and where.

    >>> parse_query("losers -quoted:fire").parts[1].part.where
    'quoted'
    """
    parser = _Parser(query)
    tree = parser.alternatives()
    parser.expect_end()
    return tree


class _Parser:
    """Recursive descent over the signs: alternatives (OR) of sequences (AND) of items (NOT, brackets, leaves)."""

    def __init__(self, query: str) -> None:
        self._signs = signs(query, fields())
        self._at = 0
        if not self._signs:
            raise QuerySyntaxError(f"the query is empty; give {_EXAMPLES}")

    def _peek(self) -> Sign | None:
        return self._signs[self._at] if self._at < len(self._signs) else None

    def _kind(self) -> str:
        sign = self._peek()
        return sign.kind if sign else ""

    def expect_end(self) -> None:
        """Raise if anything is left over (only a bracket can be)."""
        sign = self._peek()
        if sign:
            raise QuerySyntaxError(f"unbalanced brackets: nothing opens the ) at character {sign.start + 1}")

    def alternatives(self) -> Query:
        """Read ``a b OR c d``."""
        parts = [self._sequence()]
        while self._kind() == "or":
            self._at += 1
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _sequence(self) -> Query:
        parts: list[Query] = []
        while self._kind() not in ("", ")", "or"):
            if self._kind() == "and":
                self._operand_follows()
                if not parts:
                    raise QuerySyntaxError("AND stands between two things; nothing stands before it")
                continue
            parts.extend(self._items())
        if not parts:
            raise QuerySyntaxError(self._nothing_found())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _nothing_found(self) -> str:
        if any(True for sign in self._signs for _ in words(sign.text)):
            return "something to look for is missing beside OR or between brackets"
        return f"the query has no word in it; give {_EXAMPLES}"

    def _operand_follows(self) -> None:
        sign = self._signs[self._at]
        self._at += 1
        if self._kind() in ("", ")", "and", "or"):
            raise QuerySyntaxError(f"{sign.text} at character {sign.start + 1} needs something after it")

    def _items(self) -> list[Query]:
        sign = self._signs[self._at]
        if sign.kind == "not":
            self._operand_follows()
            return [Not(_both(self._items_of_one()))]
        if sign.kind == "(":
            return [self._bracket(sign)]
        if sign.kind == "phrase" or sign.field:
            self._at += 1
            return _present(_leaf(sign))
        run = self._run()
        self._at += len(run)
        return _words_and_references(run)

    def _items_of_one(self) -> list[Query]:
        """Read what a NOT excludes: a bracket, a phrase, a reference, or a single word."""
        if self._signs[self._at].kind != "word" or self._signs[self._at].field:
            return self._items()
        run = self._run()
        for end in range(len(run), 1, -1):
            loci = _reference(" ".join(sign.text for sign in run[:end]))
            if loci:
                self._at += end
                return [loci]
        self._at += 1
        return _words_and_references(run[:1])

    def _bracket(self, opening: Sign) -> Query:
        self._at += 1
        inner = self.alternatives()
        if self._kind() != ")":
            raise QuerySyntaxError(f"unbalanced brackets: the ( at character {opening.start + 1} is not closed")
        self._at += 1
        return inner

    def _run(self) -> list[Sign]:
        """Return the plain words that stand side by side from here on."""
        end = self._at
        while end < len(self._signs) and self._signs[end].kind == "word" and not self._signs[end].field:
            end += 1
        return self._signs[self._at : end]


def _both(parts: list[Query]) -> Query:
    if not parts:
        raise QuerySyntaxError("NOT is followed by something that has no letters or digits")
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _present(query: Query | None) -> list[Query]:
    return [] if query is None else [query]


def _words_and_references(run: list[Sign]) -> list[Query]:
    """Read words side by side; the longest stretch that ends in a number and reads as a reference is one."""
    found: list[Query] = []
    end = len(run)
    while end:
        taken = 1
        reference = None
        for start in range(max(0, end - _MOST_WORDS_OF_REFERENCE), end):
            reference = _reference(" ".join(sign.text for sign in run[start:end]))
            if reference:
                taken = end - start
                break
        end -= taken
        found[:0] = [reference] if reference else _present(_leaf(run[end]))
    return found


def _leaf(sign: Sign) -> Query | None:
    """Read one word or phrase, of a field or of none; None where it holds nothing but punctuation."""
    if sign.field and not asks_quoted(sign.field):
        return field_query(sign.field, sign.text)
    where: Where = "quoted" if sign.field else "anywhere"
    if sign.kind == "phrase":
        reference = None if sign.field else _reference(sign.text)
        return reference or _phrase(sign.text, where, exact=True)
    unknown = _UNKNOWN_FIELD.match(sign.text)
    if unknown and not sign.field:
        known = ", ".join(sorted(fields()))
        raise QuerySyntaxError(f"no field or reference {sign.text!r}; the fields are {known}")
    if "*" in sign.text:
        return _beginning(sign.text, where)
    return _phrase(sign.text, where, exact=False)


def _phrase(text: str, where: Where, *, exact: bool) -> Query | None:
    found = tuple(words(text))
    return Phrase(found, exact, where) if found else None


def _beginning(text: str, where: Where) -> Query:
    if text == "*":
        return Everything()
    found = tuple(words(text[:-1]))
    if not text.endswith("*") or "*" in text[:-1] or len(found) != 1:
        raise QuerySyntaxError(f"cannot read {text!r}: a * stands at the end of one word, as in patien*")
    return Prefix(found[0].forms, where)


def _reference(text: str) -> AtLoci | None:
    """Read a reference with a number in it; None where *text* is none, or more than that."""
    if not _DIGIT.search(text):
        return None
    from quoteindex.references import parse_reference

    try:
        reference = parse_reference(text)
    except QuoteIndexError:
        return None
    around = f"{text[: reference.span.start]} {text[reference.span.end :]}"
    if any(True for _ in words(around)):
        return None
    passages = dict.fromkeys((*reference.passages, *reference.readings))
    loci = dict.fromkeys(locus for passage in passages for locus in single_loci(passage))
    return AtLoci(tuple(loci)) if loci else None
