"""Every failure that a user can meet: one clear line on stderr, and the documented status."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from quoteindex.cli.app import app

SAMPLE = Path(__file__).parent.parent.parent / "corpora" / "samples" / "patience.md"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents good and bad, and an index."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(SAMPLE, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\0\1\2" * 99)
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    (folder / "cut.txt").write_bytes("\ufeffصبر".encode("utf-16-le")[:-1])
    (folder / "russian.txt").write_bytes(("Терпение, ключ к облегчению. " * 20).encode("koi8-r"))
    (folder / "nothing").mkdir()
    result = CliRunner().invoke(app, ["index", "--index", str(folder / "index"), str(folder / SAMPLE.name)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize(("line", "status", "told"), [
    ("scan no.txt", 3, "no.txt: there is no such file or folder"),
    ("scan nothing", 3, "nothing: no document in this folder"),
    ("scan empty.txt", 4, "empty.txt: is empty"),
    ("scan binary.txt", 4, "binary.txt: is binary, not text"),
    ("scan picture.png", 4, "picture.png: unknown format '.png', and no text; known formats: html, md, txt"),
    ("scan cut.txt", 4, "cut.txt: starts as utf-16-le, but byte"),
    ("scan russian.txt", 4, "russian.txt: is neither UTF-8"),
    ("index --index other no.txt", 3, "no.txt: there is no such file or folder"),
    ("appendix no.txt", 3, "no.txt: there is no such file or folder"),
    ("appendix patience.md -o nowhere/a.md", 10, "nowhere"),
    ("search --index no-index x", 9, "no-index"),
    ('search --index index \'"gift better\'', 7, "unbalanced quotation marks"),
    ("show 115:1", 8, "115"),
    ("show 2:287", 8, "2:287"),
    ("show 2:255 --edition no.such", 5, "no.such"),
    ("show nonsense", 7, "nonsense"),
    ("reference nonsense", 7, "nonsense"),
    ("corpora info no-such", 5, "no-such"),
    ("corpora verify no-such", 5, "no-such"),
    ("corpora remove no-such", 5, "no-such"),
])  # fmt: skip
def test_a_failure_is_one_line(line: str, status: int, told: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line under the program's name that names what is at fault, nothing on stdout but what went well."""
    import shlex

    monkeypatch.chdir(desk)
    result = CliRunner().invoke(app, shlex.split(line))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    errors = result.stderr.splitlines()
    assert len(errors) == 1, result.stderr
    assert errors[0].startswith("quoteindex: ")
    assert told in errors[0]
    assert result.exit_code == status
