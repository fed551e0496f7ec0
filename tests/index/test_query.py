"""The query language: how queries are read, and what is said of those that cannot be."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.errors import QuerySyntaxError
from quoteindex.index.fields import fields
from quoteindex.index.parser import parse_query
from quoteindex.index.query import And, Everything, Fulfils, Not, Or, Phrase, Prefix

ERRORS = [
    ("", "empty"),
    ("   ", "empty"),
    ("؟ ، …", "no word"),
    ('"wicked from', "unbalanced quotation marks"),
    ('wicked "from the" good"', "character 23"),
    ("“wicked from", "unbalanced quotation marks"),
    ("«الخبيث", "unbalanced quotation marks"),
    ("(losers", "unbalanced brackets"),
    ("losers)", "unbalanced brackets"),
    ("()", "no word"),
    ("losers OR", "missing beside OR"),
    ("OR losers", "missing beside OR"),
    ("losers AND", "needs something after"),
    ("AND losers", "nothing stands before"),
    ("losers NOT", "needs something after"),
    ("NOT ؟", "no letters"),
    ("los*rs", "at the end of one word"),
    ("*losers", "at the end of one word"),
    ("surah:", "needs a value"),
    ("surah:0", "no surah 0"),
    ("surah:115", "114"),
    ("verdict:wrong", "misquoted"),
    ("lang:fr", "language"),
    ("colour:red", "the fields are"),
]


@pytest.mark.parametrize(("query", "message"), ERRORS)
def test_a_query_that_cannot_be_read_says_why(query: str, message: str) -> None:
    with pytest.raises(QuerySyntaxError, match=message.replace("*", r"\*")):
        parse_query(query)


def test_operators_bind_not_before_and_before_or() -> None:
    tree = parse_query("a NOT b OR c AND d")
    assert isinstance(tree, Or)
    first, second = tree.parts
    assert isinstance(first, And) and isinstance(first.parts[1], Not)
    assert isinstance(second, And) and len(second.parts) == 2


@pytest.mark.parametrize("query", ["a OR b", "a | b", "(a) OR (b)", "(a OR b)"])
def test_ways_to_write_or(query: str) -> None:
    assert isinstance(parse_query(query), Or)


def test_the_arabic_question_mark_is_no_wildcard() -> None:
    assert parse_query("صبر؟") == parse_query("صبر")


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    tree = parse_query("al-Anfal")
    assert isinstance(tree, Phrase) and [word.forms for word in tree.words] == [("al",), ("anfal",)]


def test_a_star_alone_is_everything() -> None:
    assert parse_query("*") == Everything()


def test_a_beginning_is_read_in_every_spelling() -> None:
    tree = parse_query("ٱلرَّحْمَـٰن*")
    assert isinstance(tree, Prefix) and set(tree.beginnings) == {"الرحمن", "الرحمان"}


@pytest.mark.parametrize("query", ["lang:ar", "LANG:Arabic", "لغة:عربي", "language: ar", 'lang:"ar"'])
def test_fields_have_names_in_both_languages(query: str) -> None:
    assert parse_query(query) == Fulfils("language", ("ar",))


@settings(deadline=None)
@given(st.text(alphabet='ab "()*:-|ANDORT٣7؟صبٰ“”«»', max_size=30))
def test_any_text_is_a_query_or_a_syntax_error(query: str) -> None:
    try:
        parse_query(query)
    except QuerySyntaxError as error:
        assert str(error)


def test_the_table_of_query_words_is_in_order() -> None:
    """Kinds are known, spellings lower case and unique, and every field is documented by its meaning."""
    text = (files("corpora") / "query_words.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))
    assert {row["kind"] for row in rows} == {"field", "work", "language"}
    assert all(row["spelling"] == row["spelling"].lower() for row in rows)
    assert len({(row["kind"], row["spelling"]) for row in rows}) == len(rows)
    assert {row["meaning"] for row in rows if row["kind"] == "field"} <= fields()
    assert {row["meaning"] for row in rows if row["kind"] == "work"} == {"quran", "hadith"}
