"""Markdown: code, link targets, attributes, macros and HTML are markup; emphasis, quotes and brackets are text.

A text is not a program: code that holds Arabic letters is somebody's way of setting a quotation apart, and stays.
Every scan is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoteindex.model import Locator
from quoteindex.readers import html
from quoteindex.readers.markup import Hidden, Markup, blanked
from quoteindex.readers.plain import addresses
from quoteindex.readers.textual import TextReader

_ARABIC = re.compile(r"[\u0621-\u064a]")
_BREAK = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"[ >]{0,8}?(?P<mark>`{3,}|~{3,})(?P<info>[^`\r\n]*+)$")
_TICKS = re.compile(r"`++")

_FRONT = re.compile(r"\ufeff?(?P<mark>---|\+\+\+)[ \t]*$")
_KEY = re.compile(r"[ \t]*+(?>(?:-[ \t]++)*)[\w.-]++[ \t]*+(?::(?=\s|$)|=)|[ \t]*+-(?=\s)")

# The target of a link has no blank, a Latin letter, and what makes it an address: a slash, a number sign, a dot before
# a letter, a scheme.  So "[Al-Anfal](8:37)" keeps its numbers.
_TARGET = re.compile(
    r"(?<=\])\(\s{0,9}+<?(?=\S{0,200}?[A-Za-z])(?=\S{0,200}?(?:[/#]|\.[A-Za-z])|mailto:)[^()\s]*+(?>(?:\([^()\s]*+\)[^()\s]*+)*)>?"
    r"(?>(?:\s{1,9}+(?:\"[^\"\n]*+\"|'[^'\n]*+'))?)\s{0,9}+\)"
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\[\]\n]++\]:[ \t]*+(\S++)", re.MULTILINE)
_NOTE = re.compile(r"^[ ]{0,3}\[\^([^\[\]\s]++)\]:", re.MULTILINE)
# Pandoc's attributes: {#id .class key="value"}; braces around anything else are quotation marks.
_ATTRIBUTE = r"(?:[#.][\w:.-]++|[\w:.-]++=(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s\"'{}]++))"
_ATTRIBUTES = re.compile(r"\{[ ]{0,9}+" + _ATTRIBUTE + r"(?>(?:[ \t]++" + _ATTRIBUTE + r")*)[ ]{0,9}+\}")
_DIVISION = re.compile(r"^[ ]{0,3}:{3,}", re.MULTILINE)
# TeX: a macro's name, and the arguments that are themselves macros; \* and \[ are escapes, not macros.
_MACRO = re.compile(r"\\[A-Za-z][A-Za-z_]*+(?>(?:\{\\[A-Za-z_]++\})*)")

_ATX = re.compile(r"^\ufeff?[ ]{0,3}(#{1,6})[ \t]++(\S[^\r\n]*+)", re.MULTILINE)
_SETEXT = re.compile(r"^([^\s>#|-][^\r\n]*+)(?:\r\n|\r|\n)(?:={3,}|-{3,})[ \t]*+$", re.MULTILINE)
_DECORATION = re.compile(r"\\[A-Za-z_]+|[*`]|\b_|_\b|[ \t]#+[ \t]*$|\{[#.][^{}]*\}|<[^<>]*>|\]\([^()]*\)|[\[\]]")
_LONGEST_LABEL = 120


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of every line, without its line end."""
    at = 0
    for match in _BREAK.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


def front_matter(text: str) -> tuple[list[Hidden], str]:
    """Return the markup of the metadata at the head of a file, and the title that it gives.

    Keys are markup; so are values of one word (dates, slugs, addresses).  Values of several words are prose: a title
    or a summary may name a verse.
    """
    lines = _lines(text)
    first = next(lines)
    opening = _FRONT.match(text[slice(*first)])
    if not opening:
        return [], ""
    hidden, title = [Hidden(first[0] + len(opening[0]) - len(opening[0].lstrip("\ufeff")), first[1])], ""
    for start, end in lines:
        line = text[start:end]
        if line.rstrip() in (opening["mark"], "..."):
            return [*hidden, Hidden(start, end)], title
        key = _KEY.match(line)
        value = line[key.end() :] if key else line
        if len(value.split()) < 2:
            hidden.append(Hidden(start, end))
        elif key:
            hidden.append(Hidden(start, start + key.end()))
        if key and not title and key[0].strip(" \t:=").casefold() == "title":
            title = value.strip(" \t\"'")
    return [], ""  # never closed: a rule at the head of the text


def fenced_code(text: str) -> Iterator[Hidden]:
    """Yield fenced blocks of code, fences included; a block that names no language and holds Arabic is a text."""
    if "```" not in text and "~~~" not in text:
        return
    fence, opened, info = "", 0, ""
    for start, end in _lines(text):
        match = _FENCE.match(text[start:end])
        if not match:
            continue
        if not fence:
            fence, opened, info = match["mark"], start, match["info"].strip()
        elif match["mark"].startswith(fence) and not match["info"].strip():
            if info or not _ARABIC.search(text, opened, end):
                yield Hidden(opened, end)
            fence = ""
    if fence and (info or not _ARABIC.search(text, opened)):
        yield Hidden(opened, len(text))


def inline_code(text: str) -> Iterator[Hidden]:
    """Yield code between backticks on one line; not where a backtick is the letter ʿayn ("`Umar", "Sura `Abasa")."""
    if "`" not in text:
        return
    for start, end in _lines(text):
        runs = list(_TICKS.finditer(text, start, end))
        later: dict[int, list[int]] = {}
        for at in reversed(range(len(runs))):
            later.setdefault(len(runs[at][0]), []).append(at)
        at = 0
        while at < len(runs):
            same = later[len(runs[at][0])]
            while same and same[-1] <= at:
                same.pop()
            if same and _is_code(text, runs[at], runs[same[-1]]):
                yield Hidden(runs[at].start(), runs[same[-1]].end())
                at = same[-1]
            at += 1


def _is_code(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    before, after = text[opening.start() - 1 : opening.start()], text[closing.end() : closing.end() + 1]
    if before.isalpha() or after.isalpha() or text[closing.start() - 1].isspace():
        return False
    return not _ARABIC.search(text, opening.end(), closing.start())


def _hidden(text: str) -> Iterator[Hidden]:
    """Yield the markup that a line shows by itself, in a text whose code is blanked."""
    # Looking for a string is much faster than for a pattern, and most texts have none of these.
    for sign, pattern in (("](", _TARGET), ("{", _ATTRIBUTES), (":::", _DIVISION), ("\\", _MACRO)):
        if sign in text:
            for match in pattern.finditer(text):
                yield Hidden(*match.span())
    if "]:" in text:
        for match in _DEFINITION.finditer(text):
            yield Hidden(*match.span(1))


def mark_up(text: str) -> Markup:
    """Find the markup of a Markdown text; its title is that of its metadata, or its first heading."""
    code, title = front_matter(text)
    code += fenced_code(blanked(text, code))
    code += inline_code(blanked(text, code))
    code += html.blocks(blanked(text, code), open_end=False)
    rest = blanked(text, code)
    hidden = [*code, *html.template_code(rest), *_hidden(rest), *addresses(rest)]
    hidden += [*html.tags(rest, strict=True), *html.entities(rest)]
    sections = sorted(_sections(rest))
    notes = [Locator(match.start(), "note", match[1]) for match in _NOTE.finditer(rest)] if "[^" in rest else []
    return Markup(tuple(hidden), (*sections, *notes), title or (sections[0].label if sections else ""))


def _sections(text: str) -> Iterator[Locator]:
    for match in _ATX.finditer(text):
        yield Locator(match.start(), "section", _label(match[2]))
    if "===" in text or "---" in text:
        for match in _SETEXT.finditer(text):
            yield Locator(match.start(), "section", _label(match[1]))


def _label(heading: str) -> str:
    """Return a heading's words without its marks.

    >>> _label("**On** _patience_ ## {#p}")
    'On patience'
    """
    return " ".join(_DECORATION.sub("", heading).split()).rstrip("# ")[:_LONGEST_LABEL]


READER = TextReader("md", (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"), mark_up)
